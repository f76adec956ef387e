using Advance.Contracts;
using Advance.People;
using Advance.Shared;
using JasperFx.Events.Projections;
using Marten;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Wolverine;
using Wolverine.Attributes;

[assembly: WolverineModule<Module>]

namespace Advance.People;

/// <summary>People: who is who. Identities, affiliations and relationships in the log; personal data in documents that can be destroyed.</summary>
public class Module : IWolverineExtension
{
    private const string Name = "people";

    public void Configure(WolverineOptions options)
    {
        options.Discovery.IncludeAssembly(typeof(Module).Assembly);
        options.Services.AddSingleton<RetentionKeeper>();
        options.Services.AddHostedService(services => services.GetRequiredService<RetentionKeeper>());
        options.Services.AddHostedService<FileRescanKeeper>();
        options.Services.AddSingleton(services => ClamAvScan.Of(
            services.GetRequiredService<IConfiguration>()["Uploads:ClamAv"], services.GetRequiredService<TimeProvider>()));
        options.Services.ConfigureMarten(store =>
        {
            store.Noun<Person>(Name, events => events
                .Of<PersonRegistered>("person-registered")
                .Of<AffiliationRecorded>("affiliation-recorded")
                .Of<AffiliationEnded>("affiliation-ended")
                .Of<AffiliationWithdrawn>("affiliation-withdrawn")
                .Of<PersonCorrected>("person-corrected")
                .Of<PersonMerged>("person-merged")
                .Of<IdentityRetired>("identity-retired")
                .Of<AccessGranted>("access-granted")
                .Of<AccessRevoked>("access-revoked")
                .Of<RetentionApplied>("retention-applied")
                .Of<PersonErased>("person-erased"));
            store.Noun<RetentionSchedule>(Name, events => events
                .Of<RetentionScheduleAdopted>("retention-schedule-adopted"));
            store.Noun<Relationship>(Name, events => events
                .Of<RelationshipDisclosed>("relationship-disclosed")
                .Of<RelationshipEnded>("relationship-ended")
                .Of<RelationshipRetracted>("relationship-retracted"));
            store.Noun<Consent>(Name, events => events
                .Of<ConsentGiven>("consent-given")
                .Of<ConsentWithdrawn>("consent-withdrawn"));
            store.Noun<PersonReading>(Name, events => events
                .Of<PersonRead>("person-read"));
            store.Noun<FileOfRecord>(Name, events => events
                .Of<FileStored>("file-stored")
                .Of<FileScanned>("file-scanned"));
            store.Noun<AnswerSheet>(Name, events => events
                .Of<AnswersGiven>("answers-given"));
            store.Noun<SupportLetter>(Name, events => events
                .Of<SupportLetterRequested>("support-letter-requested")
                .Of<SupportLetterReceived>("support-letter-received")
                .Of<SupportLetterDeclined>("support-letter-declined"));
            store.Reading<KnownQuestionnaire>(events => events.Of<QuestionnaireAdopted>());
            store.Reading<KnownRelease>(events => events.Of<DecisionsReleased>());
            store.Reading<SupportedApplication>(events => events
                .Of<ApplicationSubmitted>().Of<EligibilityRefused>().Of<ApplicationDeclined>().Of<ApplicationWithdrawn>());
            store.AddSubmissions(Name);
            store.Reading<KnownInstitution>(events => events.Of<InstitutionRegistered>());
            store.Reading<KnownScope>(events => events.Of<StrandDefined>().Of<CohortPlanned>());
            store.Reading<PairOfMentorship>(events => events
                .Of<PairProposed>().Of<ProposalAccepted>().Of<MentorshipFormed>().Of<ProposalRefused>().Of<MentorshipEnded>().Of<GoalSet>());
            store.Schema.For<Person>().GinIndexJsonDataMember(p => p.Affiliations); // who works in this unit, at this institution
            store.Schema.For<Relationship>().Index(r => r.PersonId).Index(r => r.OtherPersonId);
            store.Schema.For<PersonReading>().Index(r => r.PersonId);
            store.Schema.For<PersonalData>().DatabaseSchemaName(Name);
            store.Schema.For<SensitiveData>().DatabaseSchemaName(Name);
            store.Schema.For<SpecialData>().DatabaseSchemaName(Name);
            store.Schema.For<EmailAddress>().DatabaseSchemaName(Name).Index(a => a.PersonId);
            store.Schema.For<PersonalText>().DatabaseSchemaName(Name).Index(t => t.PersonId);
            store.Schema.For<Account>().DatabaseSchemaName(Name).Index(a => a.PersonId);
            store.Schema.For<EventOfPerson>().DatabaseSchemaName(Name).Duplicate(e => e.PersonId).Duplicate(e => e.Position)
                .Index(e => new { e.PersonId, e.Position });
            store.Projections.Add(new EventsOfPeople(), ProjectionLifecycle.Async);
        });
    }
}
