using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Marten.Events;
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
        var asPartner = caller.IsLimitedToInstitution && !caller.Is(personId);
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
        (await OfAsync(session, [person.Id], cancel)).GetValueOrDefault(person.Id) ?? [];

    /// <summary>
    /// Of several persons, by their ids. The types are named to the database: what else stands in the streams of people (access granted,
    /// data corrected) grows as long as they are here, and each reading of a case asks this.
    /// </summary>
    public static async Task<IReadOnlyDictionary<Guid, IReadOnlyList<AffiliationVersion>>> OfAsync(IQuerySession session, Guid[] people, CancellationToken cancel)
    {
        var events = await session.Events.QueryAllRawEvents().Where(e => e.StreamId.IsOneOf(people)
            && e.EventTypesAre(typeof(AffiliationRecorded), typeof(AffiliationEnded), typeof(AffiliationWithdrawn))).OrderBy(e => e.Sequence).ToListAsync(cancel);
        return events.GroupBy(e => e.StreamId).ToDictionary(g => g.Key, g => AffiliationHistory.Of(g.Select(e => new Recorded(e.Data, e.Timestamp.ToUniversalTime()))));
    }
}
