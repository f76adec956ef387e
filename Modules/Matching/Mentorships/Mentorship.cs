using Advance.Contracts;
using Advance.Matching.Rounds;
using JasperFx;

namespace Advance.Matching.Mentorships;

/// <summary>
/// The pair was proposed by staff, outside of any round: why (a code), under which version of the strand's rules of matching, which rules
/// were looked at (none excludes it), what the pair scores by criterion, and on which days the two will be asked how it goes.
/// </summary>
public record ProposedByHand(Guid MentorshipId, PairReason Reason, int RulesVersion, IReadOnlyList<string> Rules,
    IReadOnlyList<Contribution> Contributions, IReadOnlyList<int>? CheckInDays);

/// <summary>One of the two signed the mentoring agreement; it holds when both did (rule M7).</summary>
public record AgreementSigned(Guid MentorshipId, Guid CohortId, PairSide By);

/// <summary>How often the two mean to meet and how long; who stated other terms before both signed has nobody's signature on them yet.</summary>
public record TermsStated(Guid MentorshipId, Guid CohortId, int MeetEveryWeeks, int Minutes);

/// <summary>One of the two says that the introductory meeting took place.</summary>
public record IntroductionAttested(Guid MentorshipId, Guid CohortId, DateOnly HeldOn, PairSide By);

/// <summary>Both attested a meeting of that day, but not the same length; the shorter one counts.</summary>
public record AttestationDiffers(Guid MentorshipId, Guid CohortId, DateOnly HeldOn, int Shorter, int Longer);

/// <summary>One of the two said how it goes.</summary>
public record CheckedIn(Guid MentorshipId, Guid CohortId, PairSide By, CheckInAnswer Answer);

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

    /// <summary>How it came about where no round proposed it.</summary>
    public ProposedByHand? ByHand { get; init; }
    public MentorshipStatus Status { get; init; }
    public DateTimeOffset? AnswerBy { get; init; }
    public int DaysToAnswer { get; init; }
    public bool IsPaused { get; init; }
    public IReadOnlyList<PairSide> SignedBy { get; init; } = [];
    public string? CharterVersion { get; init; }
    public AgreementTerms? Terms { get; init; }

    /// <summary>The two meet before they sign, and may refuse until then.</summary>
    public bool IntroductoryMeeting { get; init; }
    public IReadOnlyList<Introduction> Introductions { get; init; } = [];
    public DateOnly? IntroducedOn { get; init; }
    public IReadOnlyList<Goal> Goals { get; init; } = [];
    public IReadOnlyList<int> CheckInsAsked { get; init; } = [];
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

    /// <summary>Formed, but the two may still say no: they are getting to know each other.</summary>
    public bool IsOnTrial => Status == MentorshipStatus.Running && IntroductoryMeeting && CharterVersion is null;

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
            IntroductoryMeeting = proposed.IntroductoryMeeting,
        },
        ProposedByHand byHand => this with { ByHand = byHand },
        ProposalAccepted { By: PairSide.Mentee } accepted => this with { Status = MentorshipStatus.AwaitingMentor, AnswerBy = accepted.AnswerBy },
        ProposalRefused _ => this with { Status = MentorshipStatus.Refused, AnswerBy = null },
        ProposalLapsed _ => this with { Status = MentorshipStatus.Lapsed, AnswerBy = null },
        MentorshipFormed _ => this with { Status = MentorshipStatus.Running, AnswerBy = null },
        TermsStated stated => this with { Terms = new(stated.MeetEveryWeeks, stated.Minutes), SignedBy = [] },
        IntroductionAttested attested => this with { Introductions = [.. Introductions.Where(i => i.By != attested.By), new(attested.HeldOn, attested.By)] },
        IntroductoryMeetingHeld held => this with { IntroducedOn = held.HeldOn },
        GoalSet set => this with { Goals = [.. Goals, new(set.GoalId, GoalState.Open, set.DueOn)] },
        GoalReached reached => WithGoal(reached.GoalId, GoalState.Reached),
        GoalDropped dropped => WithGoal(dropped.GoalId, GoalState.Dropped),
        CheckInAsked asked => this with { CheckInsAsked = [.. CheckInsAsked, asked.Day] },
        AgreementSigned signed => this with { SignedBy = [.. SignedBy, signed.By] },
        MentorshipAgreed agreed => this with { CharterVersion = agreed.CharterVersion },
        MeetingAttested attested => this with
        {
            QuietSince = null,
            IsUnanswered = false,
            Attestations = [.. Attestations, new(attested.HeldOn, attested.Minutes, attested.By)],
        },
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

    private Mentorship WithGoal(Guid id, GoalState state) => this with { Goals = [.. Goals.Select(g => g.Id == id ? g with { State = state } : g)] };
}
