using Advance.Contracts;
using Advance.Reporting;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Advance.Tests.Http.Reporting;

/// <summary>A cohort with an open call whose later events are put into the log as the other modules publish them.</summary>
internal sealed class ALivedCohort
{
    private readonly TestHost _host;
    private readonly Guid _institution;

    private ALivedCohort(TestHost host, Guid id, Guid institution) => (_host, Id, _institution) = (host, id, institution);

    public Guid Id { get; }

    private IDocumentStore Store => _host.App.Services.GetRequiredService<IDocumentStore>();

    /// <summary>Twelve people applied, one withdrew.</summary>
    public static async Task<ALivedCohort> InAsync(TestHost host)
    {
        var programme = await Programme.WithAStrandAsync(host);
        var cohort = new ALivedCohort(host, await programme.CohortWithAnOpenCallAsync(host), programme.OwnerId);
        await cohort.ApplyAsync(1, 12);
        await cohort.HappensAsync(Ids.Of("application-1", cohort.Id), new ApplicationWithdrawn(Ids.Of("application-1", cohort.Id), cohort.Id, Ids.Of("person-1", cohort.Id)));
        return cohort;
    }

    /// <summary>The same cohort, seen from another Host: more apply, and the next report is issued.</summary>
    public static async Task<Guid> OnAsync(TestHost host, ALivedCohort cohort, int from, int to)
    {
        var there = new ALivedCohort(host, cohort.Id, cohort._institution);
        await there.ApplyAsync(from, to);
        return await there.IssueAsync();
    }

    public async Task ApplyAsync(int from, int to)
    {
        for (var n = from; n <= to; n++)
        {
            var id = Ids.Of($"application-{n}", Id);
            await HappensAsync(id, new ApplicationSubmitted(id, Id, Ids.Of($"person-{n}", Id), _institution, "postdoc", [], []));
        }
    }

    /// <summary>Appends published events to a stream; the type of the stream does not matter here.</summary>
    public async Task HappensAsync(Guid stream, params object[] events)
    {
        await using var session = Store.LightweightSession();
        if (await session.Events.FetchStreamStateAsync(stream) is null) session.Events.StartStream<Report>(stream, events);
        else session.Events.Append(stream, events);
        await session.SaveChangesAsync();
    }

    /// <summary>Issues a report at the end of the log; gives its id.</summary>
    public async Task<Guid> IssueAsync() =>
        await _host.Staff.CreateAsync("/api/reports", new { cohortId = Id, kind = "cohort-audit", asOf = await PositionAsync() });

    /// <summary>The last position of the log, once everything up to it is complete.</summary>
    public async Task<long> PositionAsync()
    {
        await using var session = Store.QuerySession();
        var last = (await session.Events.QueryAllRawEvents().OrderByDescending(e => e.Sequence).FirstAsync()).Sequence;
        await Eventually.Get(async () => await CohortLog.HighWaterMarkAsync(session, default) >= last, "the mark follows the log");
        return last;
    }
}
