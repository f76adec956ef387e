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
                .Of<AnswersAttached>("answers-attached")
                .Of<DeclarationsMade>("declarations-made")
                .Of<DocumentLost>("document-lost")
                .Of<ApplicationAmended>("application-amended")
                .Of<ApplicationReturned>("application-returned")
                .Of<Prepared<EligibilityConfirmed>>("eligibility-prepared")
                .Of<Prepared<EligibilityRefused>>("ineligibility-prepared")
                .Of<Prepared<ApplicationSelected>>("selection-prepared")
                .Of<Prepared<ApplicationWaitlisted>>("wait-prepared")
                .Of<Prepared<ApplicationPromoted>>("promotion-prepared")
                .Of<Prepared<ApplicationDeclined>>("decline-prepared")
                .Of<EligibilityConfirmed>("eligibility-confirmed")
                .Of<EligibilityRefused>("eligibility-refused")
                .Of<ApplicationSelected>("application-selected")
                .Of<ApplicationWaitlisted>("application-waitlisted")
                .Of<ApplicationPromoted>("application-promoted")
                .Of<ApplicationDeclined>("application-declined")
                .Of<DecisionReconsidered>("decision-reconsidered")
                .Of<EligibilityReconsidered>("eligibility-reconsidered")
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
                .Of<StandingReopened>("standing-reopened")
                .Of<ApplicantLeft>("applicant-left")
                .Of<Prepared<WaitingListOrdered>>("waiting-list-prepared")
                .Of<WaitingListOrdered>("waiting-list-ordered")
                .Of<DecisionsReleased>("decisions-released"));
            store.Noun<FairTurn>("applications", events => events
                .Of<PriorityGranted>("priority-granted")
                .Of<PriorityUsed>("priority-used")
                .Of<PriorityWithdrawn>("priority-withdrawn"));
            store.Noun<Lottery>("applications", events => events
                .Of<LotteryCommitted>("lottery-committed")
                .Of<Prepared<LotsDrawn>>("draw-prepared")
                .Of<Prepared<LotsSetAside>>("setting-aside-prepared")
                .Of<LotsDrawn>("lots-drawn")
                .Of<LotsSetAside>("lots-set-aside"));
            store.Noun<Appeal>("applications", events => events
                .Of<AppealLodged>("appeal-lodged")
                .Of<AppealReviewerAssigned>("appeal-reviewer-assigned")
                .Of<AppealReviewerRecused>("appeal-reviewer-recused")
                .Of<AppealDecided>("appeal-decided"));
            store.Noun<Questionnaire>("applications", events => events
                .Of<QuestionnaireAdopted>("questionnaire-adopted"));
            store.Noun<ImportRun>("applications", events => events
                .Of<ImportBegun>("import-begun")
                .Of<RowsImported>("rows-imported")
                .Of<ImportUndone>("import-undone"));
            store.Schema.For<QuestionnaireWording>().DatabaseSchemaName("applications");
            store.Reading<KnownStrand>(events => events.Of<StrandDefined>().Of<StrandRetired>());
            store.Reading<KnownFile>(events => events.Of<FileStored>().Of<FileScanned>());
            store.Reading<KnownAnswers>(events => events.Of<AnswersGiven>());
            store.Reading<KnownLetter>(events => events
                .Of<SupportLetterRequested>().Of<SupportLetterReceived>().Of<SupportLetterDeclined>());
            store.Reading<Call>(events => events
                .Of<CohortPlanned>().Of<CallPublished>().Of<CapRaised>().Of<CallExtended>().Of<CallClosed>()
                .Of<CohortStarted>().Of<CohortCompleted>().Of<CohortCancelled>());
            store.Reading<Applicant>(events => events
                .Of<PersonRegistered>().Of<AffiliationRecorded>().Of<AffiliationEnded>().Of<AffiliationWithdrawn>().Of<PersonMerged>()
                .Of<IdentityRetired>().Of<PersonErased>());
            // A page is read behind a cursor in the order of the ids, however many applications a cohort or a person has.
            store.Schema.For<Application>().Index(x => new { x.CohortId, x.Id }).Index(x => new { x.PersonId, x.Id });
            store.Schema.For<FairTurn>().Index(x => x.StrandId).Index(x => x.PersonId);
            store.Schema.For<Appeal>().Index(x => x.PersonId).GinIndexJsonDataMember(x => x.Reviewers);
            store.Schema.For<SeedOfLots>().DatabaseSchemaName("applications");
            store.Schema.For<DecidingCommittee>().DatabaseSchemaName("applications");
            store.Projections.Add(new DecidingCommitteeProjection(), ProjectionLifecycle.Async);
            store.Schema.For<TieOnRecord>().DatabaseSchemaName("applications").Index(x => x.PersonId).Index(x => x.OtherPersonId);
            store.Projections.Add(new TieOnRecordProjection(), ProjectionLifecycle.Async);
            Reviews(store);
        });
    }

    private static void Reviews(StoreOptions store)
    {
        store.Noun<Review>("applications", events => events
            .Of<ReviewerAssigned>("reviewer-assigned")
            .Of<ReviewerRecused>("reviewer-recused")
            .Of<ReviewerConflicted>("reviewer-conflicted")
            .Of<ReviewerReleased>("reviewer-released")
            .Of<AssessmentGiven>("assessment-given")
            .Of<DocumentRedacted>("document-redacted")
            .Of<BriefAssessmentWritten>("brief-assessment-written"));
        store.Noun<ReviewPanel>("applications", events => events
            .Of<ReviewRulesAdopted>("review-rules-adopted")
            .Of<ReviewersPooled>("reviewers-pooled")
            .Of<ReviewPhaseChanged>("review-phase-changed")
            .Of<ReviewReopened>("review-reopened"));
        store.Noun<StrandRubric>("applications", events => events
            .Of<StrandReviewRulesAdopted>("strand-review-rules-adopted"));
        store.Noun<Recusal>("applications", events => events
            .Of<RecusalRecorded>("recusal-recorded"));
        store.Reading<StrandOfRubric>(events => events.Of<StrandDefined>());
        store.Reading<CohortOfReview>(events => events
            .Of<CohortPlanned>().Of<CallPublished>().Of<CallExtended>().Of<CohortCompleted>().Of<CohortCancelled>());
        store.Projections.Add(new RelationInReviewProjection(), ProjectionLifecycle.Async);
        store.Projections.Add(new PersonInReviewProjection(), ProjectionLifecycle.Async);
        store.Schema.For<Review>().Index(x => x.CohortId).Index(x => x.ApplicantId).GinIndexJsonData();
        store.Schema.For<Recusal>().Index(x => x.ReviewerId).Index(x => x.ApplicantId);
        store.Schema.For<BlindSalt>().DatabaseSchemaName("applications");
        store.Schema.For<RelationInReview>().DatabaseSchemaName("applications").Index(x => x.PersonId).Index(x => x.OtherPersonId);
        store.Schema.For<PersonInReview>().DatabaseSchemaName("applications").Index(x => x.MergedInto!);
    }
}
