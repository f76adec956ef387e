using Advance.Tests.Http.Api;
using Advance.Tests.Http.Reporting;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Advance.Tests.Http.Log;

/// <summary>The monitor that runs by itself, and what it is there for.</summary>
public class WatchTests(SharedHost shared)
{
    [Fact]
    public async Task A_log_that_was_tampered_with_turns_the_Host_red_by_itself_and_green_again_when_it_is_mended()
    {
        await using var host = await ConfiguredHost.StartAsync(shared.Server, "--Log:AuditEvery=00:00:00.200");
        using var anyone = new HttpClient { BaseAddress = new Uri(host.App.Urls.First()) };
        var database = host.App.Services.GetRequiredService<NpgsqlDataSource>();
        await using (var session = host.App.Services.GetRequiredService<IDocumentStore>().LightweightSession())
        {
            var id = Advance.Contracts.Ids.New();
            session.Events.StartStream<Advance.Strands.Institution>(id, new Advance.Contracts.InstitutionRegistered(id, Programme.Key("inst"), "University", false));
            await session.SaveChangesAsync();
        }

        await Eventually.Get(async () => (long)(await ScalarAsync(database, "select count(*) from audit.leaf"))! == 1, "the event gets its leaf");
        await Eventually.Get(async () => (int)(await anyone.GetAsync("/health/ready")).StatusCode == 200, "the Host is ready");

        await ScalarAsync(database, "alter table es.mt_events disable trigger user; update es.mt_events set data = data || '{\"isOwner\": true}'; alter table es.mt_events enable always trigger audit_no_change; alter table es.mt_events enable always trigger audit_no_loss");
        await Eventually.Get(async () => (int)(await anyone.GetAsync("/health/ready")).StatusCode == 503, "the Host says so itself");
        host.Lines.All.Should().Contain(l => l.Level == LogLevel.Critical && l.Text.Contains("not as it was recorded", StringComparison.Ordinal));

        await ScalarAsync(database, "alter table es.mt_events disable trigger user; update es.mt_events set data = data || '{\"isOwner\": false}'; alter table es.mt_events enable always trigger audit_no_change; alter table es.mt_events enable always trigger audit_no_loss");
        await Eventually.Get(async () => (int)(await anyone.GetAsync("/health/ready")).StatusCode == 200, "the alarm ends with its cause");
    }

    [Fact]
    public async Task The_text_of_an_issued_report_can_neither_be_changed_nor_removed()
    {
        await using var host = await shared.OwnAsync();
        var log = new TheLog(host);
        await (await ALivedCohort.InAsync(host)).IssueAsync();
        (await log.LookAsync()).Found.Should().BeEmpty("a report whose event has no leaf yet is no finding");
        foreach (var sql in new[]
        {
            "update reporting.mt_doc_reporttext set data = data || '{\"json\": \"{}\"}'", "update reporting.mt_doc_reporttext set id = gen_random_uuid()",
            "delete from reporting.mt_doc_reporttext", "truncate reporting.mt_doc_reporttext",
        })
            (await log.Invoking(l => l.DoAsync(sql)).Should().ThrowAsync<PostgresException>(sql)).Which.SqlState.Should().Be("42501");
        await log.CompleteAsync();
        (await log.LookAsync()).Found.Should().BeEmpty();
        await log.DoAsync("drop trigger audit_no_change on reporting.mt_doc_reporttext");
        (await log.LookAsync()).Found.Should().ContainSingle(f => f.Kind == "trigger-missing");
    }

    private static async Task<object?> ScalarAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
