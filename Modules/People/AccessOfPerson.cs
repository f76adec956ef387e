using System.Security.Claims;
using System.Text.Json;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using Wolverine.Http;

namespace Advance.People;

/// <summary>An account of the person.</summary>
public record AccountView(string Issuer, string Subject, IReadOnlyList<Grant> Grants);

/// <summary>An event about the person: where in the log, when, by which role (null where nobody's business), what.</summary>
public record EventAbout(long Position, string Type, DateTimeOffset At, string? ByRole, JsonElement Data);

/// <summary>Everything that is held about a person. Readings by others are among the events, as <c>people.person-read</c>.</summary>
public record AccessExport(PersonView Person, string? Gender, IReadOnlyList<TextView> Texts, IReadOnlyList<AccountView> Accounts,
    IReadOnlyList<RelationshipView> Relationships, Page<EventAbout> Events, IReadOnlyList<FileView> Files, IReadOnlyList<AnswersView> Answers);

public static class AccessOfPersonEndpoint
{
    /// <summary>
    /// The access export: data, texts, accounts, relationships, and every event that names the person in any module, in the order of
    /// the log (<c>after</c>, <c>limit</c>). The person does not see here what is not released to them yet: an unreleased decision,
    /// a proposal that the mentee has not accepted.
    /// </summary>
    [WolverineGet("/api/people/{personId}/access"), Authorize(Policies.Anyone)]
    public static async Task<AccessExport> Get(Guid personId, [FromQuery] long? after, [FromQuery] int? limit, ClaimsPrincipal user,
        IDocumentSession session, NpgsqlDataSource source, CancellationToken cancel)
    {
        var caller = Caller.Of(user);
        caller.MustBe(personId);
        var most = Paging.Limit(limit);
        var person = Missing.Unless(await session.LoadAsync<Person>(personId, cancel), "person");
        await session.RecordAsync(caller, personId, "access-export", cancel);
        var sensitive = await session.LoadAsync<SensitiveData>(personId, cancel);
        var texts = await session.Query<PersonalText>().Where(t => t.PersonId == personId).OrderBy(t => t.Id).ToListAsync(cancel);
        var accounts = await session.Query<Account>().Where(a => a.PersonId == personId).OrderBy(a => a.Id).ToListAsync(cancel);
        var relationships = await session.Query<Relationship>().Where(r => r.PersonId == personId || r.OtherPersonId == personId)
            .OrderBy(r => r.Id).ToListAsync(cancel);
        var schema = session.DocumentStore.Options.Events.DatabaseSchemaName;
        var events = await EventsAbout.ReadAsync(source, schema, person, after ?? 0, most, caller.PersonId == personId, cancel);
        return new(PersonView.Of(person, await session.LoadAsync<PersonalData>(personId, cancel)), sensitive?.Gender,
            [.. texts.Select(TextView.Of)], [.. accounts.Select(a => new AccountView(a.Issuer, a.Subject, a.Grants))],
            [.. relationships.Select(RelationshipView.Of)], events, await session.FilesOfAsync(personId, cancel), await session.AnswersOfAsync(personId, cancel));
    }
}

/// <summary>Finds the events that name a person anywhere in their data. It reads the whole log: a request a person makes once in a while.</summary>
internal static class EventsAbout
{
    /// <summary>What is decided but not released (rule A7), and what is proposed but not yet theirs to see (rule M6).</summary>
    private static string NotYetTheirs(string schema) => $"""
        and not (e.type like 'applications.application-%' and split_part(e.type, '-', 2) in ('selected', 'waitlisted', 'declined', 'promoted')
            and not exists (select 1 from {schema}.mt_events r where r.type = 'applications.decisions-released'
                and r.data ->> 'cohortId' = e.data ->> 'cohortId' and (r.seq_id > e.seq_id or e.type like '%-promoted')))
        and not (e.type = 'matching.pair-proposed' and e.data ->> 'menteeId' <> all(@ids)
            and not exists (select 1 from {schema}.mt_events a where a.type = 'matching.proposal-accepted' and a.stream_id = e.stream_id))
        """;

    public static async Task<Page<EventAbout>> ReadAsync(NpgsqlDataSource source, string schema, Person person, long after, int most, bool bySelf,
        CancellationToken cancel)
    {
        string[] ids = [person.Id.ToString(), .. person.Merged.Select(id => id.ToString())];
        await using var command = source.CreateCommand($"""
            select e.seq_id, e.type, e.timestamp, e.headers ->> 'role', e.data::text from {schema}.mt_events e
            where e.seq_id > @after and e.type <> 'tombstone' and e.data @? @path::jsonpath
            {(bySelf ? NotYetTheirs(schema) : "")}
            order by e.seq_id limit @limit
            """);
        command.Parameters.AddWithValue("after", after);
        command.Parameters.AddWithValue("path", $"$.** ? ({string.Join(" || ", ids.Select(id => $"@ == \"{id}\""))})");
        command.Parameters.AddWithValue("limit", most + 1);
        if (bySelf) command.Parameters.AddWithValue("ids", ids);
        List<EventAbout> found = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            found.Add(new(reader.GetInt64(0), reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2),
                await reader.IsDBNullAsync(3, cancel) ? null : reader.GetString(3), JsonElement.Parse(reader.GetString(4))));
        }

        return Paging.Of(found, most, e => e.Position);
    }
}
