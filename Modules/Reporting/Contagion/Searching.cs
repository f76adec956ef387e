using Advance.Contracts;
using Advance.Shared;
using Marten;

namespace Advance.Reporting.Contagion;

/// <summary>Days and look-back of a cohort, read from its stream.</summary>
public record CohortOfSearch : IFold<CohortOfSearch>
{
    public Guid Id { get; init; }
    public DateOnly StartsOn { get; init; }
    public DateOnly EndsOn { get; init; }
    public int LookBackYears { get; init; }

    public CohortOfSearch Evolve(object e) => e switch
    {
        CohortPlanned planned => this with { Id = planned.CohortId, StartsOn = planned.StartsOn, EndsOn = planned.EndsOn },
        CallPublished call => this with { LookBackYears = call.Policy.LookBackYears },
        _ => this,
    };
}

/// <summary>Makes a search: waits for what was committed before, collects what the people concerned touched, finds and keeps the cases.</summary>
internal static class Searching
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Searches once for a cause, however often it is heard. A merge also looks for what one person may hold once; <paramref name="quietly"/>
    /// keeps no record of a search that found nothing.
    /// </summary>
    public static async Task RunAsync(IDocumentSession session, SearchCause cause, Guid causeId, Guid[] people, DateTimeOffset now, bool quietly,
        CancellationToken cancel)
    {
        await session.HoldAsync($"reporting.conflict-search:{causeId}", cancel);
        if (await session.Query<ConflictSearchResult>().AnyAsync(r => r.CauseId == causeId, cancel)) return;
        await session.QueryForNonStaleData<Touched>(Patience).AnyAsync(cancel);
        await session.QueryForNonStaleData<KnownRelation>(Patience).AnyAsync(cancel);
        await session.QueryForNonStaleData<KnownPerson>(Patience).AnyAsync(cancel);

        var knowledge = await KnowledgeLoader.IdentitiesAsync(session, people, cancel);
        var subjects = people.Select(knowledge.Who).ToHashSet();
        var things = await KnowledgeLoader.ThingsAsync(session,
            [.. subjects.Concat(knowledge.MergedInto.Keys.Where(id => subjects.Contains(knowledge.Who(id))))], cancel);
        var met = Meetings.Of(things, subjects, knowledge.Who);
        knowledge = await KnowledgeLoader.AroundAsync(session, [.. met.SelectMany(m => new[] { m.One, m.Other }).Concat(people).Distinct()],
            [.. met.Select(m => m.CohortId).Distinct()], cancel);
        var searchId = Ids.New();
        IReadOnlyList<FoundCase> cases =
        [
            .. Finder.Cases(searchId, cause == SearchCause.Merge ? null : causeId, met, knowledge),
            .. cause == SearchCause.Merge ? subjects.SelectMany(s => Doubles.Of(searchId, things, s, knowledge.Who, now)) : [],
        ];
        if (quietly && cases.Count == 0) return;
        Keep(session, new()
        {
            Id = searchId,
            Cause = cause,
            CauseId = causeId,
            People = people,
            At = now,
            LookedAt = met.Count,
            IsOpen = cases.Count > 0,
            Cases = cases,
        });
    }

    private static void Keep(IDocumentSession session, ConflictSearchResult result)
    {
        session.Insert(result);
        session.Events.StartStream<ConflictSearch>(result.Id,
            new ConflictSearchCompleted(result.Id, result.LookedAt, result.Cases.Count, result.Cases.Count(c => c.LearntLate)));
    }
}
