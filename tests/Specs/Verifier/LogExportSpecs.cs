using System.Text;
using System.Text.Json.Nodes;

namespace Advance.Tests.Specs.Verifier;

public class LogExportSpecs
{
    [Fact]
    public void A_log_that_goes_on_after_the_checkpoint_is_valid()
    {
        using var bundle = new ABundle();
        bundle.Log.HoldSessions(50);
        bundle.Check(bundle.Log.Export()).Exit.Should().Be(0);
    }

    [Fact]
    public void Every_way_to_tamper_with_the_export_is_refused_by_its_place()
    {
        using var bundle = new ABundle();
        var tampered = new Dictionary<string, (Action<List<byte[]>> How, string Where)>
        {
            ["an event left out"] = (log => log.RemoveAt(100), "leaf 102 (line 103)"),
            ["the last event left out"] = (log => log.RemoveAt(329), "ends after 329 events"),
            ["all events left out"] = (log => log.Clear(), "too short"),
            ["an event twice"] = (log => log.Insert(100, log[99]), "leaf 100 (line 101)"),
            ["two events of one stream exchanged"] = (log => (log[3], log[6]) = (log[6], log[3]), "leaf 3 (line 4)"),
            ["two events of two streams exchanged"] = (log => (log[3], log[4]) = (log[4], log[3]), "first 305 events"),
            ["another time"] = (log => Change(log, 7, e => e["recordedAt"] = "2026-01-05T08:07:00.000001Z"), "first 305 events"),
            ["another type"] = (log => Change(log, 7, e => e["type"] = "circles.session-cancelled"), "first 305 events"),
            ["other data"] = (log => Change(log, 7, e => e["data"]!["session"] = 8), "first 305 events"),
            ["other data after the previous report"] = (log => Change(log, 310, e => e["data"]!["session"] = 8), "first 330 events"),
            ["another issue of the report"] = (log => Change(log, 325, e => e["actor"] = "eve"), "leaf 325"),
            ["another stream"] = (log => Change(log, 7, e => e["streamId"] = "0198b0aa-0000-7000-8001-000000000009"), "leaf 7 "),
            ["another version"] = (log => Change(log, 7, e => e["version"] = 9), "leaf 7 "),
            ["a seq that stands elsewhere"] = (log => Change(log, 7, e => e["seq"] = 10), "leaf 7 "),
            ["an id that stands elsewhere"] = (log => Change(log, 7, e => e["eventId"] = "0198b0aa-0000-7000-8007-000000000000"), "leaf 7 "),
            ["an id in capitals"] = (log => Change(log, 7, e => e["eventId"] = "0198B0AA-0000-7000-8007-000000000007"), "leaf 7 "),
            ["a shape of later"] = (log => Change(log, 7, e => e["v"] = 2), "leaf 7 "),
            ["a member more"] = (log => Change(log, 7, e => e["note"] = "x"), "leaf 7 "),
            ["a member less"] = (log => Change(log, 7, e => e.AsObject().Remove("actor")), "leaf 7 "),
            ["no object as data"] = (log => Change(log, 7, e => e["data"] = 1), "leaf 7 "),
            ["a time to the second"] = (log => Change(log, 7, e => e["recordedAt"] = "2026-01-05T08:07:00Z"), "leaf 7 "),
            ["floating point"] = (log => log[7] = Replace(log[7], "\"session\":7", "\"session\":7.5"), "leaf 7 "),
            ["blanks"] = (log => log[7] = Replace(log[7], "\"session\":7", "\"session\": 7"), "leaf 7 "),
            ["carriage returns"] = (log => log[7] = [.. log[7], (byte)'\r'], "leaf 7 "),
            ["an empty line"] = (log => log.Insert(7, []), "leaf 7 "),
            ["not UTF-8"] = (log => log[7][^5] = 0xff, "leaf 7 "),
            ["a line without end"] = (log => log[7] = new byte[1_100_000], "leaf 7 "),
        };
        foreach (var (name, (how, where)) in tampered)
        {
            var log = bundle.Log.Envelopes.Select(e => e.ToArray()).ToList();
            how(log);
            var (exit, said) = bundle.Check([.. log.SelectMany(e => e.Append((byte)'\n'))]);
            (exit, said).Should().Be((1, said), name);
            said.Should().StartWith("refused: log: ", name).And.Contain(where, name);
        }
    }

    [Fact]
    public void An_export_that_breaks_off_in_a_line_is_refused()
    {
        using var bundle = new ABundle();
        bundle.Check(bundle.Log.Export()[..^1]).Said.Should().StartWith("refused: log: it ends after 329 events");
    }

    [Fact]
    public void A_figure_that_rests_on_what_is_not_below_its_position_is_refused()
    {
        foreach (var (change, said) in new (Action<JsonObject>, string)[]
        {
            (f => f["events"]!.AsArray().Add(11 + 3 * 324), "not in the log below position 325"),
            (f => f["events"]!.AsArray().Add(10 + 3 * 326), "not in the log below position 325"),
            (f => f["value"] = 323, "is not the number of its 324 events"),
            (f => f["counts"] = "circles.session-cancelled", "is a circles.session-held"),
            (f => f["events"]!.AsArray().Insert(0, 10), "once each in rising order"),
            (f => f["events"]!.AsArray().Add("x"), "something else than its seq"),
        })
        {
            using var bundle = new ABundle(report: json => change(json["figures"]![0]!.AsObject()));
            var answer = bundle.Check(bundle.Log.Export());
            answer.Exit.Should().Be(1, said);
            answer.Said.Should().StartWith("refused: report.json: figure sessions held").And.Contain(said);
        }
    }

    private static void Change(List<byte[]> log, int at, Action<JsonNode> change)
    {
        var envelope = JsonNode.Parse(log[at])!;
        change(envelope);
        log[at] = Advance.Reporting.Log.CanonicalJson.Of(envelope);
    }

    private static byte[] Replace(byte[] line, string old, string with) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(line).Replace(old, with, StringComparison.Ordinal));
}
