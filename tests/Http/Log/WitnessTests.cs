using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Advance.Contracts;
using Advance.Reporting.Log;
using Advance.Reporting.Log.Server;
using Advance.Tests.Http.Reporting;
using Advance.Verifier;
using Microsoft.Extensions.DependencyInjection;
using Checkpoint = Advance.Reporting.Log.Checkpoint;

namespace Advance.Tests.Http.Log;

/// <summary>
/// Two partners watch the log, each with a key of its own that was made by the Verifier and that no server ever saw; the policy asks for
/// both. What they do here is what docs/auditors.md tells a person to do.
/// </summary>
public sealed class WitnessTests(SharedHost shared) : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("advance-witnesses-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Two_partners_cosign_and_a_report_counts_once_both_have_and_not_before()
    {
        await using var host = await shared.OwnAsync();
        var policy = await WatchedAsync(host, "liser.example/advance", "lih.example/advance");
        var auditor = host.As(Roles.Auditor);
        var cohort = await ALivedCohort.InAsync(host);
        var report = await IssueAsync(host, cohort);
        await AwaitingAsync(auditor, report);
        (await auditor.GetByteArrayAsync("/api/log/policy")).Should().Equal(policy);

        (await CosignAsync(auditor, "liser.example/advance")).Should().Be(1);
        await AwaitingAsync(auditor, report);
        // More happens before the second comes; neither signs what is not the newest, so the first has to come again.
        await cohort.ApplyAsync(13, 14);
        await new TheLog(host).CompleteAsync();
        await new TheLog(host).Signer.SignAsync(default);
        (await CosignAsync(auditor, "lih.example/advance")).Should().Be(1);
        await AwaitingAsync(auditor, report);
        (await CosignAsync(auditor, "liser.example/advance")).Should().Be(1);

        var bundle = await HandedOut.BundleAsync(auditor, report);
        Verify(bundle, policy).Should().StartWith("valid").And.Contain("2 witnesses");
        (await HandedOut.BundleAsync(auditor, report)).Should().BeEquivalentTo(bundle);
        foreach (var missing in new[] { "liser.example/advance", "lih.example/advance" })
            Verify(Without(missing, bundle), policy).Should().StartWith("refused: checkpoint: the quorum of witnesses has not signed it");

        // The next report continues from the checkpoint that both cosigned: what an auditor holds is the one that is compared.
        var next = await IssueAsync(host, cohort);
        await new TheLog(host).CompleteAsync();
        await new TheLog(host).Signer.SignAsync(default);
        foreach (var name in new[] { "liser.example/advance", "lih.example/advance" }) await CosignAsync(auditor, name);
        Verify(await HandedOut.BundleAsync(auditor, next), policy, "--held", Path.Combine(folder.FullName, "kept")).Should().StartWith("valid").And.Contain("it continues kept");
    }

    [Fact]
    public async Task A_witness_refuses_a_log_that_was_rewritten_by_whoever_has_its_key_and_one_that_went_back()
    {
        await using var host = await shared.OwnAsync();
        await WatchedAsync(host, "liser.example/advance");
        var (log, auditor) = (new TheLog(host), host.As(Roles.Auditor));
        await log.WriteAsync(5);
        await log.CompleteAsync();
        await log.Signer.SignAsync(default);
        await CosignAsync(auditor, "liser.example/advance");
        var first = Size("liser.example/advance");
        await log.WriteAsync(3);
        await log.CompleteAsync();
        await log.Signer.SignAsync(default);
        await CosignAsync(auditor, "liser.example/advance");
        var old = await auditor.GetByteArrayAsync($"/api/log/consistency?to={first}");
        Cosign("liser.example/advance", old).Should().StartWith("refused: request: its size").And.Contain("does not go back");

        using var signer = new NoteSigner((await IdentityOf(host).SignerAsync(default)).PublicKey.Name, NoteKey.Log,
            Convert.FromBase64String((await File.ReadAllTextAsync(Path.Combine(await host.KeyFolderAsync(), "log.key"))).Trim()));
        await log.WriteAsync(2);
        await log.CompleteAsync();
        await log.Signer.SignAsync(default);
        var honest = await auditor.GetByteArrayAsync($"/api/log/consistency?from={Size("liser.example/advance")}");
        await using (var connection = await log.Database.OpenConnectionAsync())
        {
            await log.DoAsync("alter table audit.leaf disable trigger user; alter table audit.tile disable trigger user; alter table audit.checkpoint disable trigger user;"
                + "update audit.leaf set envelope = convert_to(replace(convert_from(envelope, 'UTF8'), 'Zoë', 'Zoe'), 'UTF8')");
            await ForgedTree.WriteAsync(connection, signer);
        }

        var forged = await auditor.GetByteArrayAsync($"/api/log/consistency?from={Size("liser.example/advance")}");
        Cosign("liser.example/advance", forged).Should().StartWith("refused: request: its proof does not show").And.Contain("the log was rewritten");
        Cosign("liser.example/advance", honest).Should().NotStartWith("refused");
    }

    [Fact]
    public async Task The_proof_between_two_sizes_is_handed_out_for_any_checkpoint_and_to_auditors_only()
    {
        await using var host = await shared.OwnAsync();
        var (log, auditor) = (new TheLog(host), host.As(Roles.Auditor));
        await log.WriteAsync(4);
        await log.CompleteAsync();
        var first = Checkpoint.Parse((await log.Signer.SignAsync(default))!.Text);
        await log.WriteAsync(300);
        await log.CompleteAsync();
        var second = Checkpoint.Parse((await log.Signer.SignAsync(default))!.Text);
        var lines = (await auditor.GetStringAsync($"/api/log/consistency?from={first.Size}")).Split('\n');
        lines[0].Should().Be($"old {first.Size}");
        var end = Array.IndexOf(lines, "");
        MerkleTree.VerifyConsistency((ulong)first.Size, (ulong)second.Size, first.Root, second.Root, [.. lines[1..end].Select(Convert.FromBase64String)]).Should().BeTrue();
        string.Join('\n', lines[(end + 1)..]).Should().Be(await auditor.GetStringAsync("/api/log/checkpoint"));
        (await auditor.GetStringAsync($"/api/log/consistency?from=0&to={first.Size}")).Should().StartWith($"old 0\n\n{first.Text}");
        (await auditor.GetStringAsync($"/api/log/consistency?from={second.Size}")).Should().StartWith($"old {second.Size}\n\n{second.Text}");
        (await auditor.GetStringAsync("/api/log/consistency")).Should().StartWith($"old 0\n\n{second.Text}");

        foreach (var (query, status) in new[] { ("from=-1", 400), ("from=9&to=8", 400), ("from=x", 400), ($"from={second.Size + 1}", 404), ($"to={second.Size - 1}", 404) })
            ((int)(await auditor.GetAsync($"/api/log/consistency?{query}")).StatusCode).Should().Be(status, query);
        var document = (await host.Anonymous().ReadAsync("/openapi/v1.json")).GetProperty("paths");
        foreach (var (path, method) in new[] { ("/api/log/consistency", "get"), ("/api/log/checkpoint", "get"), ("/api/log/cosign", "post") })
            document.GetProperty(path).GetProperty(method).GetProperty("responses").TryGetProperty("404", out _).Should().BeTrue($"{path} says that it may have nothing");
        (await host.As(Roles.Mentee).GetAsync("/api/log/consistency")).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await host.Anonymous().GetAsync("/api/log/consistency")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    // ---- what the people at the partners do

    private async Task<byte[]> WatchedAsync(TestHost host, params string[] names)
    {
        var log = $"log {(await IdentityOf(host).SignerAsync(default)).PublicKey}\n";
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "log-alone"), log + "quorum none\n");
        var witnesses = names.Select((name, i) => $"witness w{i} {Run(0, "witness", "keygen", "--name", name, "--out", KeyOf(name)).Trim()}\n").ToArray();
        var policy = Encoding.UTF8.GetBytes($"{log}{string.Concat(witnesses)}group partners all {string.Join(' ', names.Select((_, i) => $"w{i}"))}\nquorum partners\n");
        await File.WriteAllBytesAsync(Path.Combine(await host.KeyFolderAsync(), "log.policy"), policy);
        return policy;
    }

    private async Task<int> CosignAsync(HttpClient auditor, string name)
    {
        var request = await auditor.GetByteArrayAsync($"/api/log/consistency?from={Size(name)}");
        using var body = new StringContent(Run(0, "cosign", Write(request), "--key", KeyOf(name), "--policy", Path.Combine(folder.FullName, "log-alone"), "--json"),
            Encoding.UTF8, "application/json");
        using var answer = await auditor.PostAsync("/api/log/cosign", body);
        answer.StatusCode.Should().Be(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("witnesses").GetInt32();
    }

    private string Cosign(string name, byte[] request) =>
        Run(null, "cosign", Write(request), "--key", KeyOf(name), "--policy", Path.Combine(folder.FullName, "log-alone"));

    private string Size(string name) => File.ReadAllLines(KeyOf(name) + ".state")[1];

    private string KeyOf(string name) => Path.Combine(folder.FullName, name.Replace('/', '-') + ".key");

    // ---- the log

    private static LogIdentity IdentityOf(TestHost host) => host.App.Services.GetRequiredService<LogIdentity>();

    private static async Task<Guid> IssueAsync(TestHost host, ALivedCohort cohort) =>
        await host.Staff.CreateAsync("/api/reports", new { cohortId = cohort.Id, kind = "cohort-audit", asOf = await cohort.PositionAsync() });

    private static async Task AwaitingAsync(HttpClient auditor, Guid report)
    {
        using var early = await auditor.GetAsync($"/api/reports/{report}/bundle");
        early.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await early.Content.ReadAsStringAsync()).Should().Contain("awaiting-witnesses");
    }

    // Whoever hands the bundle on can leave a line out, and make proof and manifest fit: the log's own signature is not touched.
    private static Dictionary<string, byte[]> Without(string witness, Dictionary<string, byte[]> bundle)
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

    private string Verify(Dictionary<string, byte[]> bundle, byte[] policy, params string[] more)
    {
        var files = folder.CreateSubdirectory(Directory.Exists(Path.Combine(folder.FullName, "kept")) ? Guid.NewGuid().ToString("N") : "kept");
        foreach (var (name, bytes) in bundle) File.WriteAllBytes(Path.Combine(files.FullName, name), bytes);
        return Run(null, [files.FullName, "--policy", Write(policy), .. more]);
    }

    private string Write(byte[] bytes)
    {
        var path = Path.Combine(folder.FullName, Guid.NewGuid().ToString("N"));
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static string Run(int? exit, params string[] args)
    {
        using var output = new MemoryStream();
        var code = Cli.Run(args, Stream.Null, output);
        var said = Encoding.UTF8.GetString(output.ToArray());
        if (exit is not null) code.Should().Be(exit, said);
        return said;
    }
}
