using System.Security.Cryptography;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Matching.Rounds;

/// <summary>Whether mentorships that run may be moved so that more find a mentor; the days each side gets to answer (as in a round).</summary>
public record Rematch(bool MayMove = false, int? DaysToAnswer = null);

/// <summary>
/// Open a round for those of a cohort who lost their mentor, before anyone who never had one. It is computed, approved and published
/// as every round; it moves as few running mentorships as can be, weighted by the meetings held, and none unless it may. Refused with
/// <c>nobody-to-rematch</c>, and as the opening of a round.
/// </summary>
public static class RematchEndpoint
{
    public static void Validate(Rematch command) => Shape.Of(
        (command.DaysToAnswer is < 1 or > 60, "daysToAnswer", "Each side gets 1 to 60 days to answer."));

    [WolverinePost("/api/cohorts/{cohortId}/rematch"), Authorize(Policies.Staff)]
    public static async Task<Created> Post(Guid cohortId, Rematch command, IDocumentSession session, RandomNumberGenerator random,
        CancellationToken cancel)
    {
        var opened = await OpenRoundEndpoint.OpenAsync(new(cohortId, command.DaysToAnswer) { Rematch = command }, session, random, cancel);
        Decide((await PoolOfCohort.ForRematchAsync(session, cohortId, mayMove: false, cancel)).Mentees);
        return opened with { In = "/api/matching-rounds" };
    }

    public static void Decide(IReadOnlyList<FrozenMentee> lost) =>
        Refused.When(lost.Count == 0, "nobody-to-rematch", "Nobody in this cohort lost a mentor.");
}
