using Advance.Contracts;

namespace Advance.Matching.Mentorships;

/// <summary>Where a mentorship stands, from its proposal to its end.</summary>
public enum MentorshipStatus { Proposed, AwaitingMentor, Running, Refused, Lapsed, Ended, Completed }

/// <summary>How it goes, asked in between; no content of any conversation.</summary>
public enum CheckInAnswer { GoesWell, CouldBeBetter, WishesToTalk }

/// <summary>That a meeting took place, as one of the two says: the day and its length in minutes.</summary>
public record Attestation(DateOnly HeldOn, int Minutes, PairSide By);

/// <summary>What the agreement says about frequency: every so many weeks, so many minutes each time.</summary>
public record AgreementTerms(int MeetEveryWeeks, int Minutes);

/// <summary>That the two met to get to know each other, as one of them says.</summary>
public record Introduction(DateOnly HeldOn, PairSide By);

/// <summary>Whether a goal is still pursued.</summary>
public enum GoalState { Open, Reached, Dropped }

/// <summary>A goal: the id of its text, where it stands, and until when.</summary>
public record Goal(Guid Id, GoalState State, DateOnly? DueOn);

/// <summary>A meeting that both attested.</summary>
public record Meeting(DateOnly HeldOn, int Minutes);
