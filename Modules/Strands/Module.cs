using Advance.Contracts;
using Advance.Shared;
using Advance.Strands;
using JasperFx.Events.Projections;
using Marten;
using Wolverine;
using Wolverine.Attributes;

[assembly: WolverineModule<Module>]

namespace Advance.Strands;

/// <summary>Strands: policies with history, institutions and partners, committees, the charter, cohorts and their calls.</summary>
public class Module : IWolverineExtension
{
    public void Configure(WolverineOptions options)
    {
        options.Discovery.IncludeAssembly(typeof(Module).Assembly);
        options.Services.ConfigureMarten(store =>
        {
            store.Noun<Institution>("strands", events => events
                .Of<InstitutionRegistered>("institution-registered"));
            store.Noun<Strand>("strands", events => events
                .Of<StrandDefined>("strand-defined")
                .Of<StrandCopied>("strand-copied")
                .Of<PolicyAdopted>("policy-adopted")
                .Of<PartnerAdmitted>("partner-admitted")
                .Of<PartnerPostponed>("partner-postponed")
                .Of<PartnerLeft>("partner-left")
                .Of<StrandRetired>("strand-retired"));
            store.Noun<Committee>("strands", events => events
                .Of<CommitteeFormed>("committee-formed")
                .Of<MemberSeated>("member-seated")
                .Of<MandateEnded>("mandate-ended")
                .Of<MandateFollowed>("mandate-followed")
                .Of<ResolutionPassed>("resolution-passed")
                .Of<CommitteeRulesAdopted>("committee-rules-adopted")
                .Of<AdvisoryOpinionGiven>("advisory-opinion-given"));
            store.Noun<Meeting>("strands", events => events
                .Of<MeetingConvened>("meeting-convened")
                .Of<PresenceRecorded>("presence-recorded")
                .Of<MemberRecused>("member-recused")
                .Of<AttendeeFollowed>("attendee-followed")
                .Of<ResolvedAtMeeting>("resolved-at-meeting")
                .Of<MeetingAdjourned>("meeting-adjourned")
                .Of<MeetingClosed>("meeting-closed"));
            store.Noun<Charter>("strands", events => events
                .Of<CharterVersionPublished>("charter-version-published"));
            store.Noun<CharterAcceptance>("strands", events => events
                .Of<CharterAccepted>("charter-accepted"));
            store.Schema.For<StandingOnCharter>().DatabaseSchemaName("strands");
            store.Projections.Add(new StandingOnCharterProjection(), ProjectionLifecycle.Async);
            store.Noun<Cohort>("strands", events => events
                .Of<CohortPlanned>("cohort-planned")
                .Of<CallTemplateKept>("call-template-kept")
                .Of<CallPublished>("call-published")
                .Of<CapRaised>("cap-raised")
                .Of<CallExtended>("call-extended")
                .Of<CallClosed>("call-closed")
                .Of<CohortStarted>("cohort-started")
                .Of<CohortCompleted>("cohort-completed")
                .Of<CohortCancelled>("cohort-cancelled"));
            store.Reading<KnownPerson>(events => events
                .Of<PersonRegistered>()
                .Of<PersonErased>().Of<IdentityRetired>());
            store.Noun<Guidebook>("strands", events => events
                .Of<GuideAdopted>("guide-adopted")
                .Of<GuideWithdrawn>("guide-withdrawn"));
            store.Reading<MentorshipOfGuides>(events => events
                .Of<PairProposed>().Of<ProposalAccepted>().Of<MentorshipFormed>().Of<MentorshipAgreed>().Of<MeetingCounted>()
                .Of<ProposalRefused>().Of<MentorshipEnded>().Of<MentorshipCompleted>());
            store.Schema.For<GuideText>().DatabaseSchemaName("strands");
            store.Schema.For<PolicyNotes>().DatabaseSchemaName("strands");
            store.Schema.For<Institution>().UniqueIndex(x => x.Key);
            store.Schema.For<Strand>().UniqueIndex(x => x.Key);
            store.Schema.For<Committee>().UniqueIndex(x => x.Key);
            store.Schema.For<Meeting>().Index(x => x.CommitteeId);
            store.Schema.For<Cohort>().UniqueIndex(x => x.Key).Index(x => x.StrandId);
        });
    }
}
