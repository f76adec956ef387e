using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.People;

/// <summary>
/// What stands between a person and another by a rule, disclosed or derived, in a time (open when null): known since the last of its
/// causes was recorded. <c>Through</c> is the manager between the two.
/// </summary>
public record TieView(Guid PersonId, Guid OtherPersonId, string Rule, DateOnly From, DateOnly? Until, DateTimeOffset KnownSince, Guid? Through,
    IReadOnlyList<Guid> Causes)
{
    public static TieView Of(Tie t) => new(t.PersonId, t.OtherPersonId, t.Rule, t.From, t.Until, t.KnownSince, t.Through, t.Causes);
}

public static class TiesOfPersonEndpoint
{
    /// <summary>The most people of one unit that are compared.</summary>
    private const int MostOfUnit = 1000;

    /// <summary>
    /// Every tie of a person that a rule knows: what was disclosed, skip-level and same manager from line management, same unit from
    /// affiliations. On a day (<c>on</c>) or at any time, as known now or at an instant (<c>knownAt</c>), earliest first; for the person
    /// themselves and for staff.
    /// </summary>
    [WolverineGet("/api/people/{personId}/ties"), Authorize(Policies.Anyone)]
    public static async Task<Page<TieView>> List(Guid personId, ClaimsPrincipal user, IQuerySession session, [FromQuery] DateOnly? on,
        [FromQuery] DateTimeOffset? knownAt, [FromQuery] int? after, [FromQuery] int? limit, CancellationToken cancel)
    {
        Caller.Of(user).MustBe(personId);
        var (most, skip, instant) = (Paging.Limit(limit), after ?? 0, knownAt ?? DateTimeOffset.MaxValue);
        Shape.Of((skip < 0, "after", "This is not a cursor of this list."));
        var person = Missing.Unless(await session.LoadAsync<Person>(personId, cancel), "person");
        var ids = await Identities.OfAsync(session, person, cancel);
        var bonds = (await BondsAroundAsync(session, ids, cancel)).Where(v => v.WasKnownAt(instant)).Select(v => As(v, ids, personId));
        var ties = Ties.Of(personId, [.. bonds], await SpellsAroundAsync(session, person, ids, instant, cancel));
        var found = on is { } day ? [.. ties.Where(t => t.From <= day && (t.Until is null || day <= t.Until))] : ties;
        var page = found.Skip(skip).Take(most).Select(TieView.Of).ToList();
        return new(page, skip + page.Count < found.Count ? $"{skip + page.Count}" : null);
    }

    // What was disclosed under an identity that was merged is this person's.
    private static KnownBond As(RelationshipView v, IReadOnlyList<Guid> ids, Guid personId) => (v with
    {
        PersonId = ids.Contains(v.PersonId) ? personId : v.PersonId,
        OtherPersonId = ids.Contains(v.OtherPersonId) ? personId : v.OtherPersonId,
    }).AsBond();

    /// <summary>The relationships of the person, and the line management of those who manage or are managed.</summary>
    internal static async Task<IReadOnlyList<RelationshipView>> BondsAroundAsync(IQuerySession session, IReadOnlyList<Guid> ids, CancellationToken cancel)
    {
        Guid[] own = [.. ids];
        var first = await session.Query<Relationship>().Where(r => r.PersonId.IsOneOf(own) || r.OtherPersonId.IsOneOf(own)).ToListAsync(cancel);
        Guid[] line = [.. first.Where(r => r.Kind == RelationshipKind.LineManagement).SelectMany(r => new[] { r.PersonId, r.OtherPersonId }).Distinct()];
        var second = await session.Query<Relationship>()
            .Where(r => r.Kind == RelationshipKind.LineManagement && (r.PersonId.IsOneOf(line) || r.OtherPersonId.IsOneOf(line))).ToListAsync(cancel);
        return await RecordedRelationships.OfAsync(session, [.. first.Concat(second).Select(r => r.Id).Distinct()], cancel);
    }

    private static async Task<IReadOnlyCollection<KnownSpell>> SpellsAroundAsync(IQuerySession session, Person person, IReadOnlyList<Guid> ids,
        DateTimeOffset instant, CancellationToken cancel)
    {
        var own = AffiliationHistory.KnownAt(await RecordedAffiliations.OfAsync(session, person, cancel), instant);
        List<KnownSpell> spells = [.. own.Select(Spell)];
        foreach (var (institution, unit) in own.Select(v => (v.InstitutionId, v.Unit)).Distinct())
        {
            var colleagues = await session.Query<Person>().Where(p => p.Affiliations.Any(a => a.InstitutionId == institution && a.Unit == unit))
                .OrderBy(p => p.Id).Take(MostOfUnit).ToListAsync(cancel);
            Guid[] others = [.. colleagues.Where(p => p.MergedInto is null).Select(p => p.Id).Except(ids)];
            var recorded = await RecordedAffiliations.OfAsync(session, others, cancel);
            spells.AddRange(recorded.Values.SelectMany(versions => AffiliationHistory.KnownAt(versions, instant)).Select(Spell));
        }

        return [.. spells.DistinctBy(s => (s.PersonId, s.Id))];
    }

    internal static KnownSpell Spell(AffiliationVersion v) => new(v.AffiliationId, v.PersonId, v.InstitutionId, v.Unit, v.From, v.Until, v.KnownSince);
}
