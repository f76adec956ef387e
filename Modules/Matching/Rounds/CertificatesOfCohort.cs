using System.Text.Json;
using Advance.Contracts;
using Advance.Shared;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Advance.Matching.Rounds;

public static class CertificatesOfCohortEndpoint
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>
    /// The certificates of all published rounds of a cohort as a zip, the earliest first: unpacked, <c>advance-verify matches DIR --log FILE</c>
    /// re-checks every match of the cohort (docs/auditors.md). 404 for a cohort without a published round.
    /// </summary>
    [WolverineGet("/api/cohorts/{cohortId}/certificates"), Authorize(Policies.Auditor)]
    public static async Task<IResult> Get(Guid cohortId, IQuerySession session, CancellationToken cancel)
    {
        var rounds = await session.Query<MatchingRound>().Where(r => r.CohortId == cohortId && r.Status == RoundStatus.Published)
            .OrderBy(r => r.Id).ToListAsync(cancel);
        Missing.Unless(rounds.Count == 0 ? null : rounds, "published round of this cohort");
        List<(string, byte[])> files = [];
        foreach (var round in rounds)
        {
            var computed = Missing.Unless(await session.LoadAsync<ComputedRound>(ProposalOfRoundEndpoint.Decide(round), cancel), "computed plan");
            var certificate = ProposalOfRoundEndpoint.CertificateOf(Computation.From(computed.Inputs), round.SeedCommitment ?? "");
            files.Add(($"round-{files.Count + 1:D3}.json", JsonSerializer.SerializeToUtf8Bytes(certificate, Json)));
        }

        return Results.File(Zip.Of(files), "application/zip", $"certificates-{cohortId:N}.zip");
    }
}
