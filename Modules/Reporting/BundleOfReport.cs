using Advance.Contracts;
using Advance.Reporting.Log;
using Advance.Reporting.Log.Server;
using Advance.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Advance.Reporting;

public static class BundleOfReportEndpoint
{
    /// <summary>
    /// All that makes the report verifiable offline, as a zip (docs/auditors.md): the report, its proof, the signed checkpoint, why the log
    /// continues that of the report before. The same bytes each time. 503 with <c>Retry-After</c> while its event has no leaf yet, and
    /// <c>awaiting-witnesses</c> until the quorum of the log's policy has cosigned a checkpoint that covers it.
    /// </summary>
    [WolverineGet("/api/reports/{reportId}/bundle"), Authorize(Policies.Auditor)]
    public static async Task<IResult> Get(Guid reportId, Issuing issuing, CancellationToken cancel)
    {
        var files = Missing.Unless(await issuing.BundleAsync(reportId, cancel), "report");
        return Results.File(Zip.Of(files.Select(f => (f.Name, f.Bytes))), "application/zip", $"report-{reportId:D}.zip");
    }

    /// <summary>The proof alone (C2SP tlog-proof): the event that issued the report, its place in the tree, the signed checkpoint.</summary>
    [WolverineGet("/api/reports/{reportId}/proof"), Authorize(Policies.Auditor)]
    public static async Task<IResult> Proof(Guid reportId, Issuing issuing, CancellationToken cancel)
    {
        var files = Missing.Unless(await issuing.BundleAsync(reportId, cancel), "report");
        return Results.Bytes(files.First(f => f.Name == Bundle.Proof).Bytes, "text/plain; charset=utf-8");
    }
}
