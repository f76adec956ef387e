using System.Collections.Concurrent;
using System.Diagnostics;
using Advance.Contracts;
using Advance.Reporting.Log;
using Advance.Reporting.Log.Server;
using Advance.Strands;
using Marten;
using Npgsql;

namespace Advance.Tests.Http.Log;

public class SequencerTests(SharedHost shared)
{
    [Fact]
    public async Task Every_event_gets_one_leaf_soon_while_eight_writers_write()
    {
        await using var host = await shared.OwnAsync();
        var log = new TheLog(host);
        await log.WriteAsync(5);
        await log.CompleteAsync(); // the daemon needs a second or two after the start
        ConcurrentDictionary<Guid, Stopwatch> committed = new();
        var writers = Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            for (var i = 0; i < 150; i++) committed[await log.WriteAsync()] = Stopwatch.StartNew();
        }));
        var lags = await log.LagsAsync(committed, writers);
        await writers;

        TestContext.Current.TestOutputHelper!.WriteLine($"commit to leaf: p50 {lags[lags.Length / 2]:0} ms, p99 {lags[lags.Length * 99 / 100]:0} ms, most {lags[^1]:0} ms of {lags.Length}");
        lags[lags.Length * 99 / 100].Should().BeLessThan(5000);
        (await log.ShouldBeWholeAsync()).Should().Be(1205);
        (await log.LookAsync()).Found.Should().BeEmpty();
        log.Alarm.LateEvents.Should().Be(0);
    }

    [Fact]
    public async Task A_transaction_that_commits_late_is_in_the_log_and_nothing_is_missing()
    {
        await using var host = await shared.OwnAsync();
        var log = new TheLog(host);
        await using var held = await HeldTransaction.OnAsync(log);
        var (late, writing) = held.Write();
        await log.WriteAsync(5);
        (await log.RowAsync("select count(*) from es.mt_events"))[0].Should().Be(5, "younger transactions have committed, the older one has not");
        await held.LetGoAsync();
        await writing;

        (await log.ShouldBeWholeAsync()).Should().Be(6);
        (await log.RowAsync($"select count(*) from audit.leaf where stream_id = '{late}'"))[0].Should().Be(1);
        (await log.LookAsync()).Found.Should().BeEmpty();
    }

    [Fact]
    public async Task An_event_that_the_mark_has_passed_gets_a_leaf_before_its_successor_and_raises_an_alarm()
    {
        await using var host = await shared.OwnAsync();
        var log = new TheLog(host);
        await log.WriteAsync();
        await log.CompleteAsync();
        await using var held = await HeldTransaction.OnAsync(log);
        var (late, writing) = held.Write();
        await log.WriteAsync(5);
        await Eventually.Get(async () =>
        {
            // The daemon knows better and takes the mark back; so it is said again until it is believed.
            await log.DoAsync("update es.mt_event_progression set last_seq_id = (select max(seq_id) from es.mt_events) where name = 'HighWaterMark'");
            await log.Sequencer.CatchUpAsync(Sequencer.Near, default);
            return (await log.RowAsync("select count(*) from audit.leaf"))[0] == 6;
        }, "the younger five have leaves");
        await held.LetGoAsync();
        await writing;
        await using (var session = log.Store.LightweightSession())
        {
            session.Events.Append(late, new StrandRetired(late));
            await session.SaveChangesAsync();
        }

        (await log.ShouldBeWholeAsync()).Should().Be(8);
        log.Alarm.LateEvents.Should().BeGreaterThan(0);
        (await log.LookAsync()).Found.Should().BeEmpty();
    }

    [Fact]
    public async Task Two_Hosts_on_one_database_make_one_log()
    {
        await using var one = await shared.OwnAsync();
        await using var other = await one.AnotherAsync();
        var (log, second) = (new TheLog(one), new TheLog(other));
        await Task.WhenAll(Enumerable.Range(0, 6).Select(async n =>
        {
            for (var i = 0; i < 40; i++) await (n % 2 == 0 ? log : second).WriteAsync();
            await (n % 2 == 0 ? log : second).Signer.SignAsync(default);
        }));
        await log.CompleteAsync();
        await Task.WhenAll(log.Signer.SignAsync(default), second.Signer.SignAsync(default));

        (await log.ShouldBeWholeAsync()).Should().Be(240);
        (await log.LookAsync()).Should().BeEquivalentTo(new Findings(true, 240, 240, []));
    }

    [Fact]
    public async Task Data_changed_between_the_commit_and_the_leaf_stops_the_log()
    {
        await using var host = await shared.OwnAsync();
        var log = new TheLog(host);
        await log.WriteAsync(3);
        await log.CompleteAsync();
        await log.DoAsync("""
            alter table es.mt_events disable trigger user;
            create function es.change() returns trigger language plpgsql as $$ begin new.data = new.data || '{"isOwner": true}'; return new; end $$;
            create trigger change before insert on es.mt_events for each row execute function es.change();
            """);
        await log.WriteAsync();

        var reasons = await Eventually.Get(() => Task.FromResult(log.Alarm.Reasons), r => r.Count > 0, "the log stops");
        reasons.Should().ContainSingle().Which.Should().Contain("another digest");
        (await log.RowAsync("select count(*) from audit.leaf"))[0].Should().Be(3);
        using var ready = await host.Anonymous().GetAsync("/health/ready");
        ready.StatusCode.Should().Be(System.Net.HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Who_did_what_is_nobodys_business_stays_out_of_the_envelope()
    {
        await using var host = await shared.OwnAsync();
        var log = new TheLog(host);
        var id = Ids.New();
        await using (var session = log.Store.LightweightSession())
        {
            session.CorrelationId = "a-request";
            session.Events.StartStream<Institution>(id, new MentorshipPaused(id, id));
            await session.SaveChangesAsync();
        }

        await log.CompleteAsync();
        await using var command = log.Database.CreateCommand("select convert_from(envelope, 'utf8') from audit.leaf");
        ((string)(await command.ExecuteScalarAsync())!).Should().Contain("\"actor\":null").And.Contain("\"causationId\":null").And.Contain("\"correlationId\":null");
    }

    [Fact]
    public async Task Nobody_changes_or_removes_what_is_recorded()
    {
        await using var host = await shared.OwnAsync();
        var log = new TheLog(host);
        await log.WriteAsync(3);
        await log.CompleteAsync();
        await log.Signer.SignAsync(default);
        foreach (var sql in new[]
        {
            "update es.mt_events set data = '{}'", "update es.mt_events set user_name = 'x'", "delete from es.mt_events", "truncate es.mt_events cascade",
            "delete from es.mt_streams", "truncate es.mt_streams cascade", "update audit.leaf set hash = envelope", "delete from audit.leaf",
            "truncate audit.leaf", "update audit.checkpoint set size = 1", "delete from audit.checkpoint", "delete from audit.tile", "truncate audit.tile",
            "update audit.tile set level = 1", "delete from audit.issued_file", "truncate audit.checkpoint cascade",
            "insert into audit.leaf select 7, 7000, gen_random_uuid(), gen_random_uuid(), 1, '', ''",
        })
            await log.Invoking(l => l.DoAsync(sql)).Should().ThrowAsync<PostgresException>(sql);
        await log.DoAsync("update es.mt_events set is_archived = true");
        (await log.ShouldBeWholeAsync()).Should().Be(3);
    }

    /// <summary>Holds one transaction open after its insert, by a trigger that waits for an advisory lock.</summary>
    private sealed class HeldTransaction(TheLog log, NpgsqlConnection holder) : IAsyncDisposable
    {
        private readonly Guid late = Ids.New();

        public static async Task<HeldTransaction> OnAsync(TheLog log)
        {
            var held = new HeldTransaction(log, await log.Database.OpenConnectionAsync());
            await log.DoAsync($"""
                create function es.hold() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock(4711); return null; end $$;
                create trigger hold after insert on es.mt_events for each row when (new.stream_id = '{held.late}') execute function es.hold();
                """);
            await held.SayAsync("select pg_advisory_lock(4711)");
            return held;
        }

        /// <summary>Begins to write; comes back once the event has its place in the sequence, and is not committed.</summary>
        public (Guid Late, Task Writing) Write()
        {
            var writing = Task.Run(() => log.WriteAsync(late));
            Eventually.Get(async () => (await log.RowAsync("select count(*) from pg_locks where locktype = 'advisory' and objid = 4711 and not granted"))[0] == 1,
                "the transaction waits").GetAwaiter().GetResult();
            return (late, writing);
        }

        public Task LetGoAsync() => SayAsync("select pg_advisory_unlock(4711)");

        public async ValueTask DisposeAsync() => await holder.DisposeAsync();

        private async Task SayAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, holder);
            await command.ExecuteNonQueryAsync();
        }
    }
}
