using Advance.Contracts;
using Advance.Events;
using Advance.Shared;
using Marten;
using Wolverine;
using Wolverine.Attributes;

[assembly: WolverineModule<Module>]

namespace Advance.Events;

/// <summary>Gatherings (training, lectures, networking, kick-off, mid-term, closing) and their series: registration, capacity, attendance.</summary>
public class Module : IWolverineExtension
{
    private const string Name = "events";

    public void Configure(WolverineOptions options)
    {
        options.Discovery.IncludeAssembly(typeof(Module).Assembly);
        options.Services.ConfigureMarten(store =>
        {
            store.Noun<Gathering>(Name, events => events
                .Of<GatheringPlanned>("gathering-planned")
                .Of<RegistrationOpened>("registration-opened")
                .Of<RegistrationConfirmed>("registration-confirmed")
                .Of<RegistrationWaitlisted>("registration-waitlisted")
                .Of<RegistrationPromoted>("registration-promoted")
                .Of<RegistrationCancelled>("registration-cancelled")
                .Of<RegistrantFollowed>("registrant-followed")
                .Of<GatheringAttended>("gathering-attended")
                .Of<GatheringRescheduled>("gathering-rescheduled")
                .Of<GatheringCancelled>("gathering-cancelled")
                .Of<GatheringClosed>("gathering-closed"));
            store.Noun<Series>(Name, events => events
                .Of<SeriesPlanned>("series-planned"));
            store.Reading<CohortOfGatherings>(events => events
                .Of<CohortPlanned>()
                .Of<CohortCompleted>()
                .Of<CohortCancelled>());
            store.Schema.For<Gathering>().Index(x => x.CohortId);
            store.Schema.For<Series>().UniqueIndex(x => x.Key);
            store.Schema.For<GatheringText>().DatabaseSchemaName(Name);
            store.Schema.For<SeriesText>().DatabaseSchemaName(Name);
        });
    }
}
