using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.People;

public static class RelationshipsOfPersonEndpoint
{
    /// <summary>
    /// What stands between a person and others, merged identities included, oldest first; for the person themselves and for staff. On a
    /// day (<c>on</c>) or at any time, as known now or at an instant (<c>knownAt</c>); with <c>history</c> every version there was. A page
    /// may hold fewer than its limit where these leave something out.
    /// </summary>
    [WolverineGet("/api/people/{personId}/relationships"), Authorize(Policies.Anyone)]
    public static async Task<Page<RelationshipView>> List(Guid personId, ClaimsPrincipal user, IQuerySession session, [FromQuery] DateOnly? on,
        [FromQuery] DateTimeOffset? knownAt, [FromQuery] bool? history, [FromQuery] string? after, [FromQuery] int? limit, CancellationToken cancel)
    {
        Caller.Of(user).MustBe(personId);
        Shape.Of((history == true && (on is not null || knownAt is not null), "history", "The whole history, or one day or instant of it."));
        var (most, from) = (Paging.Limit(limit), Paging.After(after));
        var person = Missing.Unless(await session.LoadAsync<Person>(personId, cancel), "person");
        Guid[] ids = [.. await Identities.OfAsync(session, person, cancel)];
        var found = await session.Query<Relationship>().Where(r => r.Id > from && (r.PersonId.IsOneOf(ids) || r.OtherPersonId.IsOneOf(ids)))
            .OrderBy(r => r.Id).Take(most + 1).ToListAsync(cancel);
        var page = Paging.Of(found, most, r => r.Id);
        var versions = await RecordedRelationships.OfAsync(session, [.. page.Items.Select(r => r.Id)], cancel);
        return new([.. versions.Where(v => history == true || v.WasKnownAt(knownAt ?? DateTimeOffset.MaxValue)).Where(v => on is not { } day || v.HeldOn(day))],
            page.Next);
    }
}

/// <summary>Reads the events that say what stood between people.</summary>
internal static class RecordedRelationships
{
    /// <summary>All versions of these relationships, one relationship after the other in the order of their ids.</summary>
    public static async Task<IReadOnlyList<RelationshipView>> OfAsync(IQuerySession session, Guid[] ids, CancellationToken cancel)
    {
        if (ids.Length == 0) return [];
        var events = await session.Events.QueryAllRawEvents().Where(e => e.StreamId.IsOneOf(ids)).OrderBy(e => e.Sequence).ToListAsync(cancel);
        return [.. events.GroupBy(e => e.StreamId).OrderBy(g => g.Key)
            .SelectMany(g => RelationshipHistory.Of(g.Select(e => new Recorded(e.Data, e.Timestamp.ToUniversalTime()))))];
    }
}
