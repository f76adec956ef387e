using System.Text;
using Advance.Contracts;
using Advance.Reporting.Log;
using Advance.Reporting.Log.Server;
using Advance.Tests.Http.Reporting;
using Advance.Verifier;
using Microsoft.Extensions.DependencyInjection;

namespace Advance.Tests.Http.Log;

/// <summary>A key of the log takes over from another: for a while both sign, and what the old one signed stays believed.</summary>
public sealed class KeyTests(SharedHost shared) : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("advance-keys-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_key_takes_over_and_auditors_with_either_policy_go_on_believing_during_the_overlap()
    {
        await using var first = await shared.OwnAsync();
        var (keys, cohort) = (await first.KeyFolderAsync(), await ALivedCohort.InAsync(first));
        var oldPolicy = await PolicyAsync(first);
        var before = await HandedOut.BundleAsync(first.As(Roles.Auditor), await cohort.IssueAsync());
        Verify(before, oldPolicy).Should().StartWith("valid");

        await first.App.StopAsync();
        File.Move(Path.Combine(keys, "log.key"), Path.Combine(keys, "log.key.old"));
        await using var second = await first.AnotherAsync();
        var newPolicy = Encoding.UTF8.GetBytes(LogPolicy.WithoutWitnesses((await second.App.Services.GetRequiredService<LogIdentity>().SignerAsync(default)).PublicKey));
        var during = await HandedOut.BundleAsync(second.As(Roles.Auditor), await ALivedCohort.OnAsync(second, cohort, 13, 16));
        SignedNote.Parse(during["checkpoint"]).Signatures.Should().HaveCount(2);
        foreach (var policy in new[] { oldPolicy, null }) Verify(during, policy).Should().StartWith("valid");
        // The report before was signed by the old key alone: who knows only the new one cannot believe that part.
        Verify(during, newPolicy).Should().StartWith("refused: consistency.json: no key that the policy names");

        await second.App.StopAsync();
        File.Delete(Path.Combine(keys, "log.key.old"));
        await using var third = await second.AnotherAsync();
        var after = await HandedOut.BundleAsync(third.As(Roles.Auditor), await ALivedCohort.OnAsync(third, cohort, 17, 20));
        SignedNote.Parse(after["checkpoint"]).Signatures.Should().ContainSingle();
        foreach (var policy in new[] { newPolicy, null }) Verify(after, policy).Should().StartWith("valid");
        Verify(after, oldPolicy).Should().StartWith("refused: checkpoint: no key that the policy names");
        (await new TheLog(third).LookAsync()).Found.Should().BeEmpty("what the old key signed is still this log's");
    }

    [Fact]
    public async Task A_key_takes_over_while_all_Hosts_run_and_each_of_them_notices()
    {
        await using var first = await shared.OwnAsync();
        await using var second = await first.AnotherAsync();
        var (keys, log) = (await first.KeyFolderAsync(), new TheLog(first));
        var (there, old) = (new TheLog(second), await KeyAsync(first));
        (await SignedAsync(log)).Signatures.Should().ContainSingle();

        File.Move(Path.Combine(keys, "log.key"), Path.Combine(keys, "log.key.old"));
        (await SignedAsync(there)).Signatures.Should().HaveCount(2);
        var next = await KeyAsync(second);
        next.Should().NotBe(old);
        (await KeyAsync(first)).Should().Be(next, "both read the same folder");
        (await SignedAsync(log)).Signatures.Should().HaveCount(2);
        Encoding.UTF8.GetString(await PolicyAsync(first)).Should().Contain(old).And.Contain(next);

        File.Delete(Path.Combine(keys, "log.key.old"));
        foreach (var host in new[] { log, there }) (await SignedAsync(host)).SignedBy([NoteKey.Parse(next)]).Should().ContainSingle();
        (await SignedAsync(log)).Signatures.Should().ContainSingle();
        (await log.LookAsync()).Found.Should().BeEmpty("what the old key signed is still this log's");
    }

    [Fact]
    public async Task While_a_Host_runs_a_lost_key_is_not_replaced_and_a_strange_one_signs_nothing()
    {
        await using var host = await shared.OwnAsync();
        var (log, key) = (new TheLog(host), Path.Combine(await host.KeyFolderAsync(), "log.key"));
        var before = await SignedAsync(log);
        await log.WriteAsync(2);
        await log.CompleteAsync();
        File.Move(key, key + ".away");
        (await log.Signer.Awaiting(s => s.SignAsync(default)).Should().ThrowAsync<LogStopped>()).WithMessage("log.key is gone*");
        File.Exists(key).Should().BeFalse();
        await File.WriteAllTextAsync(key, Convert.ToBase64String(new byte[32]));
        (await log.Signer.Awaiting(s => s.SignAsync(default)).Should().ThrowAsync<LogStopped>()).WithMessage("*not signed by this log's key*");
        await File.WriteAllTextAsync(key, "garbage");
        (await log.Signer.Awaiting(s => s.SignAsync(default)).Should().ThrowAsync<LogStopped>()).WithMessage("log.key does not hold*");
        File.Move(key + ".away", key, overwrite: true);
        (await SignedAsync(log)).Text.Should().NotBe(before.Text, "the key is back, and so is the log");
    }

    private static async Task<SignedNote> SignedAsync(TheLog log)
    {
        await log.WriteAsync();
        await log.CompleteAsync();
        return (await log.Signer.SignAsync(default))!;
    }

    private static async Task<string> KeyAsync(TestHost host) =>
        (await host.App.Services.GetRequiredService<LogIdentity>().SignerAsync(default)).PublicKey.ToString();

    [Fact]
    public async Task A_strange_key_in_the_folder_is_no_successor_and_signs_nothing()
    {
        await using var first = await shared.OwnAsync();
        var log = new TheLog(first);
        await log.WriteAsync(3);
        await log.CompleteAsync();
        await log.Signer.SignAsync(default);
        await first.App.StopAsync();
        File.Delete(Path.Combine(await first.KeyFolderAsync(), "log.key"));
        await using var second = await first.AnotherAsync();
        (await new TheLog(second).Signer.Awaiting(s => s.SignAsync(default)).Should().ThrowAsync<LogStopped>()).WithMessage("*not signed by this log's key*");
    }

    private static async Task<byte[]> PolicyAsync(TestHost host) => await host.App.Services.GetRequiredService<LogIdentity>().PolicyAsync(default);

    private string Verify(Dictionary<string, byte[]> bundle, byte[]? policy)
    {
        var files = folder.CreateSubdirectory(Guid.NewGuid().ToString("N"));
        foreach (var (name, bytes) in bundle) File.WriteAllBytes(Path.Combine(files.FullName, name), bytes);
        var path = Path.Combine(folder.FullName, "policy");
        if (policy is not null) File.WriteAllBytes(path, policy);
        using var output = new MemoryStream();
        Cli.Run(policy is null ? [files.FullName] : [files.FullName, "--policy", path], Stream.Null, output);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
