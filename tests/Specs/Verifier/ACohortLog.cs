using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Advance.Contracts;
using Advance.Reporting.Disclosure;
using Advance.Reporting.Document;
using Advance.Reporting.Figures;
using Advance.Reporting.Log;
using Advance.Tests.Specs.Reporting;
using Advance.Verifier;

namespace Advance.Tests.Specs.Verifier;

/// <summary>A cohort's events in a log, with the reports that the server's code writes of them: what the Verifier writes a second time.</summary>
internal sealed class ACohortLog : IDisposable
{
    private static readonly JsonSerializerOptions Stored = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
    private static readonly Dictionary<Type, string> Names = StoredNames();
    private readonly List<Logged> events = [];
    private readonly List<long> reports = [];
    private SignedNote? checkpoint;

    public ALog Log { get; } = new();

    public long Position => SeqOf(Log.Envelopes[^1]);

    public static ACohortLog Of(AYear year)
    {
        var log = new ACohortLog();
        foreach (var e in year.Log)
            log.Happens(e.Data, e.At);
        return log;
    }

    public void Happens(object e, DateTimeOffset at)
    {
        var data = JsonSerializer.SerializeToNode(e, e.GetType(), Stored)!.AsObject();
        var seq = Log.Append(Names[e.GetType()], Guid.NewGuid(), data, at);
        // The server does not read the streams of gatherings that are for all cohorts.
        if (e is not GatheringPlanned { CohortId: null })
            events.Add(new(seq, at, e));
    }

    /// <summary>The report at the end of the log, as the server issues it, or with something in it changed.</summary>
    public Dictionary<string, byte[]> Issue(Action<JsonObject>? change = null, long? asOf = null, Action<JsonObject>? issued = null)
    {
        var position = asOf ?? Position;
        var leaves = Log.Envelopes.FindLastIndex(e => SeqOf(e) <= position) + 1;
        var content = ReportContent.Of(events, AYear.Cohort, position, reports, RecordedUntil(position)) with { Leaves = leaves };
        var json = JsonNode.Parse(ReportJson.Write(content))!.AsObject();
        change?.Invoke(json);
        var facts = new JsonObject
        {
            ["cohortId"] = AYear.Cohort.ToString(),
            ["kind"] = "cohort-audit",
            ["asOf"] = position,
            ["position"] = json["position"]!.DeepClone(),
            ["digest"] = ReportJson.DigestOf(System.Text.Encoding.UTF8.GetString(CanonicalJson.Of(json))),
            ["reportVersion"] = reports.Count + 1,
            ["projectionVersion"] = "cohort-audit/1",
            ["disclosurePolicyVersion"] = "threshold-5/1",
        };
        var previous = checkpoint is null ? null : new PreviousCheckpoint(checkpoint, []);
        var files = Log.Issue("reporting.report-issued", content.ReportId.ToString(), json, facts, previous, out checkpoint, issued);
        reports.Add(position);
        return files.ToDictionary(f => f.Name, f => f.Bytes);
    }

    /// <summary>Level 2 with all that the log has now.</summary>
    public LogCheck.Result Verify(Dictionary<string, byte[]> bundle)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, Log.Export());
            return LogCheck.Run(BundleCheck.Run(BundleFiles.Of(bundle), null).Proven, path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    public void Dispose() => Log.Dispose();

    private DateTimeOffset RecordedUntil(long position)
    {
        using var last = JsonDocument.Parse(Log.Envelopes.Last(e => SeqOf(e) <= position));
        return last.RootElement.GetProperty("recordedAt").GetDateTimeOffset();
    }

    private static long SeqOf(byte[] envelope)
    {
        using var json = JsonDocument.Parse(envelope);
        return json.RootElement.GetProperty("seq").GetInt64();
    }

    // The names under which the modules store these events; the house holds the list of them.
    private static Dictionary<Type, string> StoredNames()
    {
        var assembly = typeof(CohortPlanned).Assembly;
        return File.ReadLines(Path.Combine(AppContext.BaseDirectory, "stored-names.approved.txt"))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(words => words.Length == 2 && assembly.GetType(words[1]) is not null)
            .ToDictionary(words => assembly.GetType(words[1])!, words => words[0]);
    }
}
