using System.Text.RegularExpressions;
using Advance.Contracts;

namespace Advance.Reporting.Timeline;

/// <summary>What a timeline says of each kind of event. A kind without a sentence of its own is named by its words.</summary>
public static partial class Sentences
{
    private static readonly Dictionary<Type, string> Known = new()
    {
        [typeof(ResolutionPassed)] = "A committee passed a resolution about this cohort.",
        [typeof(CapRaised)] = "The cap was raised by a resolution that names this cohort.",
        [typeof(AdvisoryOpinionGiven)] = "The advisory board gave an opinion on this cohort.",
        [typeof(CohortPlanned)] = "The cohort was planned.",
        [typeof(CallPublished)] = "The call was published.",
        [typeof(CallExtended)] = "The deadline of the call was moved.",
        [typeof(CallClosed)] = "The call was closed.",
        [typeof(CohortStarted)] = "The cohort began.",
        [typeof(CohortCompleted)] = "The cohort was completed.",
        [typeof(CohortCancelled)] = "The cohort was cancelled.",
        [typeof(ApplicationSubmitted)] = "An application was submitted.",
        [typeof(ApplicationAmended)] = "An application was amended.",
        [typeof(SupportLetterRequested)] = "A supervisor was asked for a letter.",
        [typeof(SupportLetterReceived)] = "A supervisor's letter came.",
        [typeof(SupportLetterDeclined)] = "A supervisor who was asked for a letter writes none.",
        [typeof(EligibilityConfirmed)] = "An application was found eligible.",
        [typeof(EligibilityRefused)] = "An application was found not eligible.",
        [typeof(ReviewRulesAdopted)] = "The rules by which applications are reviewed were adopted.",
        [typeof(ReviewPhaseChanged)] = "The review of applications entered its next phase.",
        [typeof(ReviewReopened)] = "The assessing of applications was opened again.",
        [typeof(ApplicationSelected)] = "An application was selected.",
        [typeof(ApplicationWaitlisted)] = "An application was put on the waiting list.",
        [typeof(ApplicationPromoted)] = "A freed place went to the first on the waiting list.",
        [typeof(ApplicationDeclined)] = "An application was declined.",
        [typeof(ApplicationWithdrawn)] = "An application was withdrawn.",
        [typeof(WaitingListOrdered)] = "The waiting list was put in order.",
        [typeof(LotteryCommitted)] = "The seed of a lottery was committed to.",
        [typeof(LotsDrawn)] = "Lots were drawn between equals.",
        [typeof(LotsSetAside)] = "The lots that were drawn were set aside.",
        [typeof(PriorityGranted)] = "Somebody for whom there was no place got priority in the next call.",
        [typeof(PriorityUsed)] = "Somebody with priority got a place.",
        [typeof(AppealLodged)] = "An appeal was lodged.",
        [typeof(AppealDecided)] = "An appeal was decided.",
        [typeof(DecisionsReleased)] = "The decisions were released together.",
        [typeof(OfferMade)] = "A place was offered.",
        [typeof(OfferExtended)] = "An applicant got longer to answer an offer.",
        [typeof(OfferReminded)] = "An open offer was called to mind.",
        [typeof(OfferAccepted)] = "An offer was accepted, and the charter with it.",
        [typeof(OfferDeclined)] = "An offer was declined.",
        [typeof(MatchingRoundOpened)] = "A matching round was opened.",
        [typeof(ProposalComputed)] = "A matching plan was computed.",
        [typeof(ProposalVerified)] = "The matching plan was computed again from its record and is the same.",
        [typeof(ProposalApproved)] = "The matching plan was approved.",
        [typeof(MatchingRoundPublished)] = "The matching round was published.",
        [typeof(PairProposed)] = "A mentor was proposed to a mentee.",
        [typeof(MentorRequested)] = "A mentee asked for a mentor.",
        [typeof(MentorRequestClosed)] = "A mentee's request for a mentor was closed.",
        [typeof(ProposalAccepted)] = "One of a pair accepted the proposal.",
        [typeof(ProposalRefused)] = "A proposal was not taken up.",
        [typeof(MentorshipFormed)] = "A mentorship was formed.",
        [typeof(IntroductoryMeetingHeld)] = "A pair met to get to know each other.",
        [typeof(GoalSet)] = "A goal was set for a mentorship.",
        [typeof(GoalReached)] = "A goal of a mentorship was reached.",
        [typeof(GoalDropped)] = "A goal of a mentorship was given up.",
        [typeof(CheckInAsked)] = "The two of a mentorship were asked how it goes.",
        [typeof(MentorshipAgreed)] = "A mentoring agreement was signed.",
        [typeof(MeetingAttested)] = "A meeting was attested by one of the two.",
        [typeof(MeetingCounted)] = "A meeting was attested by both and counts.",
        [typeof(ConflictEased)] = "A conflict in a mentorship lost its ground.",
        [typeof(MentorshipPaused)] = "A mentorship was paused.",
        [typeof(MentorshipResumed)] = "A mentorship was resumed.",
        [typeof(MentorshipEnded)] = "A mentorship ended early.",
        [typeof(MentorshipCompleted)] = "A mentorship was completed.",
        [typeof(CircleComposed)] = "A circle was composed.",
        [typeof(CircleApproved)] = "The composition of a circle was approved.",
        [typeof(GroundRulesAdopted)] = "A circle adopted its ground rules.",
        [typeof(CircleStarted)] = "A circle began.",
        [typeof(SessionScheduled)] = "A session of a circle was scheduled.",
        [typeof(SessionAttended)] = "A session of a circle was held.",
        [typeof(SeatVacated)] = "A seat in a circle became free.",
        [typeof(CircleMentorReplaced)] = "A mentor of a circle was replaced.",
        [typeof(CircleCompleted)] = "A circle was completed.",
        [typeof(GatheringPlanned)] = "A gathering was planned.",
        [typeof(RegistrationOpened)] = "Registration for a gathering was opened.",
        [typeof(RegistrationConfirmed)] = "Somebody registered for a gathering.",
        [typeof(RegistrationWaitlisted)] = "Somebody waits for a seat at a gathering.",
        [typeof(RegistrationPromoted)] = "A freed seat at a gathering went to the first who waited.",
        [typeof(RegistrationCancelled)] = "A registration for a gathering was given back.",
        [typeof(GatheringAttended)] = "A gathering was held.",
        [typeof(GatheringRescheduled)] = "A gathering was moved.",
        [typeof(GatheringCancelled)] = "A gathering was cancelled.",
        [typeof(GatheringClosed)] = "A gathering was closed, and its attendance is final.",
        [typeof(ReportIssued)] = "A report was issued.",
    };

    public static string Of(Type eventType) => Known.GetValueOrDefault(eventType) ?? ByItsWords(eventType.Name);

    // MeetingMoved -> "Meeting moved."
    private static string ByItsWords(string name)
    {
        var words = Capitals().Replace(name, " $1").Trim().ToLowerInvariant();
        return char.ToUpperInvariant(words[0]) + words[1..] + ".";
    }

    [GeneratedRegex("([A-Z])")]
    private static partial Regex Capitals();
}
