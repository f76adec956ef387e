using Advance.Contracts;
using Marten;

namespace Advance.Reporting.Contagion;

/// <summary>Loads what a search needs and no more: the identities of people, the things they are in, the ties around them.</summary>
internal static class KnowledgeLoader
{
    /// <summary>How often an identity is followed to the one it was merged into, or back.</summary>
    private const int MostMerges = 10;

    /// <summary>These people with all their identities and affiliations; no ties yet.</summary>
    public static async Task<Knowledge> IdentitiesAsync(IQuerySession session, IReadOnlyCollection<Guid> people, CancellationToken cancel)
    {
        var all = people.ToHashSet();
        Dictionary<Guid, KnownPerson> known = [];
        for (var round = 0; round < MostMerges; round++)
        {
            Guid[] ids = [.. all];
            foreach (var p in await session.Query<KnownPerson>().Where(p => p.Id.IsOneOf(ids) || p.MergedInto!.Value.IsOneOf(ids)).ToListAsync(cancel))
                known[p.Id] = p;
            all.UnionWith(known.Values.SelectMany(p => p.MergedInto is { } into ? new[] { p.Id, into } : [p.Id]));
            if (all.Count == ids.Length) break;
        }

        return new([], [.. known.Values.SelectMany(p => Ties.Closed(p.Spells))],
            known.Values.Where(p => p.MergedInto is not null).ToDictionary(p => p.Id, p => p.MergedInto!.Value), new Dictionary<Guid, CohortDays>());
    }

    /// <summary>Everything these people are in, and what decided about it: the committees, and for their members the applications they decided.</summary>
    public static async Task<IReadOnlyList<Touched>> ThingsAsync(IQuerySession session, IReadOnlyList<Guid> people, CancellationToken cancel)
    {
        var committees = await session.Query<Touched>().Where(t => t.Kind == TouchedKind.Committee).ToListAsync(cancel);
        Dictionary<Guid, Touched> things = committees.ToDictionary(c => c.Id);
        foreach (var person in people)
            foreach (var thing in await session.Query<Touched>().Where(t => t.People.Contains(person)).ToListAsync(cancel)) things[thing.Id] = thing;
        Guid[] decided = [.. committees.Where(c => c.People.Any(people.Contains)).SelectMany(c => c.Resolutions.Select(r => r.CohortId)).Distinct()];
        foreach (var thing in await session.Query<Touched>().Where(t => t.Kind == TouchedKind.Application && t.CohortId.IsOneOf(decided)).ToListAsync(cancel))
            things[thing.Id] = thing;
        return [.. things.Values];
    }

    /// <summary>The ties around these people, line management one level further, and the days of these cohorts.</summary>
    public static async Task<Knowledge> AroundAsync(IDocumentSession session, IReadOnlyCollection<Guid> people, IReadOnlyList<Guid> cohorts,
        CancellationToken cancel)
    {
        var identities = await IdentitiesAsync(session, people, cancel);
        Guid[] ids = [.. people.Concat(identities.MergedInto.Keys).Concat(identities.MergedInto.Values).Distinct()];
        var first = await session.Query<KnownRelation>().Where(r => r.PersonId.IsOneOf(ids) || r.OtherPersonId.IsOneOf(ids)).ToListAsync(cancel);
        Guid[] line = [.. first.Where(r => r.Bond.Kind == RelationshipKind.LineManagement).SelectMany(r => new[] { r.PersonId, r.OtherPersonId }).Except(ids)];
        var second = await session.Query<KnownRelation>().Where(r => r.PersonId.IsOneOf(line) || r.OtherPersonId.IsOneOf(line)).ToListAsync(cancel);
        Dictionary<Guid, CohortDays> days = [];
        foreach (var cohort in cohorts)
        {
            if (await session.Events.FetchLatest<CohortOfSearch>(cohort, cancel) is { } c && c.StartsOn != default)
                days[cohort] = new(c.StartsOn, c.EndsOn, c.LookBackYears);
        }

        return identities with { Bonds = [.. first.Concat(second).DistinctBy(r => r.Id).Select(r => r.Bond)], Cohorts = days };
    }
}
