using Advance.Reporting.Log.Server;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Advance.Tests.Http.Log;

/// <summary>Somebody with all rights in the database, and without the log's key.</summary>
public class TamperTests(SharedHost shared)
{
    private static readonly string[] Tables =
        ["es.mt_events", "es.mt_streams", "audit.leaf", "audit.tile", "audit.checkpoint", "audit.cosignature", "audit.issued_file"];

    // Each from the same state: 700 leaves, signed at 300 and 700. A tile that is full is tile 0/0.
    private static readonly (string Name, string Sql)[] Drills =
    [
        ("changes the data of an event", "update es.mt_events set data = data || '{\"isOwner\": true}' where seq_id = 10"),
        ("changes data and digest of an event", "update es.mt_events set data = data || '{\"name\": \"x\"}', headers = headers || '{\"digest\": \"x\"}' where seq_id = 10"),
        ("changes the type of an event", "update es.mt_events set type = 'strands.strand-retired' where seq_id = 10"),
        ("re-times an event", "update es.mt_events set timestamp = timestamp - interval '1 day' where seq_id = 10"),
        ("re-times an event by a microsecond", "update es.mt_events set timestamp = timestamp + interval '1 microsecond' where seq_id = 699"),
        ("changes who did it", "update es.mt_events set user_name = 'somebody' where seq_id = 10"),
        ("changes why it happened", "update es.mt_events set correlation_id = 'x' where seq_id = 10"),
        ("gives an event another id", "update es.mt_events set id = gen_random_uuid() where seq_id = 10"),
        ("moves an event to another stream", "update es.mt_events set stream_id = (select stream_id from es.mt_events where seq_id = 11), version = 2 where seq_id = 10"),
        ("deletes an event", "delete from es.mt_events where seq_id = 10"),
        ("deletes a stream and, by it, its events", "delete from es.mt_streams where id = (select stream_id from es.mt_events where seq_id = 10)"),
        ("truncates the events", "truncate es.mt_events cascade"),
        ("turns an event into a tombstone", "update es.mt_events set type = 'tombstone' where seq_id = 10"),
        ("swaps two events", "update es.mt_events e set data = o.data, headers = o.headers from es.mt_events o where (e.seq_id, o.seq_id) in ((10, 20), (20, 10))"),
        ("inserts an event in a gap it made", "update es.mt_events set seq_id = 100000 where seq_id = 10"),
        ("rewrites a leaf and its hash", "update audit.leaf set envelope = convert_to(replace(convert_from(envelope, 'utf8'), 'isOwner\":false', 'isOwner\":true'), 'utf8'), hash = sha256('\\x00'::bytea || convert_to(replace(convert_from(envelope, 'utf8'), 'isOwner\":false', 'isOwner\":true'), 'utf8')) where index = 9"),
        ("rewrites event, leaf and hash alike", """
            update es.mt_events set user_name = 'staff2' where seq_id = 10;
            update audit.leaf set envelope = convert_to(replace(convert_from(envelope, 'utf8'), '"actor":"system"', '"actor":"staff2"'), 'utf8') where index = 9;
            update audit.leaf set hash = sha256('\x00'::bytea || envelope) where index = 9;
            """),
        ("rewrites the hash of a leaf", "update audit.leaf set hash = sha256(hash) where index = 9"),
        ("deletes a leaf", "delete from audit.leaf where index = 9"),
        ("deletes the last leaf and its event", "delete from audit.leaf where index = 699; delete from es.mt_events where seq_id = 700"),
        ("deletes a leaf and its event, and closes the gap", "delete from audit.leaf where index = 9; delete from es.mt_events where seq_id = 10; update audit.leaf set index = index - 10000 where index > 9; update audit.leaf set index = index + 9999 where index < 0"),
        ("swaps two leaves", "update audit.leaf set index = case index when 9 then -9 else -19 end where index in (9, 19); update audit.leaf set index = case index when -9 then 19 else 9 end where index < 0"),
        ("points a leaf at another stream", "update audit.leaf set stream_id = gen_random_uuid() where index = 9"),
        ("rewrites a tile", "update audit.tile set bytes = sha256(bytes) || substr(bytes, 33) where level = 0 and index = 0"),
        ("rewrites the root of a tile", "update audit.tile set root = sha256(root) where level = 0 and index = 0"),
        ("deletes a tile", "delete from audit.tile where level = 0 and index = 1"),
        ("adds a tile", "insert into audit.tile values (0, 9, '', '')"),
        ("changes a checkpoint", "update audit.checkpoint set note = replace(note, E'\\n700\\n', E'\\n701\\n') where size = 700"),
        ("moves a checkpoint", "update audit.checkpoint set size = 299 where size = 300"),
        ("restores an older state", "delete from audit.checkpoint where size = 700; delete from audit.leaf where index >= 650; delete from es.mt_events where seq_id > 650"),
        ("truncates the whole log", "truncate audit.leaf, audit.tile, audit.checkpoint, audit.cosignature, es.mt_events cascade"),
        ("switches the protection off", "alter table es.mt_events disable trigger audit_no_change"),
        ("drops the protection", "drop trigger audit_no_loss on es.mt_streams"),
    ];

    [Fact]
    public async Task Whatever_a_superuser_changes_the_monitor_finds()
    {
        await using var host = await shared.OwnAsync();
        var log = new TheLog(host);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => log.WriteAsync(75)));
        await log.CompleteAsync();
        await log.Signer.SignAsync(default);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => log.WriteAsync(100)));
        await log.CompleteAsync();
        await log.Signer.SignAsync(default);
        (await log.LookAsync()).Should().BeEquivalentTo(new Findings(true, 700, 700, []));
        var monitor = host.App.Services.GetRequiredService<Advance.Reporting.Log.Server.Monitor>();

        foreach (var (name, sql) in Drills)
        {
            await using var connection = await log.Database.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            var isAboutTriggers = name.Contains("protection", StringComparison.Ordinal);
            var drill = isAboutTriggers ? sql : string.Concat(Tables.Select(t => $"alter table {t} disable trigger user;")) + sql + ";"
                + string.Concat(from t in host.App.Services.GetRequiredService<AuditSchema>().Triggers select $"alter table {t.Table} enable always trigger {t.Name};");
            await using (var command = new NpgsqlCommand(drill, connection)) await command.ExecuteNonQueryAsync();
            var found = await monitor.RunAsync(connection, default);
            await transaction.RollbackAsync();
            found.IsIntact.Should().BeFalse(name);
            if (!isAboutTriggers) found.Found.Should().Contain(f => f.Kind != "trigger-missing", name);
        }

        (await log.LookAsync()).IsIntact.Should().BeTrue("every drill was undone");
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
