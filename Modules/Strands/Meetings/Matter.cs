using Advance.Contracts;
using Marten;

namespace Advance.Strands;

/// <summary>
/// What a resolution or an opinion is on, as far as it names a cohort or a strand; <c>Strand</c> is the one that is named, or that of a
/// cohort whose call is not published and which has no policy of its own yet.
/// </summary>
public record Matter(Cohort? Cohort = null, Strand? Strand = null)
{
    /// <summary>What a command names; 409 comes from <see cref="MustBeKnown"/>, so that the command's own refusals come first.</summary>
    public static async Task<Matter> FindAsync(IQuerySession session, Guid? strandId, Guid? cohortId, CancellationToken cancel)
    {
        var cohort = cohortId is null ? null : await session.LoadAsync<Cohort>(cohortId.Value, cancel);
        var ofStrand = strandId ?? (cohort?.Policy is null ? cohort?.StrandId : null);
        return new(cohort, ofStrand is null ? null : await session.LoadAsync<Strand>(ofStrand.Value, cancel));
    }

    /// <summary>Refused with <c>strand-unknown</c>, <c>cohort-unknown</c>, <c>cohort-of-another-strand</c>.</summary>
    public void MustBeKnown(Guid? strandId, Guid? cohortId)
    {
        Refused.When(strandId is not null && Strand?.Id != strandId, "strand-unknown", "There is no strand with this id.");
        Refused.When(cohortId is not null && Cohort?.Id != cohortId, "cohort-unknown", "There is no cohort with this id.");
        Refused.When(cohortId is not null && strandId is not null && Cohort!.StrandId != strandId, "cohort-of-another-strand",
            "The cohort that is named is not of the strand that is named.");
    }

    /// <summary>Some policy that is decided under asks for representatives of the partners.</summary>
    public bool NeedsPartners(DateOnly day) => RulesOn(day).Any(rule => rule.Policy.NeedsPartners());

    /// <summary>
    /// By each policy that is decided under: one representative of the partners in all, or somebody of each partner, of the call or, where
    /// a strand is decided on, of those that take part in it on the day.
    /// </summary>
    public bool IsComposed(DateOnly day, IReadOnlyList<Guid> owners, IReadOnlyList<Attendee> deciding) =>
        RulesOn(day).All(rule => rule.Policy.Stated().Composition switch
    {
        CompositionRule.OneRepresentative => deciding.Any(a => a.RepresentsPartners),
        CompositionRule.OneEach => rule.Institutions.Except(owners).All(partner => deciding.Any(a => a.InstitutionId == partner)),
        _ => true,
    });

    /// <summary>
    /// A cohort is decided on under its call's policy, a strand under the one in force on the day. On a day before the first it is the
    /// first: a resolution is not set free of it by an earlier date.
    /// </summary>
    private IEnumerable<(StrandPolicy Policy, IReadOnlyList<Guid> Institutions)> RulesOn(DateOnly day)
    {
        if (Cohort?.Policy is { } ofCall) yield return (ofCall, Cohort.Institutions);
        if ((Strand?.PolicyOn(day) ?? Strand?.Policies.MinBy(p => p.EffectiveFrom))?.Policy is { } inForce)
            yield return (inForce, [.. Strand!.PartnersOn(day)]);
    }
}
