using Advance.Circles;
using Advance.Contracts;
using Advance.Shared;
using JasperFx.Events.Projections;
using Marten;
using Wolverine;
using Wolverine.Attributes;

[assembly: WolverineModule<Module>]

namespace Advance.Circles;

/// <summary>Circles: composition, seats with dates, ground rules, sessions and attendance.</summary>
public class Module : IWolverineExtension
{
    private const string Name = "circles";

    public void Configure(WolverineOptions options)
    {
        options.Discovery.IncludeAssembly(typeof(Module).Assembly);
        options.Services.ConfigureMarten(store =>
        {
            store.Noun<Circle>(Name, events => events
                .Of<CircleComposed>("circle-composed")
                .Of<CircleApproved>("circle-approved")
                .Of<GroundRulesAdopted>("ground-rules-adopted")
                .Of<CircleStarted>("circle-started")
                .Of<SessionScheduled>("session-scheduled")
                .Of<SessionAttended>("session-attended")
                .Of<SeatVacated>("seat-vacated")
                .Of<CircleBelowMinimum>("circle-below-minimum")
                .Of<CircleMentorReplaced>("circle-mentor-replaced")
                .Of<SeatFollowed>("seat-followed")
                .Of<CircleCompleted>("circle-completed"));
            store.Noun<Seating>(Name, events => events
                .Of<MenteesSeated>("mentees-seated")
                .Of<MenteeUnseated>("mentee-unseated"));
            store.Reading<CohortOfCircles>(events => events
                .Of<CohortPlanned>()
                .Of<CallPublished>()
                .Of<CohortCompleted>()
                .Of<CohortCancelled>());
            store.Schema.For<Circle>().Index(x => x.CohortId);
            store.Schema.For<GroundRulesText>().DatabaseSchemaName(Name);
            store.Schema.For<SeatableMentee>().DatabaseSchemaName(Name).Index(x => x.CohortId);
            store.Schema.For<SeatableMentor>().DatabaseSchemaName(Name);
            store.Schema.For<MentorAbsence>().DatabaseSchemaName(Name);
            store.Schema.For<MemberIdentity>().DatabaseSchemaName(Name);
            store.Schema.For<MemberAffiliation>().DatabaseSchemaName(Name).Index(x => x.PersonId);
            store.Schema.For<MemberRelation>().DatabaseSchemaName(Name).Index(x => x.PersonId).Index(x => x.OtherPersonId);
            store.Projections.Add(new Knowledge(), ProjectionLifecycle.Async);
        });
    }
}
