using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Reporting.Contagion;

/// <summary>
/// A touched thing that breaks a rule; <c>From</c> to <c>Until</c> are the days in which tie and thing meet (open when null).
/// <c>LearntLate</c>: at <c>TouchedSince</c> the tie was not known yet; otherwise somebody went on in spite of it. <c>ConflictId</c> is
/// the case that Matching watches for the same pair and rule (<c>/api/conflicts/{id}</c>).
/// </summary>
public record CaseView(Guid Id, string Kind, Guid ThingId, Guid CohortId, Guid PersonId, Guid OtherPersonId, string Rule, Guid? Through, DateOnly? From,
    DateOnly? Until, DateTimeOffset KnownSince, DateTimeOffset TouchedSince, bool LearntLate, Remedy Remedy, Guid? ConflictId, CaseOutcome? Outcome);

/// <summary>
/// A search: what it was made for, how much it looked at, how many cases it found, and how many of them are open. Who reviewed whom is not
/// published, so reviews and appeals are not among the cases: <c>Reviews</c> is the address at which those of this cause are listed.
/// </summary>
public record SearchView(Guid Id, int Version, SearchCause Cause, Guid CauseId, IReadOnlyList<Guid> People, DateTimeOffset At, int LookedAt, int Found,
    int LearntLate, int Open, string Reviews) : IVersioned
{
    public static SearchView Of(ConflictSearchResult r, ConflictSearch s) => new(r.Id, s.Version, r.Cause, r.CauseId, r.People, r.At, r.LookedAt,
        r.Cases.Count, r.Cases.Count(c => c.LearntLate), r.Cases.Count - s.Settled.Count,
        $"/api/review-conflicts?causeId={r.CauseId}&personId={r.People[0]}{(r.People.Count > 1 ? $"&otherPersonId={r.People[1]}" : "")}");
}

/// <summary>A search with a page of its cases, the thing that was touched first in front.</summary>
public record SearchWithCases(Guid Id, int Version, SearchView Search, Page<CaseView> Cases) : IVersioned;

public static class ConflictSearchesEndpoint
{
    /// <summary>
    /// What a late relation touches: each decision, proposal, mentorship, wish and seat with the rule it breaks, the days in which it does,
    /// whether that was known then, and the remedy (reviews stand at the address that the search names); <c>after</c> and <c>limit</c> page
    /// the cases.
    /// </summary>
    [WolverineGet("/api/conflict-searches/{searchId}"), Authorize(Policies.Staff)]
    public static async Task<SearchWithCases> Get(Guid searchId, IQuerySession session, [FromQuery] int? after, [FromQuery] int? limit,
        CancellationToken cancel)
    {
        var (most, skip) = (Paging.Limit(limit), after ?? 0);
        Shape.Of((skip < 0, "after", "This is not a cursor of this list."));
        var result = Missing.Unless(await session.LoadAsync<ConflictSearchResult>(searchId, cancel), "search");
        var search = Missing.Unless(await session.LoadAsync<ConflictSearch>(searchId, cancel), "search");
        var cases = result.Cases.Skip(skip).Take(most).ToList();
        var things = (await session.LoadManyAsync<Touched>(cancel, cases.Select(c => c.ThingId).Distinct())).ToDictionary(t => t.Id);
        return new(searchId, search.Version, SearchView.Of(result, search),
            new([.. cases.Select(c => View(c, search, things.GetValueOrDefault(c.ThingId)))],
                skip + cases.Count < result.Cases.Count ? $"{skip + cases.Count}" : null));
    }

    private static CaseView View(FoundCase c, ConflictSearch search, Touched? thing) =>
        new(c.CaseId, c.Kind, c.ThingId, c.CohortId, c.PersonId, c.OtherPersonId, c.Rule, c.Through, c.From, c.Until, c.KnownSince,
            c.TouchedSince, c.LearntLate, c.Remedy, thing?.Watched.FirstOrDefault(w => w.Rule == c.Rule)?.ConflictId,
            search.Settled.FirstOrDefault(s => s.CaseId == c.CaseId)?.Outcome);

    /// <summary>The searches that were made, by id; about one person (<c>personId</c>), or with open cases (<c>open</c>) only when asked.</summary>
    [WolverineGet("/api/conflict-searches"), Authorize(Policies.Staff)]
    public static async Task<Page<SearchView>> List(IQuerySession session, [FromQuery] Guid? personId, [FromQuery] bool? open, [FromQuery] string? after,
        [FromQuery] int? limit, CancellationToken cancel)
    {
        var (most, from) = (Paging.Limit(limit), Paging.After(after));
        var query = session.Query<ConflictSearchResult>().Where(r => r.Id > from);
        if (personId is { } person) query = query.Where(r => r.People.Contains(person));
        if (open is { } isOpen) query = query.Where(r => r.IsOpen == isOpen);
        var found = await query.OrderBy(r => r.Id).Take(most + 1).ToListAsync(cancel);
        var page = Paging.Of(found, most, r => r.Id);
        var searches = (await session.LoadManyAsync<ConflictSearch>(cancel, page.Items.Select(r => r.Id))).ToDictionary(s => s.Id);
        return new([.. page.Items.Select(r => SearchView.Of(r, searches[r.Id]))], page.Next);
    }
}
