using System.IO.Compression;
using System.Text.Json;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Advance.Matching.Rounds;

public static class CertificatesOfCohortEndpoint
{
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
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
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (round, number) in rounds.Select((r, i) => (r, i + 1)))
            {
                var computed = Missing.Unless(await session.LoadAsync<ComputedRound>(ProposalOfRoundEndpoint.Decide(round), cancel), "computed plan");
                var entry = zip.CreateEntry($"round-{number:D3}.json");
                entry.LastWriteTime = NoTime;
                await using var content = await entry.OpenAsync(cancel);
                await JsonSerializer.SerializeAsync(content,
                    ProposalOfRoundEndpoint.CertificateOf(Computation.From(computed.Inputs), round.SeedCommitment ?? ""), Json, cancel);
            }

        return Results.File(bytes.ToArray(), "application/zip", $"certificates-{cohortId:N}.zip");
    }
}
