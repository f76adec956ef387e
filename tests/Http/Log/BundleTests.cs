using System.Text;
using Advance.Contracts;
using Advance.Host;
using Advance.Host.Commands;
using Advance.Reporting.Log;
using Advance.Reporting.Log.Server;
using Advance.Tests.Http.Reporting;
using Advance.Verifier;
using Microsoft.Extensions.DependencyInjection;

namespace Advance.Tests.Http.Log;

/// <summary>The Verifier, which shares no code with the server, looks at what the server hands out.</summary>
public class BundleTests(SharedHost shared)
{
    [Fact]
    public async Task Bundles_and_the_exported_log_satisfy_the_Verifier_and_an_altered_byte_does_not()
    {
        await using var host = await shared.OwnAsync();
        var auditor = host.As(Roles.Auditor);
        var cohort = await ALivedCohort.InAsync(host);
        var first = await IssueAsync(host, cohort);
        await cohort.ApplyAsync(13, 16);
        var second = await IssueAsync(host, cohort);
        var bundle = await HandedOut.BundleAsync(auditor, second);
        using var export = new MemoryStream();
        await ExportCommand.WriteAsync(ApiClient.Of(host.App), export);

        var (exit, said) = Verify(await HandedOut.BundleAsync(auditor, first), export.ToArray());
        (exit, said).Should().Be((0, said));
        said.Should().Contain("as the first report");
        (exit, said) = Verify(bundle, export.ToArray());
        (exit, said).Should().Be((0, said));
        said.Should().Contain("nothing before size").And.Contain("byte for byte");
        TestContext.Current.TestOutputHelper!.WriteLine(said);
        bundle["report.html"].Should().Equal(await auditor.GetByteArrayAsync($"/api/reports/{second}.html"));
        bundle["report.tlog-proof"].Should().Equal(await auditor.GetByteArrayAsync($"/api/reports/{second}/proof"));

        foreach (var name in bundle.Keys)
        {
            var altered = bundle.ToDictionary(f => f.Key, f => (byte[])f.Value.Clone());
            altered[name][altered[name].Length / 2] ^= 1;
            Verify(altered, null).Exit.Should().Be(1, $"{name} was altered");
        }

        var log = export.ToArray();
        log[log.Length / 3] ^= 1;
        Verify(bundle, log).Exit.Should().Be(1, "the exported log was altered");
        Verify(bundle, log[..(log.Length / 2)]).Exit.Should().Be(1, "the exported log breaks off");
    }

    [Fact]
    public async Task Reports_of_lived_programmes_are_written_the_same_by_the_Verifier_from_either_export()
    {
        await using var host = await shared.OwnAsync();
        var office = new Walk.Office(host);
        var (pairs, circles) = (await Walk.PairsWalk.PlayAsync(office), await Walk.CircleWalk.PlayAsync(office));
        List<Guid> reports = [];
        foreach (var cohort in new[] { pairs.Of.CohortId, circles.Of.CohortId, pairs.Of.CohortId })
        {
            reports.Add(await office.Staff.CreateAsync("/api/reports", new { cohortId = cohort, kind = "cohort-audit" }));
            await new TheLog(host).CompleteAsync();
        }

        using MemoryStream leaves = new(), events = new();
        await ExportCommand.WriteAsync(ApiClient.Of(host.App), leaves);
        await ExportCommand.WriteAsync(ApiClient.Of(host.App), events, fromEvents: true);
        events.ToArray().Should().Equal(leaves.ToArray());
        foreach (var report in reports)
        {
            var (exit, said) = Verify(await HandedOut.BundleAsync(host.As(Roles.Auditor), report), leaves.ToArray());
            (exit, said).Should().Be((0, said));
            said.Should().Contain("byte for byte");
        }
    }

    [Fact]
    public async Task A_bundle_has_the_same_bytes_each_time_and_only_reports_have_one()
    {
        var cohort = await ALivedCohort.InAsync(shared.Host);
        var report = await IssueAsync(shared.Host, cohort);
        var auditor = shared.Host.As(Roles.Auditor);
        var before = await auditor.GetByteArrayAsync($"/api/reports/{report}/bundle");
        await cohort.ApplyAsync(13, 14);
        (await auditor.GetByteArrayAsync($"/api/reports/{report}/bundle")).Should().Equal(before);
        (await auditor.GetAsync($"/api/reports/{Guid.CreateVersion7()}/bundle")).StatusCode.Should().Be(System.Net.HttpStatusCode.NotFound);
        (await shared.Host.As(Roles.Mentee).GetAsync($"/api/reports/{report}/bundle")).StatusCode.Should().Be(System.Net.HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_bundle_waits_for_the_witness_that_the_policy_names()
    {
        await using var host = await shared.OwnAsync();
        var identity = host.App.Services.GetRequiredService<LogIdentity>();
        using var witness = new NoteSigner("witness.example/w1", NoteKey.Witness, Enumerable.Repeat((byte)2, 32).ToArray());
        var policy = $"log {(await identity.SignerAsync(default)).PublicKey}\nwitness w1 {witness.PublicKey}\nquorum w1\n";
        await File.WriteAllTextAsync(Path.Combine(await host.KeyFolderAsync(), "log.policy"), policy);
        var report = await IssueAsync(host, await ALivedCohort.InAsync(host));
        var auditor = host.As(Roles.Auditor);
        using var early = await auditor.GetAsync($"/api/reports/{report}/bundle");
        early.StatusCode.Should().Be(System.Net.HttpStatusCode.ServiceUnavailable);
        early.Headers.RetryAfter.Should().NotBeNull();

        var note = SignedNote.Parse(await auditor.GetByteArrayAsync("/api/log/checkpoint"));
        var cosigned = note.With(witness.Sign(note.Text, host.Clock.GetUtcNow()));
        using var stranger = new NoteSigner("witness.example/w1", NoteKey.Witness, Enumerable.Repeat((byte)3, 32).ToArray());
        await auditor.RefusedAsync("/api/log/cosign", new { note = Encoding.UTF8.GetString(note.With(stranger.Sign(note.Text, host.Clock.GetUtcNow())).ToBytes()) }, 400, "malformed");
        await auditor.RefusedAsync("/api/log/cosign", new { note = "not a note" }, 400, "malformed");
        for (var twice = 0; twice < 2; twice++) await auditor.DoAsync("/api/log/cosign", new { note = Encoding.UTF8.GetString(cosigned.ToBytes()) });
        var (exit, said) = Verify(await HandedOut.BundleAsync(auditor, report), null);
        (exit, said).Should().Be((0, said));
        said.Should().Contain("1 witnesses");
    }

    [Fact]
    public async Task The_monitor_finds_a_file_of_a_report_that_was_changed()
    {
        await using var host = await shared.OwnAsync();
        var log = new TheLog(host);
        var report = await IssueAsync(host, await ALivedCohort.InAsync(host));
        await HandedOut.BundleAsync(host.As(Roles.Auditor), report);
        await log.CompleteAsync();
        (await log.LookAsync()).Found.Should().BeEmpty();
        await log.DoAsync("alter table audit.issued_file disable trigger user; update audit.issued_file set bytes = bytes || ' '::bytea where name = 'report.html'");
        (await log.LookAsync()).Found.Should().ContainSingle(f => f.Kind == "file-altered").Which.Says.Should().Contain("report.html");
    }

    private static async Task<Guid> IssueAsync(TestHost host, ALivedCohort cohort) =>
        await host.Staff.CreateAsync("/api/reports", new { cohortId = cohort.Id, kind = "cohort-audit", asOf = await cohort.PositionAsync() });

    private static (int Exit, string Said) Verify(Dictionary<string, byte[]> bundle, byte[]? log)
    {
        var folder = Directory.CreateTempSubdirectory("advance-bundle-");
        try
        {
            var files = folder.CreateSubdirectory("bundle").FullName;
            foreach (var (name, bytes) in bundle) File.WriteAllBytes(Path.Combine(files, name), bytes);
            var export = Path.Combine(folder.FullName, "log");
            if (log is not null) File.WriteAllBytes(export, log);
            using var output = new MemoryStream();
            var exit = Cli.Run(log is null ? [files] : [files, "--log", export], Stream.Null, output);
            return (exit, Encoding.UTF8.GetString(output.ToArray()));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
