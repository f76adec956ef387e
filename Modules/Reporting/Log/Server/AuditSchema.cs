using Marten;
using Npgsql;

namespace Advance.Reporting.Log.Server;

/// <summary>
/// The tables of the log, in a schema of their own, insert-only; and the triggers that keep the events themselves from being
/// changed. Applied at each start, after the store has made its own tables; what is there is left as it is.
/// </summary>
public sealed class AuditSchema(NpgsqlDataSource source, IDocumentStore store)
{
    private const string Tables = """
        create schema if not exists audit;
        create table if not exists audit.leaf (index bigint primary key, seq_id bigint not null unique, event_id uuid not null unique,
            stream_id uuid not null, version bigint not null, envelope bytea not null, hash bytea not null, unique (stream_id, version));
        create table if not exists audit.tile (level int not null, index bigint not null, bytes bytea not null, root bytea not null,
            primary key (level, index));
        create table if not exists audit.checkpoint (size bigint primary key, note text not null);
        create table if not exists audit.cosignature (size bigint not null references audit.checkpoint, witness text not null,
            line text not null, primary key (size, witness));
        create table if not exists audit.issued_file (report_id uuid not null, name text not null, bytes bytea not null,
            primary key (report_id, name));
        create or replace function audit.refuse() returns trigger language plpgsql as $$
        begin
            raise exception '% on %.% is refused: what is recorded stays', tg_op, tg_table_schema, tg_table_name using errcode = '42501';
        end $$;
        create or replace function audit.only_archiving() returns trigger language plpgsql as $$
        begin
            if to_jsonb(new) - 'is_archived' is distinct from to_jsonb(old) - 'is_archived' then
                raise exception 'UPDATE on %.% is refused: what is recorded stays', tg_table_schema, tg_table_name using errcode = '42501';
            end if;
            return new;
        end $$;
        create or replace function audit.only_metadata() returns trigger language plpgsql as $$
        begin
            if new.id is distinct from old.id or new.data is distinct from old.data then
                raise exception 'UPDATE on %.% is refused: what is recorded stays', tg_table_schema, tg_table_name using errcode = '42501';
            end if;
            return new;
        end $$;
        create or replace function audit.next_leaf() returns trigger language plpgsql as $$
        begin
            if new.index <> (select coalesce(max(index) + 1, 0) from audit.leaf) then
                raise exception 'leaf % is not the next one', new.index using errcode = '23514';
            end if;
            return new;
        end $$;
        """;

    // An issued report stays as it is (rule R1).
    private const string ReportTexts = "reporting.mt_doc_reporttext";

    private const long Lock = 0x41_75_64_69_74_53; // one node at a time

    /// <summary>Table, name, when, for each what, function: all of them must be there and enabled.</summary>
    public IReadOnlyList<(string Table, string Name, string When, string Each, string Function)> Triggers
    {
        get
        {
            var es = store.Options.Events.DatabaseSchemaName;
            return
            [
                ($"{es}.mt_events", "audit_no_change", "update", "row", "only_archiving"),
                ($"{es}.mt_events", "audit_no_loss", "delete or truncate", "statement", "refuse"),
                ($"{es}.mt_streams", "audit_no_loss", "delete or truncate", "statement", "refuse"),
                (ReportTexts, "audit_no_change", "update", "row", "only_metadata"),
                (ReportTexts, "audit_no_loss", "delete or truncate", "statement", "refuse"),
                ("audit.leaf", "audit_next_leaf", "insert", "row", "next_leaf"),
                .. from table in new[] { "leaf", "tile", "checkpoint", "cosignature", "issued_file" }
                   select ($"audit.{table}", "audit_insert_only", "update or delete or truncate", "statement", "refuse"),
            ];
        }
    }

    public async Task ApplyAsync(CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await connection.DoAsync("select pg_advisory_xact_lock(@key)", cancel, ("key", Lock));
        await connection.DoAsync(Tables, cancel);
        foreach (var trigger in Triggers) await connection.DoAsync(Sql(trigger), cancel);
        await transaction.CommitAsync(cancel);
    }

    // "Always" also fires where a session declares itself a replica; a trigger that somebody disabled is enabled again.
    private static string Sql((string Table, string Name, string When, string Each, string Function) t) => $"""
        do $$ begin
            if not exists (select from pg_trigger where tgname = '{t.Name}' and tgrelid = '{t.Table}'::regclass) then
                create trigger {t.Name} before {t.When} on {t.Table} for each {t.Each} execute function audit.{t.Function}();
            end if;
            if exists (select from pg_trigger where tgname = '{t.Name}' and tgrelid = '{t.Table}'::regclass and tgenabled <> 'A') then
                alter table {t.Table} enable always trigger {t.Name};
            end if;
        end $$;
        """;
}
