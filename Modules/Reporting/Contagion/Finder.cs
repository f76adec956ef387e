using Advance.Contracts;

namespace Advance.Reporting.Contagion;

/// <summary>What is to be done about a case.</summary>
public enum Remedy
{
    /// <summary>The application is looked at as if this mentor had not been wished for.</summary>
    RankWithoutTheWish,
    /// <summary>The committee decides again without the member.</summary>
    DecideAgainWithout,
    /// <summary>The proposal is withdrawn and the round computed again.</summary>
    WithdrawAndRecompute,
    /// <summary>The mentorship goes through its conflict case: a no-fault ending, or allowed by the committee.</summary>
    ConflictCase,
    /// <summary>One of the two leaves the circle or moves to another.</summary>
    VacateOrMoveSeat,
    /// <summary>One of the two applications is withdrawn.</summary>
    WithdrawOneApplication,
    /// <summary>One of the two seats is vacated.</summary>
    VacateOneSeat,
    /// <summary>It is over: nothing but a note remains.</summary>
    NoteInRecord,
}

/// <summary>Which days count for a cohort: from its start and the years before it that its policy looks back, to its end.</summary>
public record CohortDays(DateOnly StartsOn, DateOnly EndsOn, int LookBackYears);

/// <summary>
/// A touched thing that breaks a rule: in which days tie and thing meet (open when null), since when the tie is known, since when the
/// thing is, and whether the tie was learnt only afterwards.
/// </summary>
public record FoundCase(Guid CaseId, string Kind, Guid ThingId, Guid CohortId, Guid PersonId, Guid OtherPersonId, string Rule, DateOnly? From,
    DateOnly? Until, DateTimeOffset KnownSince, DateTimeOffset TouchedSince, bool LearntLate, Remedy Remedy, Guid? Through = null);

/// <summary>What is known: ties, who is who, and the days of cohorts.</summary>
public record Knowledge(IReadOnlyCollection<KnownBond> Bonds, IReadOnlyCollection<KnownSpell> Spells, IReadOnlyDictionary<Guid, Guid> MergedInto,
    IReadOnlyDictionary<Guid, CohortDays> Cohorts)
{
    /// <summary>The person behind an id, after merges.</summary>
    public Guid Who(Guid id)
    {
        for (var steps = 0; steps <= MergedInto.Count && MergedInto.TryGetValue(id, out var into); steps++) id = into;
        return id;
    }
}

/// <summary>
/// The search for what a late relation touches: every meeting of the people concerned, held against the ties that follow from the
/// cause (rules A6, M2, A5). Pure: the same knowledge gives the same cases.
/// </summary>
public static class Finder
{
    /// <summary>Co-authorship excludes from judging, not from mentoring (rules A5, M2).</summary>
    private const string OfJudgingOnly = "co-authorship";

    /// <summary>The cases of a search; ties without its cause are left aside, but for a merge (null), where all of the person's count.</summary>
    public static IReadOnlyList<FoundCase> Cases(Guid search, Guid? causeId, IReadOnlyList<Meeting> meetings, Knowledge knowledge)
    {
        List<KnownBond> bonds =
            [.. knowledge.Bonds.Select(b =>
                b with { PersonId = knowledge.Who(b.PersonId), OtherPersonId = knowledge.Who(b.OtherPersonId) })];
        List<KnownSpell> spells = [.. knowledge.Spells.Select(s => s with { PersonId = knowledge.Who(s.PersonId) })];
        // Of several causes the one that was known last made the tie known.
        var since = bonds.Where(b => b.Id == causeId).Select(b => b.KnownSince)
            .Concat(spells.Where(s => s.Id == causeId).Select(s => s.KnownSince)).FirstOrDefault();
        bool Caused(Tie tie) => causeId is not { } cause || (tie.Causes.Contains(cause) && tie.KnownSince == since);
        Dictionary<Guid, ILookup<Guid, Tie>> ties = [], bare = [];
        List<FoundCase> found = [];
        foreach (var m in meetings)
        {
            var (one, other) = (knowledge.Who(m.One), knowledge.Who(m.Other));
            if (one == other) found.Add(WithOneself(search, m, one));
            else
            {
                foreach (var tie in Of(ties, one, bonds, spells)[other].Where(Caused))
                {
                    var known = Of(bare, m.One, knowledge.Bonds, knowledge.Spells)[m.Other].Any(t => t.Rule == tie.Rule && t.KnownSince <= m.Since);
                    if (Case(search, m, tie, knowledge.Cohorts.GetValueOrDefault(m.CohortId), known) is { } broken) found.Add(broken);
                }
            }
        }

        return [.. found.DistinctBy(c => c.CaseId).OrderBy(c => c.TouchedSince).ThenBy(c => c.CaseId)];
    }

    private static ILookup<Guid, Tie> Of(Dictionary<Guid, ILookup<Guid, Tie>> memory, Guid person, IReadOnlyCollection<KnownBond> bonds,
        IReadOnlyCollection<KnownSpell> spells)
    {
        if (memory.TryGetValue(person, out var ties)) return ties;
        return memory[person] = Ties.Of(person, bonds, spells).ToLookup(t => t.OtherPersonId);
    }

    private static FoundCase? Case(Guid search, Meeting m, Tie tie, CohortDays? cohort, bool wasKnown)
    {
        if (tie.Rule == OfJudgingOnly && m.Kind != MeetingKind.Decision) return null;
        var (began, until) = (Day(m.Since), m.Until is { } end ? Day(end) : (DateOnly?)null);
        var since = (cohort is not null && cohort.StartsOn < began ? cohort.StartsOn : began).AddYears(-(cohort?.LookBackYears ?? 0));
        if (Ties.Shared(tie.From, tie.Until, since, until ?? Later(cohort?.EndsOn, began)) is not var (from, last)) return null;
        return new(IdOf(search, m, tie.Rule), m.Kind.ToString(), m.ThingId, m.CohortId, m.One, m.Other, tie.Rule, from, last, tie.KnownSince, m.Since,
            !wasKnown, RemedyOf(m), tie.Through);
    }

    // A merge showed that the two are one: mentor and mentee, applicant and judge.
    private static FoundCase WithOneself(Guid search, Meeting m, Guid person) =>
        new(IdOf(search, m, Ties.SamePerson), m.Kind.ToString(), m.ThingId, m.CohortId, m.One, person == m.One ? m.Other : person,
            Ties.SamePerson, Day(m.Since),
            m.Until is { } end ? Day(end) : null, m.Since, m.Since, m.One != m.Other, RemedyOf(m));

    private static Remedy RemedyOf(Meeting m) => m switch
    {
        { Kind: MeetingKind.Decision } => Remedy.DecideAgainWithout,
        { IsOver: true } => Remedy.NoteInRecord,
        { Kind: MeetingKind.Wish } => Remedy.RankWithoutTheWish,
        { Kind: MeetingKind.Proposal } => Remedy.WithdrawAndRecompute,
        { Kind: MeetingKind.Mentorship } => Remedy.ConflictCase,
        _ => Remedy.VacateOrMoveSeat,
    };

    private static Guid IdOf(Guid search, Meeting m, string rule) =>
        Ids.Of($"case:{m.Kind}:{rule}:{search:N}:{m.ThingId:N}", m.One, m.Other);

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    // A thing that goes on is looked at to the end of its cohort, and at least at the day on which it began.
    private static DateOnly? Later(DateOnly? endsOn, DateOnly began) => endsOn is null ? null : endsOn < began ? began : endsOn;
}
