using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Advance.Contracts;
using Advance.Reporting.Document;
using Advance.Reporting.Figures;
using Advance.Reporting.Log;
using Advance.Verifier;

namespace Advance.Tests.Bench;

/// <summary>
/// <c>verify [EVENTS]</c>: level 1 of a bundle, and level 2 over the exported log of as many events (1,000,000), against the floor of
/// SHA-256 over the same bytes on the same cores.
/// </summary>
public static class LogBench
{
    private const int Everyday = 997;
    private static readonly DateTimeOffset Begin = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);
    private static readonly JsonSerializerOptions Stored = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static int Run(string[] args)
    {
        var count = args is [var number] ? int.Parse(number) : 1_000_000;
        var folder = Directory.CreateTempSubdirectory("advance-verify-bench-").FullName;
        try
        {
            var (bundle, export) = (Directory.CreateDirectory(Path.Combine(folder, "bundle")).FullName, Path.Combine(folder, "log"));
            Write(count, bundle, export);
            var size = new FileInfo(export).Length;
            Console.WriteLine(JsonSerializer.Serialize(new { name = "verify/export", value = size / 1_000_000, unit = "MB", events = count }));
            Measure("verify/l1", [bundle], Floor(Path.Combine(bundle, "report.json")));
            Measure($"verify/l2-{count}", [bundle, "--log", export], Floor(export));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // A process of its own, as an auditor starts it; what it says is shown, so that nobody measures a refusal.
    private static void Measure(string name, string[] words, double floor)
    {
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(Cli).Assembly.Location, .. words]) { RedirectStandardOutput = true })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException(said);
        Console.WriteLine(said.Trim());
        Load.Print(name, watch.Elapsed.TotalSeconds, "s", floor);
    }

    // Reading the bytes and hashing them line by line, on all cores: nobody can check them for less.
    private static double Floor(string path)
    {
        var watch = Stopwatch.StartNew();
        var (bytes, lines) = (File.ReadAllBytes(path), new List<(int Start, int Length)>());
        for (var start = 0; start < bytes.Length;)
        {
            var end = bytes.AsSpan(start).IndexOf((byte)'\n') is >= 0 and var n ? n : bytes.Length - start;
            lines.Add((start, end));
            start += end + 1;
        }

        Parallel.For(0, (lines.Count + 1023) / 1024, block =>
        {
            Span<byte> hash = stackalloc byte[32];
            foreach (var (start, length) in lines.Skip(block * 1024).Take(1024)) SHA256.HashData(bytes.AsSpan(start, length), hash);
        });
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>A log in which one cohort's events lie among those of many others, and the report of that cohort, made with the server's code.</summary>
    private static void Write(int count, string bundle, string export)
    {
        var (edge, tiles, own, cohort) = (new TreeEdge(), new Dictionary<Tile, byte[]>(), new List<Logged>(), Ids.New());
        using var signer = new NoteSigner("advance.example/log", NoteKey.Log, RandomNumberGenerator.GetBytes(32));
        using var file = new BufferedStream(File.Create(export), 1 << 20);
        byte[] Append(object e, string type)
        {
            var at = Begin.AddSeconds(edge.Size);
            if (IsOf(e, cohort)) own.Add(new(edge.Size + 1, at, e));
            using var json = JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(e, e.GetType(), Stored));
            var leaf = new Leaf(Ids.New(), Ids.New(), 1, type, edge.Size + 1, at, "staff", Ids.New().ToString(), Ids.New().ToString(), json.RootElement);
            var envelope = leaf.Envelope();
            file.Write([.. envelope, (byte)'\n']);
            foreach (var tile in edge.Append([MerkleTree.LeafHash(envelope)])) tiles[tile.Tile] = tile.Bytes;
            return envelope;
        }

        var strand = Ids.New();
        Append(new CohortPlanned(cohort, strand, "bench", StrandFormat.OneOnOne, new(2027, 1, 15), new(2027, 7, 14)), "strands.cohort-planned");
        for (var i = 1; i < count - 1; i++)
        {
            var of = i % Everyday == 0 ? cohort : Ids.New();
            if (i % 2 == 0) Append(new ApplicationSubmitted(Ids.New(), of, Ids.New(), strand, "postdoc", [Ids.New(), Ids.New(), Ids.New()], ["open science", "careers"]), "applications.application-submitted");
            else Append(new MeetingCounted(Ids.New(), of, new(2027, 2, 1), 60, 1), "matching.meeting-counted");
        }

        var position = edge.Size;
        var content = ReportContent.Of(own, cohort, position, [], Begin.AddSeconds(position - 1)) with { Leaves = position };
        var text = ReportJson.Write(content);
        BundleFile[] issued = [new(Bundle.Report, Encoding.UTF8.GetBytes(text)), new(Bundle.Html, "<!doctype html>"u8.ToArray()),
            new(Bundle.Policy, Encoding.UTF8.GetBytes(LogPolicy.WithoutWitnesses(signer.PublicKey)))];
        var @event = new ReportIssued(content.ReportId, cohort, "cohort-audit", position, ReportJson.DigestOf(text), 1, null, position, 0, "bench", "cohort-audit/1",
            "threshold-5/1", "Europe/Luxembourg", Bundle.Digests(issued));
        var envelope = Append(@event, "reporting.report-issued");
        foreach (var partial in edge.Partial()) tiles[partial.Tile] = partial.Bytes;
        var checkpoint = new Advance.Reporting.Log.Checkpoint(signer.PublicKey.Name, edge.Size, edge.Root()).Sign(Begin, signer);
        var proof = new TreeReader(edge.Size, tile => tiles[tile]).InclusionProof(position, edge.Size);
        foreach (var one in Bundle.Write(issued, new(envelope, position, proof, checkpoint, null))) File.WriteAllBytes(Path.Combine(bundle, one.Name), one.Bytes);
    }

    private static bool IsOf(object e, Guid cohort) => e switch
    {
        CohortPlanned x => x.CohortId == cohort,
        ApplicationSubmitted x => x.CohortId == cohort,
        MeetingCounted x => x.CohortId == cohort,
        _ => false,
    };
}
