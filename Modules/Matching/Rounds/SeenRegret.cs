using System.Numerics;
using Advance.Contracts;
using Advance.Matching.Mentees;
using Advance.Matching.Mentors;
using Marten;

namespace Advance.Matching.Rounds;

/// <summary>
/// What staff were shown before they pin or forbid: the regret, which is the loss in the objective, in whole numbers of the
/// certificate's formula. It is looked up in the plan that stands, never searched anew.
/// </summary>
public static class SeenRegret
{
    /// <summary>So many pairs of a round are pinned or forbidden at most.</summary>
    public const int MostDecided = 2_000;

    public static (bool, string, string) Check(string? seen) =>
        (seen is not null && (seen.Length is 0 or > 100 || !seen.All(char.IsAsciiDigit)), "seenRegret", "A regret is a whole number of at most 100 digits.");

    /// <summary>404 unless the mentee is one of the cohort and the mentor one of the pool.</summary>
    internal static async Task MustBeOfRoundAsync(IQuerySession session, MatchingRound round, Guid menteeId, Guid mentorId, CancellationToken cancel)
    {
        Missing.Unless(await session.LoadAsync<Mentor>(mentorId, cancel), "mentor");
        var id = Mentee.IdOf(round.CohortId, menteeId);
        Missing.Unless(await session.QueryForNonStaleData<MenteeOfCohort>(PoolOfCohort.Patience).FirstOrDefaultAsync(m => m.Id == id && m.IsMentee, cancel),
            "mentee in this cohort");
    }

    internal static Task<BigInteger?> OfPinAsync(IQuerySession session, MatchingRound round, Guid menteeId, Guid mentorId, CancellationToken cancel) =>
        OfAsync(session, round, it => OfPin(it, it.MenteeAt(menteeId), it.MentorAt(mentorId)), cancel);

    internal static Task<BigInteger?> OfForbidAsync(IQuerySession session, MatchingRound round, Guid menteeId, Guid mentorId, CancellationToken cancel) =>
        OfAsync(session, round, it => OfForbid(it, it.MenteeAt(menteeId), it.MentorAt(mentorId)), cancel);

    /// <summary>What having the pair costs; null when no plan can have it.</summary>
    public static BigInteger? OfPin(Computation it, int mentee, int mentor) => Engine.Regrets.Of(it.Instance, it.Plan).Cost(mentee, mentor);

    /// <summary>What doing without the pair costs: nothing unless it stands, else the mentee's cheapest other way; null when there is none.</summary>
    public static BigInteger? OfForbid(Computation it, int mentee, int mentor) => it.Plan.MentorOf[mentee] != mentor ? BigInteger.Zero
        : Engine.Regrets.Of(it.Instance, it.Plan).Alternatives(mentee, 1) is [var other] ? other.Cost : null;

    public static void Decide(string seen, BigInteger? now) =>
        Refused.When(now is null || Proposal.Text(now.Value) != seen, "regret-changed",
            $"What was shown no longer holds: it is {(now is null ? "impossible" : Proposal.Text(now.Value))} now. Read the explanation again.");

    internal static void MustLeaveRoom(MatchingRound round) => Refused.When(round.Pins.Count + round.Forbids.Count >= MostDecided, "too-many-decided",
        $"At most {MostDecided} pairs of a round are decided by hand.");

    private static async Task<BigInteger?> OfAsync(IQuerySession session, MatchingRound round, Func<Computation, BigInteger?> regret, CancellationToken cancel)
    {
        var hash = ProposalOfRoundEndpoint.Decide(round);
        return regret(Computation.From(Missing.Unless(await session.LoadAsync<ComputedRound>(hash, cancel), "computed plan").Inputs));
    }
}
