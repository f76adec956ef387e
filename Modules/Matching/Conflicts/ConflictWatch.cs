using Advance.Contracts;
using Advance.Matching.Mentorships;
using Advance.Matching.Rounds;
using Advance.Shared;
using Marten;
using Wolverine;

namespace Advance.Matching.Conflicts;

/// <summary>
/// Looks at the mentorships of people about whom something became known: opens a case where a rule now excludes the pair, and says of an
/// open one that its rule no longer does.
/// </summary>
internal static class ConflictWatch
{
    /// <summary>So many days the programme has to settle a case.</summary>
    public const int DaysToSettle = 14;

    /// <summary>What excludes a pair during the cohort (rules M1 and M2); a paper written together in the mentorship does not.</summary>
    internal static readonly string[] Watched =
        [Rule.SamePerson, Rule.Supervision, Rule.LineManagement, Rule.SkipLevel, Rule.SameManager, Rule.Kinship, Rule.Competition, Rule.SameUnit];

    public static IReadOnlyList<string> RulesOf(RelationshipKind kind) => kind switch
    {
        RelationshipKind.Supervision => [Rule.Supervision],
        RelationshipKind.LineManagement => [Rule.LineManagement, Rule.SkipLevel, Rule.SameManager],
        RelationshipKind.Kinship => [Rule.Kinship],
        RelationshipKind.Competition => [Rule.Competition],
        RelationshipKind.SameUnit => [Rule.SameUnit],
        _ => [],
    };

    public static async Task<OutgoingMessages> LookAsync(Guid causeId, Guid[] people, IReadOnlyList<string> rules, IDocumentSession session,
        TimeProvider clock, CancellationToken cancel)
    {
        OutgoingMessages deadlines = [];
        MentorshipStatus[] alive = [MentorshipStatus.Proposed, MentorshipStatus.AwaitingMentor, MentorshipStatus.Running];
        var touched = await session.Query<Mentorship>().Where(m => m.Status.IsOneOf(alive)
            && (m.MenteeId.IsOneOf(people) || m.MentorPersonId.IsOneOf(people))).OrderBy(m => m.Id).ToListAsync(cancel);
        foreach (var mentorship in touched)
        {
            await session.HoldAsync(Ids.Of("conflicts", mentorship.Id), cancel);
            var broken = await PoolOfCohort.RulesAgainstAsync(session, mentorship, cancel);
            var known = await session.Query<Conflict>().Where(c => c.MentorshipId == mentorship.Id).ToListAsync(cancel);
            foreach (var arose in Decide(mentorship, causeId, [.. broken.Intersect(rules).Intersect(Watched)], known, clock.GetUtcNow()))
            {
                session.Events.StartStream<Conflict>(arose.ConflictId, arose);
                deadlines.Delay(new WatchConflict(arose.ConflictId), TimeSpan.FromDays(DaysToSettle));
            }

            await session.EaseAsync(Eased(broken, known), cancel);
        }

        return deadlines;
    }

    /// <summary>The open cases whose rule no longer excludes the pair.</summary>
    public static IReadOnlyList<Conflict> Eased(IReadOnlyList<string> broken, IReadOnlyList<Conflict> known) =>
        [.. known.Where(c => c is { IsOpen: true, IsEased: false } && !broken.Contains(c.Rule))];

    /// <summary>The mentorship is over, so its open cases are without object.</summary>
    public static async Task EaseAllAsync(this IDocumentSession session, Guid mentorshipId, CancellationToken cancel)
    {
        await session.HoldAsync(Ids.Of("conflicts", mentorshipId), cancel);
        var known = await session.Query<Conflict>().Where(c => c.MentorshipId == mentorshipId && c.Remedy == null).ToListAsync(cancel);
        await session.EaseAsync(Eased([], known), cancel);
    }

    private static async Task EaseAsync(this IDocumentSession session, IReadOnlyList<Conflict> eased, CancellationToken cancel)
    {
        foreach (var conflict in eased)
        {
            var stream = await session.Events.FetchForExclusiveWriting<Conflict>(conflict.Id, cancel);
            if (stream.Aggregate is { IsOpen: true, IsEased: false })
                stream.AppendOne(new ConflictEased(conflict.Id, conflict.MentorshipId, conflict.CohortId));
        }
    }

    /// <summary>One case for each rule that is broken now, unless one is open for it or this very cause was settled.</summary>
    public static IReadOnlyList<ConflictArose> Decide(Mentorship mentorship, Guid causeId, IReadOnlyList<string> broken,
        IReadOnlyList<Conflict> known, DateTimeOffset now) =>
    [
        .. broken.Where(rule => !known.Any(c => c.Rule == rule
                && (c is { IsOpen: true, IsEased: false } || c.Id == Conflict.IdOf(rule, causeId, mentorship.Id))))
            .Select(rule => new ConflictArose(Conflict.IdOf(rule, causeId, mentorship.Id), mentorship.Id, mentorship.CohortId, rule,
                now.AddDays(DaysToSettle))),
    ];
}

/// <summary>The deadline of a case.</summary>
public record WatchConflict(Guid ConflictId);

/// <summary>Says once that a case is past its deadline, unless it was settled.</summary>
public static class WatchConflictHandler
{
    public static async Task<OutgoingMessages> Handle(WatchConflict message, IDocumentSession session, TimeProvider clock, CancellationToken cancel)
    {
        OutgoingMessages again = [];
        var stream = await session.Events.FetchForExclusiveWriting<Conflict>(message.ConflictId, cancel);
        if (stream.Aggregate is not { IsOpen: true, IsEased: false } conflict) return again;
        if (Decide(conflict, clock.GetUtcNow()) is { } overdue) stream.AppendOne(overdue);
        else if (!conflict.IsOverdue) again.Delay(message, conflict.SettleBy - clock.GetUtcNow());
        return again;
    }

    public static ConflictOverdue? Decide(Conflict conflict, DateTimeOffset now) =>
        conflict is { IsOpen: true, IsOverdue: false, IsEased: false } && conflict.SettleBy <= now
            ? new(conflict.Id, conflict.MentorshipId, conflict.CohortId) : null;
}
