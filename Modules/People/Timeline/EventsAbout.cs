using System.Text.Json;
using Advance.Contracts;
using Marten;
using Npgsql;

namespace Advance.People;

/// <summary>Finds the events that name a person, under any of their ids.</summary>
internal static class EventsAbout
{
    /// <summary>
    /// What the person does not see: what is decided but not released (rule A7; private today, published in older logs), what is proposed but
    /// not yet theirs to see (rule M6), and what other modules keep to themselves about people, which names reviewers and those who said
    /// never again.
    /// </summary>
    private static string NotTheirs(string schema) => $"""
        and not ((e.type in ('applications.priority-used', 'applications.eligibility-confirmed', 'applications.eligibility-refused')
                or e.type like 'applications.application-%' and split_part(e.type, '-', 2) in ('selected', 'waitlisted', 'declined', 'promoted'))
            and not exists (select 1 from {schema}.mt_events r where r.type = 'applications.decisions-released'
                and r.data ->> 'cohortId' = e.data ->> 'cohortId'))
        and not (e.type = 'matching.pair-proposed' and e.data ->> 'menteeId' <> all(@texts)
            and not exists (select 1 from {schema}.mt_events a where a.type = 'matching.proposal-accepted' and a.stream_id = e.stream_id))
        and (e.type like 'people.%' or e.type = any(@published))
        """;

    /// <summary>
    /// From the whole log, private events of other modules included: a request a person makes once in a while. Of each event the part
    /// that is the person's, whoever asks on their behalf (<see cref="OwnPart"/>).
    /// </summary>
    public static async Task<Page<EventAbout>> OfLogAsync(NpgsqlDataSource source, IQuerySession session, IReadOnlyList<Guid> ids, long after, int most,
        bool bySelf, CancellationToken cancel)
    {
        var page = await ReadAsync(source, session, "e.data @? @path::jsonpath", ids, after, most, bySelf, cancel);
        return page with { Items = [.. page.Items.Select(e => e with { Data = OwnPart.Of(e.Data, ids) })] };
    }

    /// <summary>Through the index of <see cref="EventOfPerson"/>: published events, and People's own.</summary>
    public static Task<Page<EventAbout>> OfIndexAsync(NpgsqlDataSource source, IQuerySession session, IReadOnlyList<Guid> ids, long after, int most,
        bool bySelf, CancellationToken cancel) =>
        ReadAsync(source, session, """
            e.seq_id in (select p.position from people.mt_doc_eventofperson p where p.person_id = any(@ids) and p.position > @after)
            """, ids, after, most, bySelf, cancel);

    private static async Task<Page<EventAbout>> ReadAsync(NpgsqlDataSource source, IQuerySession session, string about, IReadOnlyList<Guid> ids,
        long after, int most, bool bySelf, CancellationToken cancel)
    {
        var log = session.DocumentStore.Options.Events;
        var schema = log.DatabaseSchemaName;
        var published = log.AllKnownEventTypes().Where(t => t.EventType.Assembly == typeof(PersonRegistered).Assembly).Select(t => t.EventTypeName);
        string[] texts = [.. ids.Select(id => id.ToString())];
        await using var command = source.CreateCommand($"""
            select e.seq_id, e.type, e.timestamp, e.headers ->> 'role', e.data::text, e.user_name from {schema}.mt_events e
            where e.seq_id > @after and e.type <> 'tombstone' and {about} {(bySelf ? NotTheirs(schema) : "")}
            order by e.seq_id limit @limit
            """);
        command.Parameters.AddWithValue("after", after);
        command.Parameters.AddWithValue("path", $"$.** ? ({string.Join(" || ", texts.Select(id => $"@ == \"{id}\""))})");
        command.Parameters.AddWithValue("ids", ids.ToArray());
        command.Parameters.AddWithValue("texts", texts);
        command.Parameters.AddWithValue("published", published.ToArray());
        command.Parameters.AddWithValue("limit", most + 1);
        List<EventAbout> found = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            found.Add(new(reader.GetInt64(0), reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2),
                await reader.IsDBNullAsync(3, cancel) ? null : reader.GetString(3), JsonElement.Parse(reader.GetString(4)))
            {
                By = await reader.IsDBNullAsync(5, cancel) ? null : reader.GetString(5),
            });
        }

        return Paging.Of(found, most, e => e.Position);
    }
}
