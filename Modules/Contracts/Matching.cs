namespace Advance.Contracts;

/// <summary>Which of the two of a pair.</summary>
public enum PairSide { Mentee, Mentor }

/// <summary>A person enrolled as a mentor, with room for so many mentees over all strands and cohorts (rule M3).</summary>
public record MentorEnrolled(Guid MentorId, Guid PersonId, Guid? InstitutionId, bool IsExternal, int Capacity, IReadOnlyList<string> Topics,
    IReadOnlyList<string> Languages);

/// <summary>A mentor's room changed.</summary>
public record CapacityDeclared(Guid MentorId, Guid PersonId, int Capacity);

/// <summary>A mentor takes no new mentees for now.</summary>
public record MentorPaused(Guid MentorId, Guid PersonId);

/// <summary>A mentor takes new mentees again.</summary>
public record MentorResumed(Guid MentorId, Guid PersonId);

/// <summary>A mentor left the pool.</summary>
public record MentorRetired(Guid MentorId, Guid PersonId);

/// <summary>
/// A matching round was opened for a cohort. The lottery seed that will decide between equal plans is committed to by its SHA-256
/// in lower-case hex, before any input is frozen; each side of a pair gets so many days to answer. A rematch is for those who lost
/// their mentor, with as few mentorships moved as can be, or none unless it <c>MayMove</c> them.
/// </summary>
public record MatchingRoundOpened(Guid MatchingRoundId, Guid CohortId, string? SeedCommitment = null, int DaysToAnswer = 14,
    bool IsRematch = false, bool MayMove = false);

/// <summary>A plan was computed over frozen inputs; hashes are SHA-256 in lower-case hex; the score is the sum over its pairs (0..1000 each).</summary>
public record ProposalComputed(Guid MatchingRoundId, Guid CohortId, string InputHash, string ProposalHash, int Mentees, int Mentors,
    int Placed, long TotalScore, string Engine);

/// <summary>The plan was computed again from the record that was kept of it, and is the same to the byte; its proof holds.</summary>
public record ProposalVerified(Guid MatchingRoundId, Guid CohortId, string ProposalHash);

/// <summary>A person approved the proposal as computed.</summary>
public record ProposalApproved(Guid MatchingRoundId, Guid CohortId, string ProposalHash);

/// <summary>The round was published: each pair of it is proposed to its mentee.</summary>
public record MatchingRoundPublished(Guid MatchingRoundId, Guid CohortId, string ProposalHash, int Pairs);

/// <summary>
/// A pair was proposed; shown to the mentee first, who answers before an instant (rule M6). <c>MenteeId</c> and
/// <c>MentorPersonId</c> are persons, <c>MentorId</c> is the mentor's place in the pool; the score is 0..1000. With
/// <c>IntroductoryMeeting</c> the two meet before they sign, and either may still refuse until then. The round is all zeros for a pair
/// that staff proposed by hand.
/// </summary>
public record PairProposed(Guid MentorshipId, Guid MatchingRoundId, Guid CohortId, Guid MenteeId, Guid MentorId, Guid MentorPersonId, int Score,
    DateTimeOffset? AnswerBy = null, int DaysToAnswer = 14, bool IntroductoryMeeting = false);

/// <summary>
/// A mentee without mentor asked for a certain mentor of the pool; the request is open until an instant. Whom they asked for is in no
/// published event: only a proposal tells, so a request that comes to nothing embarrasses nobody.
/// </summary>
public record MentorRequested(Guid RequestId, Guid CohortId, Guid MenteeId, DateTimeOffset Until);

/// <summary>
/// A request for a mentor is no longer open: it led to a proposal, or it was taken back, turned down, overtaken, or lapsed. Which of
/// these is not said, nor who did it.
/// </summary>
public record MentorRequestClosed(Guid RequestId, Guid CohortId, Guid MenteeId) : IWithoutActor;

/// <summary>One of the two said yes to the proposal; after the mentee, the mentor answers before an instant.</summary>
public record ProposalAccepted(Guid MentorshipId, Guid CohortId, PairSide By, DateTimeOffset? AnswerBy = null);

/// <summary>An unanswered proposal was called to the mind of the one whose turn it is; it lapses at that instant.</summary>
public record AnswerReminded(Guid MentorshipId, Guid CohortId, PairSide Of, DateTimeOffset AnswerBy);

/// <summary>The proposal was not answered in time, or its mentee left the cohort; the mentee is free again (rule M6).</summary>
public record ProposalLapsed(Guid MentorshipId, Guid CohortId, Guid MenteeId, Guid MentorId) : IWithoutActor;

/// <summary>The proposal was refused, before the mentorship or after an introductory meeting; there is no reason anywhere.</summary>
public record ProposalRefused(Guid MentorshipId, Guid CohortId, Guid MenteeId, Guid MentorId) : IWithoutActor;

/// <summary>Both said yes: the mentorship began, and contact data passes between the two (rule M5).</summary>
public record MentorshipFormed(Guid MentorshipId, Guid CohortId, Guid MenteeId, Guid MentorId, Guid MentorPersonId);

/// <summary>Both say that they met to get to know each other on that day; nothing is agreed yet, and it is no counted meeting.</summary>
public record IntroductoryMeetingHeld(Guid MentorshipId, Guid CohortId, DateOnly HeldOn);

/// <summary>A goal was set for a mentorship, to be reached by a day if it has one. Its words are a text in People's documents under the goal's id.</summary>
public record GoalSet(Guid MentorshipId, Guid CohortId, Guid GoalId, DateOnly? DueOn);

/// <summary>A goal of a mentorship was reached.</summary>
public record GoalReached(Guid MentorshipId, Guid CohortId, Guid GoalId);

/// <summary>A goal of a mentorship was given up or replaced; that says nothing about anybody.</summary>
public record GoalDropped(Guid MentorshipId, Guid CohortId, Guid GoalId) : IWithoutActor;

/// <summary>The two were asked how it goes, so many days after the mentorship began (feature 4.14); an answer is voluntary.</summary>
public record CheckInAsked(Guid MentorshipId, Guid CohortId, int Day);

/// <summary>Both signed the mentoring agreement under the charter in this version; from now on meetings count (rule M7).</summary>
public record MentorshipAgreed(Guid MentorshipId, Guid CohortId, string CharterVersion);

/// <summary>One of the two attests that a meeting took place: its day and length in minutes, never its content.</summary>
public record MeetingAttested(Guid MentorshipId, Guid CohortId, DateOnly HeldOn, int Minutes, PairSide By);

/// <summary>Both attested a meeting of that day: it counts.</summary>
public record MeetingCounted(Guid MentorshipId, Guid CohortId, DateOnly HeldOn, int Minutes, int Number);

/// <summary>One of the two attested a meeting of that day, and the other said nothing for a fortnight.</summary>
public record MeetingWindowElapsed(Guid MentorshipId, Guid CohortId, DateOnly HeldOn);

/// <summary>Nothing was heard of a mentorship since that day; both are asked how it stands, and nothing is concluded from it.</summary>
public record ActivityAskedAbout(Guid MentorshipId, Guid CohortId, DateOnly QuietSince);

/// <summary>Nobody answered how the quiet mentorship stands; the programme may speak with the two.</summary>
public record ActivityUnanswered(Guid MentorshipId, Guid CohortId, DateOnly QuietSince);

/// <summary>A mentorship goes on until another last day, by a resolution of a committee.</summary>
public record MentorshipExtended(Guid MentorshipId, Guid CohortId, DateOnly Until, Guid CommitteeId, string ResolutionNumber);

/// <summary>A mentorship rests.</summary>
public record MentorshipPaused(Guid MentorshipId, Guid CohortId) : IWithoutActor;

/// <summary>A mentorship goes on.</summary>
public record MentorshipResumed(Guid MentorshipId, Guid CohortId) : IWithoutActor;

/// <summary>A mentorship ended early: neither failure nor blame, no reason, no actor (rule M8).</summary>
public record MentorshipEnded(Guid MentorshipId, Guid CohortId, Guid MenteeId, Guid MentorId) : IWithoutActor;

/// <summary>A mentorship was completed, with so many counted meetings.</summary>
public record MentorshipCompleted(Guid MentorshipId, Guid CohortId, Guid MenteeId, Guid MentorId, int Meetings);

/// <summary>How a conflict in a mentorship was settled.</summary>
public enum ConflictRemedy { MentorshipOver, NoConflict, AllowedByCommittee }

/// <summary>
/// A rule of eligibility (its name) came to exclude a pair that is proposed or mentored; the case is to be settled before an instant.
/// </summary>
public record ConflictArose(Guid ConflictId, Guid MentorshipId, Guid CohortId, string Rule, DateTimeOffset SettleBy);

/// <summary>
/// By what is known now the rule no longer excludes the pair (a relationship was retracted, an affiliation corrected), or the mentorship
/// is over: the deadline matters no more. Nothing concludes by itself; a person settles the case.
/// </summary>
public record ConflictEased(Guid ConflictId, Guid MentorshipId, Guid CohortId);

/// <summary>A conflict was not settled in time.</summary>
public record ConflictOverdue(Guid ConflictId, Guid MentorshipId, Guid CohortId);

/// <summary>A conflict was settled.</summary>
public record ConflictSettled(Guid ConflictId, Guid MentorshipId, Guid CohortId, ConflictRemedy Remedy);
