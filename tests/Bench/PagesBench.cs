using System.Diagnostics;
using Advance.Applications;
using Advance.Contracts;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Advance.Tests.Bench;

/// <summary>
/// <c>pages</c>: a page of a cohort's applications, and of a person's, at 100 applications in the store and at 100,000. The value is the
/// median of a request in milliseconds at 100,000, the floor that at 100; both in one run.
/// </summary>
public static class PagesBench
{
    private const int OfCohort = 100;
    private const int OfPerson = 10;
    private const int Requests = 300;

    public static async Task<int> RunAsync()
    {
        await using var stage = await Stage.BuildAsync();
        var store = stage.Services.GetRequiredService<IDocumentStore>();
        var (cohort, person) = (Ids.New(), Ids.New());
        await PlanAsync(store, cohort);
        await FillAsync(store, OfCohort - OfPerson, () => cohort, Ids.New);
        await FillAsync(store, OfPerson, Ids.New, () => person);
        string[] addresses = [$"/api/cohorts/{cohort}/applications?limit=50", $"/api/people/{person}/applications?limit=50"];
        var small = await MeasureAsync(stage, addresses);
        var current = Guid.Empty;
        var filled = 0;
        await FillAsync(store, 100_000 - OfCohort, () => filled++ % OfCohort == 0 ? current = Ids.New() : current, Ids.New);
        await stage.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand("analyze applications.mt_doc_application").ExecuteNonQueryAsync();
        var large = await MeasureAsync(stage, addresses);
        Load.Print("pages/cohort", large[0], "ms", small[0]);
        Load.Print("pages/person", large[1], "ms", small[1]);
        return 0;
    }

    private static async Task PlanAsync(IDocumentStore store, Guid cohort)
    {
        await using var session = store.LightweightSession();
        session.Events.StartStream<Advance.Strands.Cohort>(cohort,
            new CohortPlanned(cohort, Ids.New(), $"c-{cohort:N}", StrandFormat.OneOnOne, new(2027, 1, 15), new(2027, 7, 14)));
        await session.SaveChangesAsync();
    }

    /// <summary>Applications as their fold leaves them, in the table where the pages are read.</summary>
    private static Task FillAsync(IDocumentStore store, int count, Func<Guid> cohort, Func<Guid> person) => store.BulkInsertAsync(
        [.. Enumerable.Range(0, count).Select(_ => new ApplicationSubmitted(Ids.New(), cohort(), person(), Ids.New(), "postdoc", [Ids.New(), Ids.New()], ["funding"]))
            .Select(submitted => new Application { Version = 1 }.Evolve(submitted))], batchSize: 5_000);

    private static async Task<double[]> MeasureAsync(Stage stage, string[] addresses)
    {
        var medians = new double[addresses.Length];
        for (var a = 0; a < addresses.Length; a++)
        {
            List<double> times = [];
            for (var i = 0; i < Requests + 50; i++)
            {
                var watch = Stopwatch.StartNew();
                using var response = await stage.Advance.GetAsync(addresses[a]);
                response.EnsureSuccessStatusCode();
                if (i >= 50) times.Add(watch.Elapsed.TotalMilliseconds);
            }

            medians[a] = times.Order().ElementAt(Requests / 2);
        }

        return medians;
    }
}
