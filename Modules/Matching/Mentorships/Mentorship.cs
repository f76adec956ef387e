using Advance.Contracts;
using JasperFx;

namespace Advance.Matching.Mentorships;

/// <summary>Where a mentorship stands, from its proposal to its end.</summary>
public enum MentorshipStatus { Proposed, AwaitingMentor, Running, Refused, Lapsed, Ended, Completed }

/// <summary>How it goes, asked in between; no content of any conversation.</summary>
public enum CheckInAnswer { GoesWell, CouldBeBetter, WishesToTalk }

/// <summary>One of the two signed the mentoring agreement; it holds when both did (rule M7).</summary>
public record AgreementSigned(Guid MentorshipId, Guid CohortId, PairSide By);

/// <summary>Both attested a meeting of that day, but not the same length; the shorter one counts.</summary>
public record AttestationDiffers(Guid MentorshipId, Guid CohortId, DateOnly HeldOn, int Shorter, int Longer);

/// <summary>One of the two said how it goes.</summary>
public record CheckedIn(Guid MentorshipId, Guid CohortId, PairSide By, CheckInAnswer Answer);

/// <summary>That a meeting took place, as one of the two says: the day and its length in minutes.</summary>
public record Attestation(DateOnly HeldOn, int Minutes, PairSide By);

/// <summary>A meeting that both attested.</summary>
public record Meeting(DateOnly HeldOn, int Minutes);

/// <summary>A mentee and a mentor of a cohort: proposed, formed, agreed, and what they attest. Why or by whom it ended is not known.</summary>
public record Mentorship : IFold<Mentorship>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public Guid MatchingRoundId { get; init; }
    public Guid CohortId { get; init; }

    /// <summary>The mentee's person.</summary>
    public Guid MenteeId { get; init; }

    /// <summary>The mentor's place in the pool.</summary>
    public Guid MentorId { get; init; }
    public Guid MentorPersonId { get; init; }
    public int Score { get; init; }
    public MentorshipStatus Status { get; init; }
    public DateTimeOffset? AnswerBy { get; init; }
    public int DaysToAnswer { get; init; }
    public bool IsPaused { get; init; }
    public IReadOnlyList<PairSide> SignedBy { get; init; } = [];
    public string? CharterVersion { get; init; }
    public IReadOnlyList<Attestation> Attestations { get; init; } = [];
    public IReadOnlyList<Meeting> Meetings { get; init; } = [];
    public int CheckIns { get; init; }

    /// <summary>Sides whose answer to the proposal was called to mind.</summary>
    public IReadOnlyList<PairSide> Reminded { get; init; } = [];

    /// <summary>Last day by resolution; null is the cohort's.</summary>
    public DateOnly? ExtendedUntil { get; init; }

    /// <summary>The day since which it is quiet, while the two are asked about it.</summary>
    public DateOnly? QuietSince { get; init; }
    public bool IsUnanswered { get; init; }

    /// <summary>Days of which one attested a meeting and the other said nothing.</summary>
    public IReadOnlyList<DateOnly> Unconfirmed { get; init; } = [];

    public bool AwaitsAnswer => Status is MentorshipStatus.Proposed or MentorshipStatus.AwaitingMentor;

    public Mentorship Evolve(object e) => e switch
    {
        PairProposed proposed => this with
        {
            Id = proposed.MentorshipId,
            MatchingRoundId = proposed.MatchingRoundId,
            CohortId = proposed.CohortId,
            MenteeId = proposed.MenteeId,
            MentorId = proposed.MentorId,
            MentorPersonId = proposed.MentorPersonId,
            Score = proposed.Score,
            AnswerBy = proposed.AnswerBy,
            DaysToAnswer = proposed.DaysToAnswer,
        },
        ProposalAccepted { By: PairSide.Mentee } accepted => this with { Status = MentorshipStatus.AwaitingMentor, AnswerBy = accepted.AnswerBy },
        ProposalRefused _ => this with { Status = MentorshipStatus.Refused, AnswerBy = null },
        ProposalLapsed _ => this with { Status = MentorshipStatus.Lapsed, AnswerBy = null },
        MentorshipFormed _ => this with { Status = MentorshipStatus.Running, AnswerBy = null },
        AgreementSigned signed => this with { SignedBy = [.. SignedBy, signed.By] },
        MentorshipAgreed agreed => this with { CharterVersion = agreed.CharterVersion },
        MeetingAttested attested => this with { QuietSince = null, IsUnanswered = false, Attestations = [.. Attestations, new(attested.HeldOn, attested.Minutes, attested.By)] },
        AttestationDiffers _ => this,
        MeetingCounted counted => this with
        {
            Meetings = [.. Meetings, new(counted.HeldOn, counted.Minutes)],
            Unconfirmed = [.. Unconfirmed.Where(d => d != counted.HeldOn)],
        },
        CheckedIn _ => this with { CheckIns = CheckIns + 1, QuietSince = null, IsUnanswered = false },
        AnswerReminded reminded => this with { Reminded = [.. Reminded, reminded.Of] },
        MeetingWindowElapsed elapsed => this with { Unconfirmed = [.. Unconfirmed, elapsed.HeldOn] },
        ActivityAskedAbout asked => this with { QuietSince = asked.QuietSince, IsUnanswered = false },
        ActivityUnanswered _ => this with { IsUnanswered = true },
        MentorshipExtended extended => this with { ExtendedUntil = extended.Until },
        MentorshipPaused _ => this with { IsPaused = true },
        MentorshipResumed _ => this with { IsPaused = false },
        MentorshipEnded _ => this with { Status = MentorshipStatus.Ended, IsPaused = false },
        MentorshipCompleted _ => this with { Status = MentorshipStatus.Completed },
        _ => this,
    };
}
