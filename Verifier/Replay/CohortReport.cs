using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Advance.Verifier.Replay;

/// <summary>
/// The audit report of a cohort, definition 1, written a second time from the events of the log and compared with the one that
/// was issued, byte for byte. Nothing is taken from the issued one but the leaves that it counts, which are checked.
/// </summary>
public sealed class CohortReport
{
    private const string Kind = "cohort-audit";
    private const int Definition = 1, Threshold = 5;

    /// <summary>What a report of this kind is replayed from, as the event that issued it names it.</summary>
    public const string Version = "cohort-audit/1";

    private const string Policy = "threshold-5/1";

    // Of no cohort, but named by events of one.
    private static readonly string[] Common =
        ["strands.institution-registered", "strands.strand-defined", "matching.mentor-enrolled", "matching.capacity-declared", "people.person-merged"];

    private readonly Json issued, report;
    private readonly string cohortId;
    private readonly ulong asOf, ownIndex, position;
    private readonly List<Happened> log = [];
    private (ulong Seq, DateTime At) last;
    private (ulong Index, ulong Seq) lastCounted;
    private ulong ownSeq;

    public CohortReport(Proven proven)
    {
        (issued, report, ownIndex, position) = (proven.Issued, proven.Report, proven.Index, proven.Position);
        if (issued["disclosurePolicyVersion"]?.AsString is var policy && policy != Policy)
            throw new Unusable($"this Verifier cannot recompute what is withheld by {policy}; level 1, without --log, can be checked");
        cohortId = issued["cohortId"]?.AsString ?? "";
        asOf = issued["asOf"]?.AsSize ?? throw Wrong("its event has no asOf");
    }

    public int Figures { get; private set; }

    public int Withheld { get; private set; }

    /// <summary>Whether the data of an event is of use here. Called on all threads.</summary>
    public bool Wants(in Envelope e) => e.Data["cohortId"]?.AsString == cohortId || Common.Contains(e.Type);

    /// <summary>Every leaf, in order.</summary>
    public void See(ulong index, in Envelope e)
    {
        if (index == ownIndex)
            ownSeq = e.Seq;
        if (index < ownIndex && e.Seq <= asOf)
        {
            if (index >= position)
                throw Wrong($"event {e.Seq} (leaf {index}) is one up to its asOf {asOf}, but not among the {position} leaves that it counts");
            lastCounted = (index, e.Seq);
            if (e.Seq > last.Seq)
                last = (e.Seq, e.At);
        }

        if (index < ownIndex && e.Data.Kind == Json.Kinds.Map)
            log.Add(new(e.Seq, e.At, e.Type, e.Data));
    }

    /// <summary>Throws <see cref="Refusal"/> where the report is not the one that the log gives.</summary>
    public void Check()
    {
        try
        {
            Compare();
        }
        catch (FormatException e)
        {
            throw Wrong($"it cannot be written from the log: {e.Message}");
        }
    }

    private void Compare()
    {
        if (position != (last.Seq == 0 ? 0 : lastCounted.Index + 1))
            throw Wrong($"it counts {position} leaves, but the last event up to its asOf {asOf} is leaf {lastCounted.Index}");
        var before = log.Where(e => e.Type == "reporting.report-issued" && e.Seq < ownSeq).OrderBy(e => e.Data["reportVersion"]?.AsSize)
            .Select(e => e.Number("asOf")).ToArray();
        var cohort = new Cohort(cohortId, log, asOf);
        var sheet = new Sheet(cohort);
        var control = new Disclosure(Threshold);
        foreach (var earlier in before)
            control.Publish(earlier, new Sheet(new(cohortId, log, earlier)).Figures);
        var figures = CompareFigures(control.Publish(asOf, sheet.Figures));
        var expected = Write(cohort, sheet, before, figures);
        foreach (var (name, value) in expected.Members)
        {
            if (report[name] is not { } told || !Canonical.Of(told).AsSpan().SequenceEqual(Canonical.Of(value)))
                throw Wrong($"its {name} is not what the log gives");
        }

        if (!Canonical.Of(expected).AsSpan().SequenceEqual(Canonical.Of(report)))
            throw Wrong("it has something that the log does not give");
        var digest = Convert.ToHexStringLower(SHA256.HashData(Canonical.Of(report)));
        if (issued["kind"]?.AsString != Kind || issued["digest"]?.AsString != digest || issued["reportVersion"]?.AsSize != (ulong)before.Length + 1)
            throw Wrong("its event states another kind, digest or number of the report");
    }

    private Json[] CompareFigures(IReadOnlyList<Decided> decided)
    {
        var told = report["figures"]?.Items ?? [];
        if (!told.Select(f => f["key"]?.AsString).SequenceEqual(decided.Select(v => v.Measure.Key)))
            throw Wrong("its figures are not those of a report of a cohort, each once and in order");
        (Figures, Withheld) = (decided.Count, decided.Count(v => v.State != "exact"));
        return [.. decided.Zip(told, (one, figure) =>
        {
            var expected = Shown.Of(one);
            return Canonical.Of(expected).AsSpan().SequenceEqual(Canonical.Of(figure))
                ? expected
                : throw Wrong($"figure {one.Measure.Key} is {Short(figure)}, but the log gives {Short(expected)}");
        })];
    }

    private Json Write(Cohort cohort, Sheet sheet, ulong[] before, Json[] figures)
    {
        var plan = cohort.Plan;
        var strand = cohort.All("strands.strand-defined")
            .LastOrDefault(e => e.Text("strandId") == plan.Text("strandId"))?.Text("name") ?? plan.Text("strandId");
        var assumed = (cohort.Policy?["assumed"]?.Items ?? []).Select(a => a.AsString ?? "").Order(StringComparer.Ordinal);
        return Json.Map(
            ("asOf", Json.Whole((long)asOf)), ("assumed", Json.List(assumed.Select(Json.Quoted))),
            ("cohort", Json.Map(("endsOn", Json.Quoted(plan.Text("endsOn"))), ("format", Json.Quoted(cohort.IsOfCircles ? "circle" : "one-on-one")),
                ("id", Json.Quoted(cohortId)), ("key", Json.Quoted(plan.Text("key"))), ("startsOn", Json.Quoted(plan.Text("startsOn"))),
                ("strand", Json.Quoted(strand)))),
            ("comparedWith", Json.List(before.Select(at => Json.Whole((long)at)))), ("definition", Json.Whole(Definition)), ("figures", Json.List(figures)),
            ("kind", Json.Quoted(Kind)), ("milestones", Milestones.Of(cohort)), ("position", Json.Whole((long)position)),
            ("recordedUntil", Json.Quoted(Recorded(last.At))), ("reportId", Json.Quoted(IdOf())), ("tables", sheet.Tables),
            ("threshold", Json.Whole(Threshold)));
    }

    // The id follows from cohort and position: a name-based UUID (version 8 of RFC 9562, SHA-256).
    private string IdOf()
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"report-{Definition}-{asOf}:{cohortId.Replace("-", "", StringComparison.Ordinal)}")));
        hash[6] = (byte)((hash[6] & 0x0f) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true).ToString("D");
    }

    private static string Recorded(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'+00:00'", CultureInfo.InvariantCulture);

    private static string Short(Json figure) => Encoding.UTF8.GetString(Canonical.Of(figure)) is { Length: > 160 } text
        ? text[..160] + "..." : Encoding.UTF8.GetString(Canonical.Of(figure));

    private static Refusal Wrong(string what) => new(BundleFiles.Report, what);
}
