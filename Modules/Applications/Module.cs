using Advance.Applications;
using Advance.Contracts;
using Advance.Shared;
using JasperFx.Events.Projections;
using Marten;
using Wolverine;
using Wolverine.Attributes;

[assembly: WolverineModule<Module>]

namespace Advance.Applications;

/// <summary>Applications: a person's application to a call from submission to an accepted offer, and the places of a cohort.</summary>
public class Module : IWolverineExtension
{
    public void Configure(WolverineOptions options)
    {
        options.Discovery.IncludeAssembly(typeof(Module).Assembly);
        options.Services.ConfigureMarten(store =>
        {
            store.Noun<Application>("applications", events => events
                .Of<ApplicationSubmitted>("application-submitted")
                .Of<DocumentAttached>("document-attached")
                .Of<ApplicationReturned>("application-returned")
                .Of<EligibilityConfirmed>("eligibility-confirmed")
                .Of<EligibilityRefused>("eligibility-refused")
                .Of<ApplicationSelected>("application-selected")
                .Of<ApplicationWaitlisted>("application-waitlisted")
                .Of<ApplicationPromoted>("application-promoted")
                .Of<ApplicationDeclined>("application-declined")
                .Of<ApplicationWithdrawn>("application-withdrawn")
                .Of<OfferMade>("offer-made")
                .Of<OfferExtended>("offer-extended")
                .Of<OfferReminded>("offer-reminded")
                .Of<OfferAccepted>("offer-accepted")
                .Of<OfferDeclined>("offer-declined")
                .Of<OfferExpired>("offer-expired"));
            store.Noun<Intake>("applications", events => events
                .Of<ApplicationReceived>("application-received")
                .Of<PlaceTaken>("place-taken")
                .Of<PlaceFreed>("place-freed")
                .Of<WaitJoined>("wait-joined")
                .Of<PlaceDenied>("place-denied")
                .Of<ApplicantLeft>("applicant-left")
                .Of<WaitingListOrdered>("waiting-list-ordered")
                .Of<DecisionsReleased>("decisions-released"));
            store.Noun<FairTurn>("applications", events => events
                .Of<PriorityGranted>("priority-granted")
                .Of<PriorityUsed>("priority-used")
                .Of<PriorityWithdrawn>("priority-withdrawn"));
            store.Noun<Lottery>("applications", events => events
                .Of<LotteryCommitted>("lottery-committed")
                .Of<LotsDrawn>("lots-drawn"));
            store.Noun<Appeal>("applications", events => events
                .Of<AppealLodged>("appeal-lodged")
                .Of<AppealReviewerAssigned>("appeal-reviewer-assigned")
                .Of<AppealDecided>("appeal-decided"));
            store.Reading<Call>(events => events
                .Of<CohortPlanned>().Of<CallPublished>().Of<CapRaised>().Of<CallExtended>().Of<CallClosed>()
                .Of<CohortStarted>().Of<CohortCompleted>().Of<CohortCancelled>());
            store.Reading<Applicant>(events => events
                .Of<PersonRegistered>().Of<AffiliationRecorded>().Of<PersonMerged>().Of<PersonErased>());
            store.Events.MapEventType<CapRaised>("strands.cap-raised");
            store.Schema.For<Application>().Index(x => x.CohortId).Index(x => x.PersonId);
            store.Schema.For<FairTurn>().Index(x => x.StrandId).Index(x => x.PersonId);
            store.Schema.For<LotterySeed>().DatabaseSchemaName("applications");
            store.Schema.For<DecidingCommittee>().DatabaseSchemaName("applications");
            store.Projections.Add(new DecidingCommitteeProjection(), ProjectionLifecycle.Async);
            store.Schema.For<TieOnRecord>().DatabaseSchemaName("applications").Index(x => x.PersonId).Index(x => x.OtherPersonId);
            store.Projections.Add(new TieOnRecordProjection(), ProjectionLifecycle.Async);
        });
    }
}
