using System.Security.Claims;
using System.Text.Json;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using Wolverine.Http;

namespace Advance.People;

/// <summary>
/// One event about a person: where in the log, when, what, by which role (null where that is nobody's business), and for a reading on
/// which ground (<c>Purpose</c>). <c>Data</c> names nobody else to the person, and everything to staff; <c>By</c> is for staff only.
/// </summary>
public record PersonalEvent(long Position, DateTimeOffset At, string Type, bool IsReading, string? Purpose, string? ByRole, string? By, JsonElement Data);

public static class TimelineOfPersonEndpoint
{
    /// <summary>
    /// Everything that happened to a person, in the order of the log (<c>after</c>, <c>limit</c>), and who read their data on which ground;
    /// for the person themselves and for staff, whose reading becomes part of it. What is not released to the person yet is left out for
    /// them, as in the access export.
    /// </summary>
    [WolverineGet("/api/people/{personId}/timeline"), Authorize(Policies.Anyone)]
    public static async Task<Page<PersonalEvent>> List(Guid personId, [FromQuery] long? after, [FromQuery] int? limit, ClaimsPrincipal user,
        IDocumentSession session, NpgsqlDataSource source, CancellationToken cancel)
    {
        var caller = Caller.Of(user);
        caller.MustBe(personId);
        var most = Paging.Limit(limit);
        var person = Missing.Unless(await session.LoadAsync<Person>(personId, cancel), "person");
        await session.RecordAsync(caller, personId, "timeline", cancel);
        var ids = await Identities.OfAsync(session, person, cancel);
        // What was committed before this question is in the answer.
        await session.QueryForNonStaleData<EventOfPerson>(TimeSpan.FromSeconds(5), NonStaleDataTimeoutMode.ReturnStaleData).AnyAsync(cancel);
        var page = await EventsAbout.OfIndexAsync(source, session, ids, after ?? 0, most, caller.PersonId == personId, cancel);
        return new([.. page.Items.Select(e => View(e, ids, caller))], page.Next);
    }

    private static PersonalEvent View(EventAbout e, IReadOnlyList<Guid> ids, Caller caller)
    {
        var isReading = e.Type == "people.person-read";
        var purpose = isReading ? e.Data.GetProperty("purpose").GetString() : null;
        var data = caller.IsStaff ? e.Data : JsonSerializer.SerializeToElement(WithoutOthers(e.Data, ids));
        return new(e.Position, e.At, e.Type, isReading, purpose, e.ByRole, caller.IsStaff ? e.By : null, data);
    }

    /// <summary>The scalars of an event, without ids that may be another person's; lists are about many.</summary>
    private static Dictionary<string, JsonElement> WithoutOthers(JsonElement data, IReadOnlyList<Guid> ids) => data.EnumerateObject()
        .Where(p => p.Value.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object or JsonValueKind.Null)
            && (p.Value.ValueKind != JsonValueKind.String || !p.Value.TryGetGuid(out var id) || ids.Contains(id)
                || EventsOfPeople.Things.Contains(Pascal(p.Name))))
        .ToDictionary(p => p.Name, p => p.Value);

    private static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
