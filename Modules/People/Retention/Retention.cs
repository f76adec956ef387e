using Advance.Contracts;
using Marten;
using Npgsql;

namespace Advance.People;

/// <summary>Data whose period is over: whose, when the person was last active, how many of which kinds.</summary>
public record DueView(Guid PersonId, DateOnly LastActive, IReadOnlyDictionary<string, int> Due);

/// <summary>Finds and destroys what is kept too long. A dry run and a real one look with the same eyes.</summary>
internal static class Retention
{
    public static async Task<RetentionSchedule> ScheduleAsync(IQuerySession session, CancellationToken cancel) =>
        await session.LoadAsync<RetentionSchedule>(RetentionSchedule.TheId, cancel) ?? new();

    /// <summary>A page of people with something due, in the order of their ids; the second value is where the next page begins.</summary>
    public static async Task<(IReadOnlyList<DueView> Due, Guid? Next)> DueAsync(IQuerySession session, NpgsqlDataSource source, DateOnly today, Guid after,
        int most, CancellationToken cancel)
    {
        var schedule = await ScheduleAsync(session, cancel);
        if (schedule.Shortest is not { } months) return ([], null);
        var quiet = await QuietSinceAsync(source, today.AddMonths(-months).AddDays(1), after, most, cancel);
        List<DueView> found = [];
        foreach (var (id, last) in quiet)
        {
            var due = schedule.Due(last, await HeldAsync(session, id, cancel), today);
            if (due.Count > 0) found.Add(new(id, last, due));
        }

        return (found, quiet.Count == most ? quiet[^1].Id : null);
    }

    /// <summary>Destroys what is due of a person, unless the person was erased or merged meanwhile; says what was destroyed.</summary>
    public static async Task<RetentionApplied?> ApplyAsync(IDocumentSession session, DueView seen, DateOnly today, CancellationToken cancel)
    {
        var person = await session.LockPersonAsync(seen.PersonId, cancel);
        if (person.Aggregate is { IsErased: true } or { MergedInto: not null }) return null;
        var schedule = await ScheduleAsync(session, cancel);
        var due = schedule.Due(seen.LastActive, await HeldAsync(session, seen.PersonId, cancel), today);
        if (due.Count == 0) return null;
        if (await session.LoadAsync<PersonalData>(seen.PersonId, cancel) is { } data) session.Store(Without(data, due.Keys));
        if (due.ContainsKey(RetentionSchedule.Gender)) session.Delete<SensitiveData>(seen.PersonId);
        if (due.ContainsKey(RetentionSchedule.Special)) session.Delete<SpecialData>(seen.PersonId);
        if (due.ContainsKey(RetentionSchedule.Texts)) session.DeleteWhere<PersonalText>(t => t.PersonId == seen.PersonId);
        if (due.ContainsKey(RetentionSchedule.Files)) await session.DestroyFilesAsync(seen.PersonId, cancel);
        if (due.ContainsKey(RetentionSchedule.Answers)) session.DestroyAnswers(seen.PersonId);
        if (due.ContainsKey(RetentionSchedule.Letters)) session.DeleteWhere<LetterRequest>(r => r.PersonId == seen.PersonId);
        RetentionApplied applied = new(seen.PersonId, due);
        person.AppendOne(applied);
        return applied;
    }

    private static PersonalData Without(PersonalData data, SortedDictionary<string, int>.KeyCollection kinds) => data with
    {
        Phone = kinds.Contains(RetentionSchedule.Phone) ? null : data.Phone,
        Orcid = kinds.Contains(RetentionSchedule.Orcid) ? null : data.Orcid,
        ExternalOrganisation = kinds.Contains(RetentionSchedule.ExternalOrganisation) ? null : data.ExternalOrganisation,
        Languages = kinds.Contains(RetentionSchedule.Languages) ? [] : data.Languages,
    };

    private static async Task<IReadOnlyDictionary<string, int>> HeldAsync(IQuerySession session, Guid id, CancellationToken cancel)
    {
        var data = await session.LoadAsync<PersonalData>(id, cancel) ?? new();
        return new Dictionary<string, int>
        {
            [RetentionSchedule.Phone] = data.Phone is null ? 0 : 1,
            [RetentionSchedule.Orcid] = data.Orcid is null ? 0 : 1,
            [RetentionSchedule.ExternalOrganisation] = data.ExternalOrganisation is null ? 0 : 1,
            [RetentionSchedule.Languages] = data.Languages.Count,
            [RetentionSchedule.Gender] = await session.Query<SensitiveData>().CountAsync(d => d.Id == id, cancel),
            [RetentionSchedule.Special] = await session.Query<SpecialData>().CountAsync(d => d.Id == id, cancel),
            [RetentionSchedule.Files] = await session.Query<PersonalFile>().CountAsync(f => f.PersonId == id, cancel),
            [RetentionSchedule.Answers] = await session.Query<PersonalAnswers>().CountAsync(a => a.PersonId == id, cancel),
            [RetentionSchedule.Letters] = await session.Query<LetterRequest>().CountAsync(r => r.PersonId == id, cancel),
            [RetentionSchedule.Texts] = await session.Query<PersonalText>().CountAsync(t => t.PersonId == id, cancel),
        };
    }

    /// <summary>
    /// People in use of whom, under all their ids, no event but readings and retention was recorded since a day (that day included).
    /// </summary>
    private static async Task<IReadOnlyList<(Guid Id, DateOnly Last)>> QuietSinceAsync(NpgsqlDataSource source, DateOnly since, Guid after, int most,
        CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            with used as (select d.id, d.data from people.mt_doc_person d
                where d.id > @after and d.data ->> 'mergedInto' is null and d.data ->> 'isErased' is distinct from 'true'),
            known as (select u.id, u.id as one from used u union all
                select u.id, m.one::uuid from used u cross join lateral jsonb_array_elements_text(u.data -> 'merged') m (one))
            select k.id, max((e.data ->> 'activeAt')::timestamptz) from known k join people.mt_doc_eventofperson e on e.person_id = k.one
            group by k.id having max((e.data ->> 'activeAt')::timestamptz) < @since order by k.id limit @most
            """);
        command.Parameters.AddWithValue("after", after);
        command.Parameters.AddWithValue("since", since.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));
        command.Parameters.AddWithValue("most", most);
        List<(Guid, DateOnly)> quiet = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            quiet.Add((reader.GetGuid(0), DateOnly.FromDateTime(reader.GetFieldValue<DateTimeOffset>(1).UtcDateTime)));
        return quiet;
    }
}
