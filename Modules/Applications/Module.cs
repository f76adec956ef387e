using Advance.Applications;
using Advance.Contracts;
using Advance.Shared;
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
                .Of<ApplicationAmended>("application-amended")
                .Of<ApplicationReturned>("application-returned")
                .Of<EligibilityConfirmed>("eligibility-confirmed")
                .Of<EligibilityRefused>("eligibility-refused")
                .Of<ApplicationSelected>("application-selected")
                .Of<ApplicationWaitlisted>("application-waitlisted")
                .Of<ApplicationPromoted>("application-promoted")
                .Of<ApplicationDeclined>("application-declined")
                .Of<ApplicationWithdrawn>("application-withdrawn")
                .Of<OfferMade>("offer-made")
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
                .Of<DecisionsReleased>("decisions-released"));
            store.Noun<Questionnaire>("applications", events => events
                .Of<QuestionnaireAdopted>("questionnaire-adopted"));
            store.Noun<ImportRun>("applications", events => events
                .Of<ImportBegun>("import-begun")
                .Of<RowsImported>("rows-imported")
                .Of<ImportUndone>("import-undone"));
            store.Schema.For<QuestionnaireWording>().DatabaseSchemaName("applications");
            store.Reading<KnownStrand>(events => events.Of<StrandDefined>().Of<StrandRetired>());
            store.Reading<KnownFile>(events => events.Of<FileStored>());
            store.Reading<KnownAnswers>(events => events.Of<AnswersGiven>());
            store.Reading<KnownLetter>(events => events
                .Of<SupportLetterRequested>().Of<SupportLetterReceived>().Of<SupportLetterDeclined>());
            store.Reading<Call>(events => events
                .Of<CohortPlanned>().Of<CallPublished>().Of<CallExtended>().Of<CallClosed>()
                .Of<CohortStarted>().Of<CohortCompleted>().Of<CohortCancelled>());
            store.Reading<Applicant>(events => events
                .Of<PersonRegistered>().Of<AffiliationRecorded>().Of<PersonMerged>().Of<PersonErased>());
            // A page is read behind a cursor in the order of the ids, however many applications a cohort or a person has.
            store.Schema.For<Application>().Index(x => new { x.CohortId, x.Id }).Index(x => new { x.PersonId, x.Id });
        });
    }
}
