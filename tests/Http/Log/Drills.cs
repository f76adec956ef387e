using Advance.Reporting.Log;
using Npgsql;

namespace Advance.Tests.Http.Log;

/// <summary>
/// One way to tamper with the log by somebody with all rights in the database. <c>Where</c> is what the Verifier must say; null when nothing
/// that is ever handed out has changed, and only the monitor can know. <c>Then</c> is what SQL alone cannot do.
/// </summary>
internal sealed record Drill(string Name, string? Where, string Sql, Func<NpgsqlConnection, Task>? Then = null)
{
    /// <summary>Whether it is the protection itself that is tampered with.</summary>
    public bool IsAboutTriggers => Name.Contains("protection", StringComparison.Ordinal);
}

/// <summary>All drills. Each begins from the same state: signed at FIRST (300) and at SIZE leaves, of which the last issued a report; seq n is leaf n-1.</summary>
internal static class Drills
{
    private const string Tenth = "log: leaf 9 (line 10)", Proof = "report.tlog-proof", Consistency = "consistency.json", Short = "too short";

    public static IReadOnlyList<Drill> Of(long size, NoteSigner theKey, NoteSigner another)
    {
        string[] all = [.. OfEvents.Concat(OfLeaves).Concat(OfTiles).Concat(OfCheckpoints).Select(d => d.Name)];
        all.Should().OnlyHaveUniqueItems();
        return [.. OfEvents.Concat(OfLeaves).Concat(OfTiles).Concat(OfCheckpoints).Concat(OfTrees(theKey, another)).Select(d => d with
        {
            Sql = Fit(d.Sql, size),
            Where = d.Where is null ? null : Fit(d.Where, size),
        })];
    }

    private static string Fit(string text, long size) => text.Replace("SIZE", $"{size}", StringComparison.Ordinal).Replace("LAST", $"{size - 1}", StringComparison.Ordinal);

    private static readonly Drill[] OfEvents =
    [
        new("changes the data of an event", Tenth, "update es.mt_events set data = data || '{\"isOwner\": true}' where seq_id = 10"),
        new("changes data and digest of an event", Tenth, "update es.mt_events set data = data || '{\"name\": \"x\"}', headers = headers || '{\"digest\": \"x\"}' where seq_id = 10"),
        new("gives an event data of no canonical form", Tenth, "update es.mt_events set data = data || '{\"name\": 1.5}' where seq_id = 10"),
        new("changes the type of an event", Tenth, "update es.mt_events set type = 'strands.strand-retired' where seq_id = 10"),
        new("re-times an event", Tenth, "update es.mt_events set timestamp = timestamp - interval '1 day' where seq_id = 10"),
        new("re-times the last event by a microsecond", "log: leaf LAST (line SIZE)", "update es.mt_events set timestamp = timestamp + interval '1 microsecond' where seq_id = SIZE"),
        new("changes who did it", Tenth, "update es.mt_events set user_name = 'somebody' where seq_id = 10"),
        new("changes why it happened", Tenth, "update es.mt_events set correlation_id = 'x' where seq_id = 10"),
        new("gives an event another id", Tenth, "update es.mt_events set id = gen_random_uuid() where seq_id = 10"),
        new("moves an event to another stream", Tenth, "update es.mt_events set stream_id = (select stream_id from es.mt_events where seq_id = 11), version = 2 where seq_id = 10"),
        new("deletes an event", Tenth, "delete from es.mt_events where seq_id = 10"),
        new("deletes a stream and, by it, its events", Tenth, "delete from es.mt_streams where id = (select stream_id from es.mt_events where seq_id = 10)"),
        new("truncates the events", Short, "truncate es.mt_events cascade"),
        new("turns an event into a tombstone", Tenth, "update es.mt_events set type = 'tombstone' where seq_id = 10"),
        new("swaps two events", Tenth, "update es.mt_events e set data = o.data, headers = o.headers from es.mt_events o where (e.seq_id, o.seq_id) in ((10, 20), (20, 10))"),
        new("moves an event to the end", Tenth, "update es.mt_events set seq_id = 100000 where seq_id = 10"),
        new("inserts an event before all others", "log: leaf 0 (line 1)", """
            insert into es.mt_events select (jsonb_populate_record(e, jsonb_build_object('seq_id', 0, 'id', gen_random_uuid(), 'version', 2))).* from es.mt_events e where seq_id = 10
            """),
        new("inserts an event in the place of another", Tenth, """
            delete from es.mt_events where seq_id = 10;
            insert into es.mt_events select (jsonb_populate_record(e, jsonb_build_object('seq_id', 10, 'id', gen_random_uuid(), 'version', 2))).* from es.mt_events e where seq_id = 11
            """),
    ];

    private static readonly Drill[] OfLeaves =
    [
        new("rewrites a leaf and its hash", Tenth, "update audit.leaf set envelope = convert_to(replace(convert_from(envelope, 'utf8'), 'isOwner\":false', 'isOwner\":true'), 'utf8') where index = 9; update audit.leaf set hash = sha256('\\x00'::bytea || envelope) where index = 9"),
        new("rewrites event, leaf and hash alike", Tenth, """
            update es.mt_events set user_name = 'staff2' where seq_id = 10;
            update audit.leaf set envelope = convert_to(replace(convert_from(envelope, 'utf8'), '"actor":"system"', '"actor":"staff2"'), 'utf8') where index = 9;
            update audit.leaf set hash = sha256('\x00'::bytea || envelope) where index = 9;
            """),
        new("rewrites the hash of a leaf", Proof, "update audit.leaf set hash = sha256(hash) where index in (9, LAST - 1)"),
        new("deletes a leaf", Tenth, "delete from audit.leaf where index = 9"),
        new("deletes the last leaf and its event", "ends after LAST events", "delete from audit.leaf where index = LAST; delete from es.mt_events where seq_id = SIZE"),
        new("deletes a leaf and its event, and closes the gap", Tenth, "delete from audit.leaf where index = 9; delete from es.mt_events where seq_id = 10; update audit.leaf set index = index - 10000 where index > 9; update audit.leaf set index = index + 9999 where index < 0"),
        new("swaps two leaves", Tenth, "update audit.leaf set index = case index when 9 then -9 else -19 end where index in (9, 19); update audit.leaf set index = case index when -9 then 19 else 9 end where index < 0"),
        new("points a leaf at another stream", null, "update audit.leaf set stream_id = gen_random_uuid() where index = 9"),
        new("points a leaf at another event", Tenth, "update audit.leaf set seq_id = -seq_id where index in (9, 19); update audit.leaf set seq_id = 10 where index = 19; update audit.leaf set seq_id = 20 where index = 9"),
    ];

    private static readonly Drill[] OfTiles =
    [
        new("rewrites a tile", Consistency, "update audit.tile set bytes = sha256(bytes) || substr(bytes, 33) where level = 0 and index = 1"),
        new("rewrites the root of a tile", Proof, "update audit.tile set root = sha256(root) where level = 0 and index = 0"),
        new("swaps two tiles", Proof, "update audit.tile a set bytes = b.bytes, root = b.root from audit.tile b where a.level = 0 and b.level = 0 and (a.index, b.index) in ((0, 1), (1, 0))"),
        new("deletes a tile", "no bundle", "delete from audit.tile where level = 0 and index = 1"),
        new("adds a tile", null, "insert into audit.tile values (0, 9, '', '')"),
    ];

    private static readonly Drill[] OfCheckpoints =
    [
        new("changes the root of a checkpoint", "checkpoint: the signature of", "update audit.checkpoint set note = regexp_replace(note, E'\\n[A-Za-z0-9+/]{43}=\\n', E'\\n' || encode(sha256('x'), 'base64') || E'\\n') where size = SIZE"),
        new("changes the size of a checkpoint", "no bundle", "update audit.checkpoint set note = replace(note, E'\\nSIZE\\n', E'\\n' || (SIZE + 1) || E'\\n') where size = SIZE"),
        new("moves a checkpoint", Consistency, "update audit.checkpoint set size = 299 where size = 300"),
        new("restores an older state", Short, "delete from audit.checkpoint where size = SIZE; delete from audit.leaf where index >= 100; delete from es.mt_events where seq_id > 100"),
        new("truncates the whole log", Short, "truncate audit.leaf, audit.tile, audit.checkpoint, audit.cosignature, es.mt_events cascade"),
        new("changes a file of a report", "report.html", "update audit.issued_file set bytes = bytes || ' '::bytea where name = 'report.html'"),
        new("switches the protection off", null, "alter table es.mt_events disable trigger audit_no_change"),
        new("drops the protection", null, "drop trigger audit_no_loss on es.mt_streams"),
    ];

    private const string Rewrite = """
        update es.mt_events set user_name = 'staff2' where seq_id = 10;
        update audit.leaf set envelope = convert_to(replace(convert_from(envelope, 'utf8'), '"actor":"system"', '"actor":"staff2"'), 'utf8') where index = 9;
        update audit.leaf set hash = sha256('\x00'::bytea || envelope) where index = 9;
        """;

    // History rewritten with care: every hash, tile and root is right again, only not the one that was signed; or signed anew.
    private static Drill[] OfTrees(NoteSigner theKey, NoteSigner another) =>
    [
        new("re-hashes the tree, and cannot sign it", Proof, Rewrite, c => ForgedTree.WriteAsync(c, null)),
        new("re-hashes the tree and signs it with a key of its own", "checkpoint: no key that the policy names", Rewrite, c => ForgedTree.WriteAsync(c, another)),
        new("has the key and shows a second history", "at size SIZE its log has another root", Rewrite, c => ForgedTree.WriteAsync(c, theKey)),
        new("has the key and a second history with one event fewer", Tenth, """
            delete from audit.leaf where index = 9; delete from es.mt_events where seq_id = 10;
            update audit.leaf set index = index - 10000 where index > 9; update audit.leaf set index = index + 9999 where index < 0;
            """, c => ForgedTree.WriteAsync(c, theKey)),
    ];
}
