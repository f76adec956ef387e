using Advance.Reporting.Log;
using Advance.Reporting.Log.Server;
using Advance.Tests.Http.Reporting;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Advance.Tests.Http.Log;

/// <summary>Somebody with all rights in the database, and without the log's key.</summary>
public class TamperTests(SharedHost shared)
{
    private static readonly string[] Tables =
        ["es.mt_events", "es.mt_streams", "audit.leaf", "audit.tile", "audit.checkpoint", "audit.cosignature", "audit.issued_file"];

    [Fact]
    public async Task Whatever_a_superuser_changes_the_monitor_finds_and_the_Verifier_refuses_by_its_place()
    {
        await using var host = await shared.OwnAsync();
        var log = new TheLog(host);
        var (report, size) = await LivedAsync(host, log);
        (await log.LookAsync()).Should().BeEquivalentTo(new Findings(true, size, size, []));
        var signer = await host.App.Services.GetRequiredService<LogIdentity>().SignerAsync(default);
        using var another = new NoteSigner(signer.PublicKey.Name, NoteKey.Log, new byte[32]);
        await using var auditor = await Auditor.HoldingAsync(log, report);
        foreach (var drill in Drills.Of(size, signer, another))
        {
            var (found, said) = await TamperAsync(host, log, auditor, drill);
            found.IsIntact.Should().BeFalse(drill.Name);
            if (!drill.IsAboutTriggers) found.Found.Should().Contain(f => f.Kind != "trigger-missing", drill.Name);
            TestContext.Current.TestOutputHelper!.WriteLine($"{drill.Name}: {said.FirstOrDefault(s => drill.Where is not null && s.Contains(drill.Where, StringComparison.Ordinal))}");
            if (drill.Where is null) said.Should().OnlyContain(s => s.StartsWith("valid", StringComparison.Ordinal), drill.Name);
            else said.Should().Contain(s => !s.StartsWith("valid", StringComparison.Ordinal) && s.Contains(drill.Where), drill.Name);
        }

        (await log.LookAsync()).IsIntact.Should().BeTrue("every drill was undone");
    }

    /// <summary>A report before the first signature, and one as the last leaf before the second.</summary>
    private static async Task<(Guid Report, long Size)> LivedAsync(TestHost host, TheLog log)
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => log.WriteAsync(60)));
        var cohort = await ALivedCohort.InAsync(host);
        await cohort.IssueAsync();
        await log.WriteAsync(300 - (int)await log.CompleteAsync());
        await log.CompleteAsync();
        (await log.Signer.SignAsync(default))!.Text.Should().Contain("\n300\n");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => log.WriteAsync(99)));
        await log.CompleteAsync();
        var report = await cohort.IssueAsync();
        var size = await log.CompleteAsync();
        await log.Signer.SignAsync(default);
        (await log.RowAsync("select max(seq_id), max(index) + 1, (select max(index) + 1 from audit.leaf where event_id in (select id from es.mt_events where type = 'reporting.report-issued')) from audit.leaf"))
            .Should().Equal([size, size, size], "seq n is leaf n-1, and the last one issued the report");
        return (report, size);
    }

    private static async Task<(Findings Found, IReadOnlyList<string> Said)> TamperAsync(TestHost host, TheLog log, Auditor auditor, Drill drill)
    {
        await using var connection = await log.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (!drill.IsAboutTriggers) await DoAsync(string.Concat(Tables.Select(t => $"alter table {t} disable trigger user;")));
        await DoAsync(drill.Sql);
        if (drill.Then is not null) await drill.Then(connection);
        if (!drill.IsAboutTriggers)
            await DoAsync(string.Concat(host.App.Services.GetRequiredService<AuditSchema>().Triggers.Select(t => $"alter table {t.Table} enable always trigger {t.Name};")));
        var found = await host.App.Services.GetRequiredService<Advance.Reporting.Log.Server.Monitor>().RunAsync(connection, default);
        var said = await auditor.LookAsync(connection);
        await transaction.RollbackAsync();
        return (found, said);

        async Task DoAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    [Fact]
    public async Task An_older_state_that_was_restored_is_not_signed_even_when_it_has_grown_again()
    {
        await using var host = await shared.OwnAsync();
        var log = new TheLog(host);
        await log.WriteAsync(20);
        await log.CompleteAsync();
        (await log.Signer.SignAsync(default))!.Text.Should().Contain("\n20\n");
        await log.DoAsync("""
            alter table es.mt_events disable trigger user; alter table es.mt_streams disable trigger user; alter table audit.leaf disable trigger user;
            alter table audit.checkpoint disable trigger user;
            delete from audit.checkpoint; delete from audit.leaf where index >= 15; delete from es.mt_events where seq_id > 15;
            delete from es.mt_streams where id not in (select stream_id from es.mt_events);
            """);
        (await log.Signer.Awaiting(s => s.SignAsync(default)).Should().ThrowAsync<LogStopped>()).WithMessage("*has 15 leaves*over 20*older state*");
        await log.WriteAsync(10);
        await log.CompleteAsync();
        (await log.Signer.Awaiting(s => s.SignAsync(default)).Should().ThrowAsync<LogStopped>()).WithMessage("*rewritten*");
        (await log.RowAsync("select count(*) from audit.checkpoint"))[0].Should().Be(0);
        (await log.LookAsync()).Found.Should().Contain(f => f.Kind == "root");
    }

    [Fact]
    public async Task A_leaf_rewritten_before_it_was_signed_is_not_signed()
    {
        await using var host = await shared.OwnAsync();
        var log = new TheLog(host);
        await log.WriteAsync(5);
        await log.CompleteAsync();
        await log.Signer.SignAsync(default);
        await log.WriteAsync(5);
        await log.CompleteAsync();
        await log.DoAsync("alter table audit.leaf disable trigger user; update audit.leaf set envelope = envelope || ' '::bytea where index = 7");
        await log.Signer.Awaiting(s => s.SignAsync(default)).Should().ThrowAsync<LogStopped>();
    }
}
