using System.Net;
using Advance.Contracts;
using Advance.Reporting.Log;
using Advance.Tests.Http.Reporting;
using Checkpoint = Advance.Reporting.Log.Checkpoint;

namespace Advance.Tests.Http.Log;

/// <summary>
/// Two partners watch the log, each with a key of its own that was made by the Verifier and that no server ever saw; the policy asks for
/// both. What they do here is what docs/auditors.md tells a person to do.
/// </summary>
public sealed class WitnessTests(SharedHost shared) : IDisposable
{
    private readonly Partners _partners = new();

    public void Dispose() => _partners.Dispose();

    [Fact]
    public async Task Two_partners_cosign_and_a_report_counts_once_both_have_and_not_before()
    {
        await using var host = await shared.OwnAsync();
        var policy = await _partners.WatchedAsync(host, "liser.example/advance", "lih.example/advance");
        var auditor = host.As(Roles.Auditor);
        var cohort = await ALivedCohort.InAsync(host);
        var report = await IssueAsync(host, cohort);
        await AwaitingAsync(auditor, report);
        (await auditor.GetByteArrayAsync("/api/log/policy")).Should().Equal(policy);

        (await _partners.CosignAsync(auditor, "liser.example/advance")).Should().Be(1);
        await AwaitingAsync(auditor, report);
        // More happens before the second comes; neither signs what is not the newest, so the first has to come again.
        await cohort.ApplyAsync(13, 14);
        await new TheLog(host).CompleteAsync();
        await new TheLog(host).Signer.SignAsync(default);
        (await _partners.CosignAsync(auditor, "lih.example/advance")).Should().Be(1);
        await AwaitingAsync(auditor, report);
        (await _partners.CosignAsync(auditor, "liser.example/advance")).Should().Be(1);

        var bundle = await HandedOut.BundleAsync(auditor, report);
        _partners.Verify(bundle, policy).Should().StartWith("valid").And.Contain("2 witnesses");
        (await HandedOut.BundleAsync(auditor, report)).Should().BeEquivalentTo(bundle);
        foreach (var missing in new[] { "liser.example/advance", "lih.example/advance" })
            _partners.Verify(Partners.Without(missing, bundle), policy).Should().StartWith("refused: checkpoint: the quorum of witnesses has not signed it");

        // The next report continues from the checkpoint that both cosigned: what an auditor holds is the one that is compared.
        var next = await IssueAsync(host, cohort);
        await new TheLog(host).CompleteAsync();
        await new TheLog(host).Signer.SignAsync(default);
        foreach (var name in new[] { "liser.example/advance", "lih.example/advance" }) await _partners.CosignAsync(auditor, name);
        _partners.Verify(await HandedOut.BundleAsync(auditor, next), policy, "--held", Path.Combine(_partners.Folder, "kept")).Should().StartWith("valid").And.Contain("it continues kept");
    }

    [Fact]
    public async Task A_witness_refuses_a_log_that_was_rewritten_by_whoever_has_its_key_and_one_that_went_back()
    {
        await using var host = await shared.OwnAsync();
        await _partners.WatchedAsync(host, "liser.example/advance");
        var (log, auditor) = (new TheLog(host), host.As(Roles.Auditor));
        await log.WriteAsync(5);
        await log.CompleteAsync();
        await log.Signer.SignAsync(default);
        await _partners.CosignAsync(auditor, "liser.example/advance");
        var first = _partners.Size("liser.example/advance");
        await log.WriteAsync(3);
        await log.CompleteAsync();
        await log.Signer.SignAsync(default);
        await _partners.CosignAsync(auditor, "liser.example/advance");
        var old = await auditor.GetByteArrayAsync($"/api/log/consistency?to={first}");
        _partners.Cosign("liser.example/advance", old).Should().StartWith("refused: request: its size").And.Contain("does not go back");

        using var signer = new NoteSigner((await Partners.IdentityOf(host).SignerAsync(default)).PublicKey.Name, NoteKey.Log,
            Convert.FromBase64String((await File.ReadAllTextAsync(Path.Combine(await host.KeyFolderAsync(), "log.key"))).Trim()));
        await log.WriteAsync(2);
        await log.CompleteAsync();
        await log.Signer.SignAsync(default);
        var honest = await auditor.GetByteArrayAsync($"/api/log/consistency?from={_partners.Size("liser.example/advance")}");
        await using (var connection = await log.Database.OpenConnectionAsync())
        {
            await log.DoAsync("alter table audit.leaf disable trigger user; alter table audit.tile disable trigger user; alter table audit.checkpoint disable trigger user;"
                + "update audit.leaf set envelope = convert_to(replace(convert_from(envelope, 'UTF8'), 'Zoë', 'Zoe'), 'UTF8')");
            await ForgedTree.WriteAsync(connection, signer);
        }

        var forged = await auditor.GetByteArrayAsync($"/api/log/consistency?from={_partners.Size("liser.example/advance")}");
        _partners.Cosign("liser.example/advance", forged).Should().StartWith("refused: request: its proof does not show").And.Contain("the log was rewritten");
        _partners.Cosign("liser.example/advance", honest).Should().NotStartWith("refused");
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

    private static async Task<Guid> IssueAsync(TestHost host, ALivedCohort cohort) =>
        await host.Staff.CreateAsync("/api/reports", new { cohortId = cohort.Id, kind = "cohort-audit", asOf = await cohort.PositionAsync() });

    private static async Task AwaitingAsync(HttpClient auditor, Guid report)
    {
        using var early = await auditor.GetAsync($"/api/reports/{report}/bundle");
        early.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await early.Content.ReadAsStringAsync()).Should().Contain("awaiting-witnesses");
    }
}
