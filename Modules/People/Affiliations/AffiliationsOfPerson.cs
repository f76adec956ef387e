using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.People;

public static class AffiliationsOfPersonEndpoint
{
    /// <summary>
    /// Where a person works and worked: on a day (<c>on</c>) or at any time, as known now or at an instant
    /// (<c>knownAt</c>), earliest first; with <c>history</c> every version there was, in the order in which they were recorded. For the
    /// person, staff, and a partner's representative as far as it was at the partner.
    /// </summary>
    [WolverineGet("/api/people/{personId}/affiliations"), Authorize(Policies.Anyone)]
    public static async Task<Page<AffiliationVersion>> List(Guid personId, ClaimsPrincipal user, IQuerySession session, TimeProvider clock,
        [FromQuery] DateOnly? on, [FromQuery] DateTimeOffset? knownAt, [FromQuery] bool? history, [FromQuery] int? after, [FromQuery] int? limit,
        CancellationToken cancel)
    {
        var (caller, most, skip) = (Caller.Of(user), Paging.Limit(limit), after ?? 0);
        Shape.Of((skip < 0, "after", "This is not a cursor of this list."),
            (history == true && (on is not null || knownAt is not null), "history", "The whole history, or one day or instant of it."));
        var asPartner = caller.IsLimitedToInstitution && caller.PersonId != personId;
        if (!asPartner) caller.MustBe(personId);
        var found = await session.LoadAsync<Person>(personId, cancel);
        if (asPartner) OwnPeople.MustBeOf(caller, found ?? new(), clock.GetUtcNow());
        var person = Missing.Unless(found, "person");
        var all = await RecordedAffiliations.OfAsync(session, person, cancel);
        var seen = (history == true ? all : AffiliationHistory.KnownAt(all, knownAt ?? DateTimeOffset.MaxValue))
            .Where(v => (on is not { } day || v.HeldOn(day)) && (!asPartner || v.InstitutionId == caller.InstitutionId)).ToList();
        var page = seen.Skip(skip).Take(most).ToList();
        return new(page, skip + page.Count < seen.Count ? $"{skip + page.Count}" : null);
    }
}

/// <summary>Reads the events that say where people worked.</summary>
internal static class RecordedAffiliations
{
    /// <summary>Of a person; a merge records what was known of the other identity as this person's.</summary>
    public static async Task<IReadOnlyList<AffiliationVersion>> OfAsync(IQuerySession session, Person person, CancellationToken cancel) =>
        AffiliationHistory.Of((await session.Events.FetchStreamAsync(person.Id, token: cancel))
            .Select(e => new Recorded(e.Data, e.Timestamp.ToUniversalTime())));
}

/// <summary>All ids under which a person was known.</summary>
internal static class Identities
{
    /// <summary>The most ids that are followed.</summary>
    internal const int Most = 100;

    /// <summary>The person's own id first, then those that were merged into it, and into them.</summary>
    public static async Task<IReadOnlyList<Guid>> OfAsync(IQuerySession session, Person person, CancellationToken cancel)
    {
        List<Guid> ids = [person.Id];
        var next = person.Merged;
        while (next.Count > 0 && ids.Count < Most)
        {
            ids.AddRange(next);
            next = [.. (await session.LoadManyAsync<Person>(cancel, next)).SelectMany(p => p.Merged).Except(ids)];
        }

        return ids;
    }
}
