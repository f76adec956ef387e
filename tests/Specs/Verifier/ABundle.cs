using System.Text;
using System.Text.Json.Nodes;
using Advance.Reporting.Log;
using Advance.Verifier;

namespace Advance.Tests.Specs.Verifier;

/// <summary>The bundle of the second report of <see cref="ALog"/> in a folder of its own, removed afterwards.</summary>
internal sealed class ABundle : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("advance-bundle-");

    public ABundle(Action<JsonObject>? report = null, Action<JsonObject>? issued = null, string type = "reporting.report-issued")
    {
        Log.HoldSessions(300);
        First = Log.IssueReport(null, out var checkpoint);
        Log.HoldSessions(20);
        Files = Log.IssueReport(new(checkpoint, []), out _, report, issued, type).ToDictionary(f => f.Name, f => f.Bytes);
    }

    public ALog Log { get; } = new();

    public IReadOnlyList<BundleFile> First { get; }

    public Dictionary<string, byte[]> Files { get; }

    /// <summary>Write the files and check them with the command line; returns exit code and sentence.</summary>
    public (int Exit, string Said) Check(byte[]? export = null, byte[]? policy = null, params string[] held)
    {
        foreach (var file in folder.EnumerateFiles())
            file.Delete();
        foreach (var (name, bytes) in Files)
            File.WriteAllBytes(Path.Combine(folder.FullName, name), bytes);
        List<string> args = [folder.FullName];
        using var outside = new TemporaryFiles();
        if (export is not null)
            args.AddRange("--log", outside.Write(export));
        if (policy is not null)
            args.AddRange("--policy", outside.Write(policy));
        foreach (var path in held)
            args.AddRange("--held", path);
        return Run([.. args]);
    }

    public static (int Exit, string Said) Run(params string[] args)
    {
        using var output = new MemoryStream();
        var exit = Cli.Run(args, Stream.Null, output);
        return (exit, Encoding.UTF8.GetString(output.ToArray()));
    }

    /// <summary>A forger without the log's key can still make the manifest fit the files.</summary>
    public void MakeTheManifestFit()
    {
        var manifest = JsonNode.Parse(Files[Bundle.Manifest])!.AsObject();
        manifest["files"] = new JsonArray([.. Files.Where(f => f.Key != Bundle.Manifest).OrderBy(f => f.Key, StringComparer.Ordinal)
            .Select(f => new JsonObject { ["name"] = f.Key, ["sha256"] = DataDigest.OfBytes(f.Value), ["size"] = f.Value.Length })]);
        Files[Bundle.Manifest] = CanonicalJson.Of(manifest);
    }

    public void Dispose()
    {
        folder.Delete(recursive: true);
        Log.Dispose();
    }

    private sealed class TemporaryFiles : IDisposable
    {
        private readonly List<string> paths = [];

        public string Write(byte[] bytes)
        {
            paths.Add(Path.GetTempFileName());
            File.WriteAllBytes(paths[^1], bytes);
            return paths[^1];
        }

        public void Dispose() => paths.ForEach(File.Delete);
    }
}
