using Advance.Contracts;
using Advance.Matching.Conflicts;
using Advance.Shared;
using Marten;

namespace Advance.Matching.Mentorships;

/// <summary>The part of the module's table of contents that is about mentorships and the cases they give rise to.</summary>
internal static class StoredMentorships
{
    public static void AddMentorships(this StoreOptions store, string module)
    {
        store.Noun<Mentorship>(module, events => events
            .Of<PairProposed>("pair-proposed")
            .Of<ProposedByHand>("proposed-by-hand")
            .Of<ProposalAccepted>("proposal-accepted")
            .Of<AnswerReminded>("answer-reminded")
            .Of<ProposalRefused>("proposal-refused")
            .Of<ProposalLapsed>("proposal-lapsed")
            .Of<MentorshipFormed>("mentorship-formed")
            .Of<IntroductionAttested>("introduction-attested")
            .Of<IntroductoryMeetingHeld>("introductory-meeting-held")
            .Of<TermsStated>("terms-stated")
            .Of<GoalSet>("goal-set")
            .Of<GoalReached>("goal-reached")
            .Of<GoalDropped>("goal-dropped")
            .Of<AgreementSigned>("agreement-signed")
            .Of<MentorshipAgreed>("mentorship-agreed")
            .Of<MeetingAttested>("meeting-attested")
            .Of<AttestationDiffers>("attestation-differs")
            .Of<MeetingCounted>("meeting-counted")
            .Of<MeetingWindowElapsed>("meeting-window-elapsed")
            .Of<CheckInAsked>("check-in-asked")
            .Of<CheckedIn>("checked-in")
            .Of<ActivityAskedAbout>("activity-asked-about")
            .Of<ActivityUnanswered>("activity-unanswered")
            .Of<MentorshipExtended>("mentorship-extended")
            .Of<MentorshipPaused>("mentorship-paused")
            .Of<MentorshipResumed>("mentorship-resumed")
            .Of<MentorshipEnded>("mentorship-ended")
            .Of<MentorshipCompleted>("mentorship-completed"));
        store.Noun<Conflict>(module, events => events
            .Of<ConflictArose>("conflict-arose")
            .Of<ConflictOverdue>("conflict-overdue")
            .Of<ConflictEased>("conflict-eased")
            .Of<ConflictSettled>("conflict-settled"));
        store.Reading<CommitteeOfExtension>(events => events.Of<ResolutionPassed>());
        store.Schema.For<Conflict>().Index(x => x.CohortId).Index(x => x.MentorshipId);
        store.Schema.For<Mentorship>().Index(x => x.CohortId).Index(x => x.MenteeId).Index(x => x.MentorPersonId);
    }
}
