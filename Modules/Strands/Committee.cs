using Advance.Contracts;
using JasperFx;

namespace Advance.Strands;

/// <summary>A person's mandate in a committee, from a day to its last day.</summary>
public record Mandate(Guid PersonId, Guid InstitutionId, bool RepresentsPartners, DateOnly From, DateOnly? Until)
{
    public bool HoldsOn(DateOnly day) => From <= day && (Until is null || day <= Until);

    /// <summary>Whether the mandate holds on one of these days.</summary>
    public bool Meets(DateOnly from, DateOnly? until) => From <= (until ?? DateOnly.MaxValue) && from <= (Until ?? DateOnly.MaxValue);
}

/// <summary>What a committee resolved, on a day; it may name a cohort and a strand, and a meeting with its votes.</summary>
public record Resolution(string Number, DateOnly On, string Subject, Guid? CohortId, Guid? StrandId, Guid? MeetingId = null, Votes? Votes = null);

/// <summary>One version of a committee's rules, in force from a date on.</summary>
public record CommitteeRules(int Number, DateOnly EffectiveFrom, QuorumRule Quorum);

/// <summary>An opinion of the advisory board; its words are a text of People's.</summary>
public record Opinion(Guid Id, DateOnly On, string Subject, Guid? CohortId, Guid? StrandId, Guid TextId);

/// <summary>A committee of the programme with its mandates and the resolutions it passed.</summary>
public record Committee : IFold<Committee>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public string Key { get; init; } = "";
    public string Name { get; init; } = "";
    public CommitteeKind Kind { get; init; }
    public IReadOnlyList<Mandate> Mandates { get; init; } = [];
    public IReadOnlyList<Resolution> Resolutions { get; init; } = [];
    public IReadOnlyList<CommitteeRules> Rules { get; init; } = [];
    public IReadOnlyList<Opinion> Opinions { get; init; } = [];

    public bool Seats(Guid personId, DateOnly day) => Mandates.Any(m => m.PersonId == personId && m.HoldsOn(day));

    /// <summary>How many have a mandate; who has two, under identities that were merged, is one.</summary>
    public int MandatesOn(DateOnly day) => Mandates.Where(m => m.HoldsOn(day)).DistinctBy(m => m.PersonId).Count();

    /// <summary>How many must be there to decide on a day.</summary>
    public int NeededOn(DateOnly day) =>
        (Rules.Where(r => r.EffectiveFrom <= day).MaxBy(r => r.EffectiveFrom)?.Quorum ?? QuorumRule.MoreThanHalf).Needed(MandatesOn(day));

    public Committee Evolve(object e) => e switch
    {
        CommitteeFormed formed => this with { Id = formed.CommitteeId, Key = formed.Key, Name = formed.Name, Kind = formed.Kind },
        MemberSeated seated => this with
        {
            Mandates = [.. Mandates, new(seated.PersonId, seated.InstitutionId, seated.RepresentsPartners, seated.From, seated.Until)],
        },
        MandateEnded ended => this with
        {
            Mandates = [.. Mandates.Select(m => m.PersonId == ended.PersonId && m.HoldsOn(ended.On) ? m with { Until = ended.On } : m)],
        },
        MandateFollowed f => this with { Mandates = [.. Mandates.Select(m => m.PersonId == f.PersonId ? m with { PersonId = f.AsPersonId } : m)] },
        ResolutionPassed r => this with { Resolutions = [.. Resolutions, new(r.Number, r.On, r.Subject, r.CohortId, r.StrandId, r.MeetingId, r.Votes)] },
        CommitteeRulesAdopted rules => this with { Rules = [.. Rules, new(rules.RulesVersion, rules.EffectiveFrom, rules.Quorum)] },
        AdvisoryOpinionGiven o => this with { Opinions = [.. Opinions, new(o.OpinionId, o.On, o.Subject, o.CohortId, o.StrandId, o.TextId)] },
        _ => this,
    };
}
