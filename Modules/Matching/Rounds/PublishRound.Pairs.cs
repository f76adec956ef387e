using Advance.Contracts;
using Advance.Matching.Conflicts;
using Advance.Matching.Mentees;
using Advance.Matching.Mentors;
using Advance.Matching.Mentorships;
using JasperFx.Events;
using Marten;
using Marten.Events;

namespace Advance.Matching.Rounds;

public static partial class PublishRoundEndpoint
{
    /// <summary>The inputs of the round as they would be frozen now.</summary>
    private static async Task<FrozenRound> AsItStandsAsync(IDocumentSession session, MatchingRound round, CohortOfRound cohort, CancellationToken cancel)
    {
        var pool = round.IsRematch ? await PoolOfCohort.ForRematchAsync(session, round.CohortId, round.MayMove, cancel)
            : await PoolOfCohort.LoadAsync(session, round.CohortId, cancel);
        return ComputeRoundEndpoint.Freeze(round, cohort, pool, "");
    }

    /// <summary>What became known since the plan was computed counts too: a relationship, a unit, a "never again" (rule M2).</summary>
    private static void MustStillBeEligible(FrozenRound? asItStands, ProposedPair pair)
    {
        var mentee = asItStands?.Mentees.FirstOrDefault(m => m.PersonId == pair.MenteeId);
        var mentor = asItStands?.Mentors.FirstOrDefault(m => m.MentorId == pair.MentorId);
        if (mentee is null || mentor is null) return;
        string[] against = [.. new Eligibility(asItStands!).RulesAgainst(mentee, mentor).Except([Rule.NoCapacity, Rule.MentorPaused])];
        Refused.When(against.Length > 0, "pair-no-longer-eligible",
            $"{pair.MenteeId} with {pair.MentorId}: {string.Join("; ", against.Select(rule => Wording.Rules[rule].En))}; compute again.");
    }

    /// <summary>The mentors whom the plan gives or takes somebody, each locked, always in the same order.</summary>
    private static async Task<Dictionary<Guid, IEventStream<Mentor>>> MentorsAsync(IDocumentSession session, Proposal? proposal,
        IReadOnlyList<FrozenFormer> moved, CancellationToken cancel)
    {
        Dictionary<Guid, IEventStream<Mentor>> mentors = [];
        foreach (var id in (proposal?.Pairs ?? []).Select(p => p.MentorId).Concat(moved.Select(m => m.MentorId)).Distinct().Order())
            if (await session.Events.FetchForExclusiveWriting<Mentor>(id, cancel) is { Aggregate: not null } mentor) mentors[id] = mentor;
        return mentors;
    }

    /// <summary>The mentees of the plan that have a stream already, by person; new ones start under the lock of the cohort's mentees.</summary>
    private static async Task<Dictionary<Guid, Mentee>> MenteesAsync(IDocumentSession session, Guid cohortId, Proposal? proposal,
        CancellationToken cancel) => (await session.LoadManyAsync<Mentee>(cancel, (proposal?.Pairs ?? [])
            .Select(p => Mentee.IdOf(cohortId, p.MenteeId)))).ToDictionary(m => m.PersonId);

    /// <summary>The mentorship that is given up ends without blame; place and mentee are free in the same moment.</summary>
    private static async Task EndAsync(IDocumentSession session, FrozenFormer was, IEventStream<Mentor> mentor, CancellationToken cancel)
    {
        var mentorship = await session.Events.FetchForExclusiveWriting<Mentorship>(was.MentorshipId, cancel);
        mentorship.AppendOne(EndMentorshipEndpoint.Decide(mentorship.Aggregate!));
        mentor.AppendOne(new MentorPlaceFreed(was.MentorId, was.MentorshipId, Completed: false));
        session.Events.Append(Mentee.IdOf(mentorship.Aggregate!.CohortId, was.MenteeId),
            new MenteeReleased(mentorship.Aggregate.CohortId, was.MenteeId, was.MentorshipId));
        await session.EaseAllAsync(was.MentorshipId, cancel);
    }

    /// <summary>The proposal holds the mentee, whose stream may be about to begin; the caller holds the cohort's mentees.</summary>
    internal static void Hold(IDocumentSession session, Mentee? mentee, PairProposed pair)
    {
        var held = new MenteeHeld(pair.CohortId, pair.MenteeId, pair.MentorshipId);
        if (mentee is not null) session.Events.Append(mentee.Id, held);
        else session.Events.StartStream<Mentee>(Mentee.IdOf(pair.CohortId, pair.MenteeId), held);
    }
}
