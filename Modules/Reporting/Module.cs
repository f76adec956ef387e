using Advance.Contracts;
using Advance.Reporting;
using Advance.Reporting.Contagion;
using Advance.Reporting.Log.Server;
using Advance.Reporting.Timeline;
using Advance.Shared;
using JasperFx.Events.Projections;
using Marten;
using Wolverine;
using Wolverine.Attributes;

[assembly: WolverineModule<Module>]

namespace Advance.Reporting;

/// <summary>Reporting: the timeline of a cohort over all modules, audit reports pinned to a position of the log, and the log that anyone can verify.</summary>
public class Module : IWolverineExtension
{
    public void Configure(WolverineOptions options)
    {
        options.Discovery.IncludeAssembly(typeof(Module).Assembly);
        options.Services.AddLog();
        options.Services.ConfigureMarten(store =>
        {
            store.Noun<Report>("reporting", events => events.Of<ReportIssued>("report-issued"));
            store.Schema.For<Report>().Index(r => r.CohortId);
            store.Schema.For<ReportText>().DatabaseSchemaName("reporting");
            store.Schema.For<TimelineEntry>().DatabaseSchemaName("reporting").Index(e => new { e.CohortId, e.Position });
            store.Projections.Add(new TimelineProjection(), ProjectionLifecycle.Async);
            Contagion(store);
        });
    }

    private static void Contagion(StoreOptions store)
    {
        store.Noun<ConflictSearch>("reporting", events => events
            .Of<ConflictSearchCompleted>("conflict-search-completed")
            .Of<ConflictCaseSettled>("conflict-case-settled"));
        store.Reading<CohortOfSearch>(events => events.Of<CohortPlanned>().Of<CallPublished>());
        store.Schema.For<ConflictSearchResult>().DatabaseSchemaName("reporting").UniqueIndex(r => r.CauseId).GinIndexJsonDataMember(r => r.People);
        store.Schema.For<Touched>().DatabaseSchemaName("reporting").Index(t => t.CohortId).Index(t => t.Kind).GinIndexJsonDataMember(t => t.People);
        store.Schema.For<KnownRelation>().DatabaseSchemaName("reporting").Index(r => r.PersonId).Index(r => r.OtherPersonId);
        store.Schema.For<KnownPerson>().DatabaseSchemaName("reporting").DocumentAlias("contagion_person").Index(p => p.MergedInto!);
        store.Projections.Add(new TouchedProjection(), ProjectionLifecycle.Async);
        store.Projections.Add(new KnownRelationProjection(), ProjectionLifecycle.Async);
        store.Projections.Add(new KnownPersonProjection(), ProjectionLifecycle.Async);
    }
}
