using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Advance.Reporting.Log;
using Advance.Reporting.Log.Server;
using Advance.Verifier;
using Microsoft.Extensions.DependencyInjection;

namespace Advance.Tests.Http.Log;

/// <summary>What the people at the partners do with the Verifier: make keys, cosign, check what they are handed.</summary>
internal sealed class Partners : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("advance-witnesses-");

    public string Folder => folder.FullName;

    public void Dispose() => folder.Delete(recursive: true);

    public async Task<byte[]> WatchedAsync(TestHost host, params string[] names)
    {
        var log = $"log {(await IdentityOf(host).SignerAsync(default)).PublicKey}\n";
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "log-alone"), log + "quorum none\n");
        var witnesses = names.Select((name, i) => $"witness w{i} {Run(0, "witness", "keygen", "--name", name, "--out", KeyOf(name)).Trim()}\n").ToArray();
        var policy = Encoding.UTF8.GetBytes($"{log}{string.Concat(witnesses)}group partners all {string.Join(' ', names.Select((_, i) => $"w{i}"))}\nquorum partners\n");
        await File.WriteAllBytesAsync(Path.Combine(await host.KeyFolderAsync(), "log.policy"), policy);
        return policy;
    }

    public async Task<int> CosignAsync(HttpClient auditor, string name)
    {
        var request = await auditor.GetByteArrayAsync($"/api/log/consistency?from={Size(name)}");
        using var body = new StringContent(Run(0, "cosign", Write(request), "--key", KeyOf(name), "--policy", Path.Combine(folder.FullName, "log-alone"), "--json"),
            Encoding.UTF8, "application/json");
        using var answer = await auditor.PostAsync("/api/log/cosign", body);
        answer.StatusCode.Should().Be(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("witnesses").GetInt32();
    }

    public string Cosign(string name, byte[] request) =>
        Run(null, "cosign", Write(request), "--key", KeyOf(name), "--policy", Path.Combine(folder.FullName, "log-alone"));

    public string Size(string name) => File.ReadAllLines(KeyOf(name) + ".state")[1];

    public string KeyOf(string name) => Path.Combine(folder.FullName, name.Replace('/', '-') + ".key");

    public static LogIdentity IdentityOf(TestHost host) => host.App.Services.GetRequiredService<LogIdentity>();

    // Whoever hands the bundle on can leave a line out, and make proof and manifest fit: the log's own signature is not touched.
    public static Dictionary<string, byte[]> Without(string witness, Dictionary<string, byte[]> bundle)
    {
        var less = bundle.ToDictionary(f => f.Key, f => f.Value);
        foreach (var name in new[] { "checkpoint", "report.tlog-proof" })
            less[name] = Encoding.UTF8.GetBytes(string.Concat(Encoding.UTF8.GetString(bundle[name]).Split('\n').SkipLast(1)
                .Where(line => !line.StartsWith($"\u2014 {witness} ", StringComparison.Ordinal)).Select(line => line + "\n")));
        var manifest = System.Text.Json.Nodes.JsonNode.Parse(less["manifest.json"])!.AsObject();
        foreach (var file in manifest["files"]!.AsArray().Select(f => f!.AsObject()))
            (file["sha256"], file["size"]) = (DataDigest.OfBytes(less[file["name"]!.GetValue<string>()]), less[file["name"]!.GetValue<string>()].Length);
        less["manifest.json"] = CanonicalJson.Of(manifest);
        return less;
    }

    public string Verify(Dictionary<string, byte[]> bundle, byte[] policy, params string[] more)
    {
        var files = folder.CreateSubdirectory(Directory.Exists(Path.Combine(folder.FullName, "kept")) ? Guid.NewGuid().ToString("N") : "kept");
        foreach (var (name, bytes) in bundle) File.WriteAllBytes(Path.Combine(files.FullName, name), bytes);
        return Run(null, [files.FullName, "--policy", Write(policy), .. more]);
    }

    public string Write(byte[] bytes)
    {
        var path = Path.Combine(folder.FullName, Guid.NewGuid().ToString("N"));
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public static string Run(int? exit, params string[] args)
    {
        using var output = new MemoryStream();
        var code = Cli.Run(args, Stream.Null, output);
        var said = Encoding.UTF8.GetString(output.ToArray());
        if (exit is not null) code.Should().Be(exit, said);
        return said;
    }
}
