using System.Security.Cryptography;
using Advance.Contracts;
using Advance.Shared;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Matching.Rounds;

/// <summary>A round for a cohort, with other days for each side to answer (14) and other weights than the strand's rules of matching say.</summary>
public record OpenRound(Guid CohortId, int? DaysToAnswer = null, Weights? Weights = null)
{
    /// <summary>Set by the rematch command alone.</summary>
    internal Rematch? Rematch { get; init; }
}

/// <summary>
/// Open a matching round for a cohort, under the rules of matching that its strand has now. A lottery seed is drawn and committed to by
/// its hash, before any input is known.
/// Refused with <c>cohort-unknown</c>, <c>cohort-over</c>, <c>not-one-on-one</c>, <c>call-not-published</c>, <c>round-already-open</c>.
/// </summary>
public static class OpenRoundEndpoint
{
    public static void Validate(OpenRound command) => Shape.Of(
        (command.DaysToAnswer is < 1 or > 60, "daysToAnswer", "Each side has 1 to 60 days to answer."),
        (command.Weights is { IsValid: false }, "weights", "Weights are 0 to 100, and not all 0."));

    [WolverinePost("/api/matching-rounds"), Authorize(Policies.Staff)]
    public static Task<Created> Post(OpenRound command, IDocumentSession session, RandomNumberGenerator random,
        CancellationToken cancel) => OpenAsync(command, session, random, cancel);

    internal static async Task<Created> OpenAsync(OpenRound command, IDocumentSession session, RandomNumberGenerator random, CancellationToken cancel)
    {
        var cohort = await session.Events.FetchLatest<CohortOfRound>(command.CohortId, cancel);
        await session.HoldAsync(Ids.Of("matching-rounds", command.CohortId), cancel);
        var alreadyOpen = await session.Query<MatchingRound>().AnyAsync(r => r.CohortId == command.CohortId && r.Status != RoundStatus.Published, cancel);
        var rules = await session.LoadAsync<MatchingRules>(MatchingRules.IdOf(cohort?.StrandId ?? Guid.Empty), cancel);
        var bytes = new byte[32];
        random.GetBytes(bytes);
        var seed = Convert.ToHexStringLower(bytes);
        var opened = Decide(cohort, alreadyOpen, command, Ids.New(), Canonical.Hash(seed), rules);
        session.Store(new LotterySeed { Id = opened.MatchingRoundId, Seed = seed });
        List<object> events = [opened, new WeightsAdopted(opened.MatchingRoundId, 1, command.Weights ?? rules?.Weights ?? Weights.Default)];
        if (rules is not null)
            events.Add(new StrandRulesApplied(opened.MatchingRoundId, rules.RulesVersion, rules.WithoutRules, rules.IntroductoryMeeting, rules.CheckInDays));
        session.Events.StartStream<MatchingRound>(opened.MatchingRoundId, events);
        return new(opened.MatchingRoundId);
    }

    public static MatchingRoundOpened Decide(CohortOfRound? cohort, bool alreadyOpen, OpenRound command, Guid id, string seedCommitment,
        MatchingRules? rules = null)
    {
        Refused.When(cohort is null || cohort.Id == Guid.Empty, "cohort-unknown", "There is no cohort with this id.");
        Refused.When(cohort!.IsOver, "cohort-over", "This cohort is completed or cancelled.");
        Refused.When(cohort.Format != StrandFormat.OneOnOne, "not-one-on-one", "Only a one-on-one cohort is matched in pairs.");
        Refused.When(cohort.Policy is null, "call-not-published", "The call of this cohort was not published yet, so no policy judges it.");
        Refused.When(alreadyOpen, "round-already-open", "A matching round of this cohort is open already.");
        return new(id, cohort.Id, seedCommitment, command.DaysToAnswer ?? rules?.DaysToAnswer ?? 14, command.Rematch is not null,
            command.Rematch?.MayMove == true);
    }
}
