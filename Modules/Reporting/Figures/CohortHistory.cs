using Advance.Contracts;

namespace Advance.Reporting.Figures;

/// <summary>An event as it stands in the log: its position, when it was recorded, and what happened.</summary>
public sealed record Logged(long Seq, DateTimeOffset At, object Data);

/// <summary>An event of one kind as it stands in the log.</summary>
public sealed record Logged<T>(long Seq, DateTimeOffset At, T Data);

/// <summary>
/// What the log says about one cohort up to a position; events behind it and of other cohorts are left aside. Identities that
/// were merged count as one person. No clock, no document: the same log and position give the same history.
/// </summary>
public sealed class CohortHistory
{
    private readonly IReadOnlyList<Logged> _log;
    private readonly Dictionary<Guid, Guid> _mergedInto;

    public CohortHistory(IEnumerable<Logged> log, Guid cohortId, long asOf)
    {
        (CohortId, AsOf) = (cohortId, asOf);
        _log = [.. log.Where(e => e.Seq <= asOf && CohortEvents.CohortOf(e.Data) is var c && (c is null || c == cohortId)).OrderBy(e => e.Seq)];
        _mergedInto = _log.Select(e => e.Data).OfType<PersonMerged>().GroupBy(m => m.MergedPersonId).ToDictionary(g => g.Key, g => g.Last().PersonId);
        Plan = All<CohortPlanned>().FirstOrDefault(e => e.Data.CohortId == cohortId);
        Call = All<CallPublished>() is [.., var last] ? last : null;
        Applications = ApplicationTrack.Of(this);
        Mentorships = MentorshipTrack.Of(this);
    }

    public Guid CohortId { get; }
    public long AsOf { get; }
    public Logged<CohortPlanned>? Plan { get; }
    public Logged<CallPublished>? Call { get; }
    public IReadOnlyList<ApplicationTrack> Applications { get; }
    public IReadOnlyList<MentorshipTrack> Mentorships { get; }

    /// <summary>When the call ends, with the extensions known at the position.</summary>
    public Logged<DateTimeOffset>? Deadline =>
        All<CallExtended>().Select(e => new Logged<DateTimeOffset>(e.Seq, e.At, e.Data.Deadline)).LastOrDefault()
        ?? (Call is null ? null : new(Call.Seq, Call.At, Call.Data.Deadline));

    /// <summary>The events of one kind, in the order of the log.</summary>
    public IReadOnlyList<Logged<T>> All<T>() => [.. _log.Where(e => e.Data is T).Select(e => new Logged<T>(e.Seq, e.At, (T)e.Data))];

    public Logged<T>? First<T>() => All<T>() is [var first, ..] ? first : null;

    /// <summary>The person behind an id, after merges.</summary>
    public Guid Who(Guid personId)
    {
        for (var steps = 0; steps < _mergedInto.Count && _mergedInto.TryGetValue(personId, out var into); steps++) personId = into;
        return personId;
    }
}
