using Advance.Contracts;
using JasperFx;

namespace Advance.Matching.Rounds;

/// <summary>Where a round stands; any change of its inputs leads back to open.</summary>
public enum RoundStatus { Open, Computed, Approved, Published }

/// <summary>Why staff decided on a pair themselves; a code, so that no text about people gathers here.</summary>
public enum PairReason { CommitteeDecision, WishOfBoth, EarlierContact, Accessibility, Practical, WishOfMentee }

/// <summary>A pair of a round: the mentee's person and the mentor.</summary>
public record RoundPair(Guid MenteeId, Guid MentorId, PairReason Reason);

/// <summary>The weights of the criteria are these from now on; versions count from 1 in each round.</summary>
public record WeightsAdopted(Guid MatchingRoundId, int WeightsVersion, Weights Weights);

/// <summary>The round is judged by this version of its strand's rules of matching; set aside are rules that a strand may set aside.</summary>
public record StrandRulesApplied(Guid MatchingRoundId, int RulesVersion, IReadOnlyList<string> WithoutRules, bool IntroductoryMeeting,
    IReadOnlyList<int> CheckInDays);

/// <summary>The pair is to stand in every plan of the round; the regret is what staff were shown that it costs, if they said so.</summary>
public record PairPinned(Guid MatchingRoundId, Guid MenteeId, Guid MentorId, PairReason Reason, string? Regret = null);

/// <summary>The pair is to stand in no plan of the round; the regret is what staff were shown that it costs, if they said so.</summary>
public record PairForbidden(Guid MatchingRoundId, Guid MenteeId, Guid MentorId, PairReason Reason, string? Regret = null);

/// <summary>What was pinned or forbidden about the pair no longer holds.</summary>
public record PairLifted(Guid MatchingRoundId, Guid MenteeId, Guid MentorId);

/// <summary>One round of matching for a cohort, from its opening to the publication of its pairs.</summary>
public record MatchingRound : IFold<MatchingRound>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public Guid CohortId { get; init; }
    public RoundStatus Status { get; init; }
    public string? SeedCommitment { get; init; }
    public int DaysToAnswer { get; init; }

    /// <summary>For those who lost their mentor; whether running mentorships may be moved for it.</summary>
    public bool IsRematch { get; init; }
    public bool MayMove { get; init; }
    public int WeightsVersion { get; init; }
    public Weights Weights { get; init; } = Weights.Default;

    /// <summary>The version of the strand's rules of matching, 0 where the strand adopted none; and what they say.</summary>
    public int RulesVersion { get; init; }
    public IReadOnlyList<string> WithoutRules { get; init; } = [];
    public bool IntroductoryMeeting { get; init; }
    public IReadOnlyList<int>? CheckInDays { get; init; }
    public IReadOnlyList<RoundPair> Pins { get; init; } = [];
    public IReadOnlyList<RoundPair> Forbids { get; init; } = [];

    /// <summary>The plan as last computed, while nothing about its inputs was decided anew.</summary>
    public string? InputHash { get; init; }
    public string? ProposalHash { get; init; }

    /// <summary>The plan that was computed again from its record and is the same.</summary>
    public string? VerifiedHash { get; init; }
    public bool IsVerified => ProposalHash is not null && VerifiedHash == ProposalHash;
    public int Placed { get; init; }
    public int Mentees { get; init; }
    public long TotalScore { get; init; }

    public MatchingRound Evolve(object e) => e switch
    {
        MatchingRoundOpened opened => this with
        {
            Id = opened.MatchingRoundId,
            CohortId = opened.CohortId,
            SeedCommitment = opened.SeedCommitment,
            DaysToAnswer = opened.DaysToAnswer,
            IsRematch = opened.IsRematch,
            MayMove = opened.MayMove,
        },
        StrandRulesApplied applied => this with
        {
            RulesVersion = applied.RulesVersion,
            WithoutRules = applied.WithoutRules,
            IntroductoryMeeting = applied.IntroductoryMeeting,
            CheckInDays = applied.CheckInDays,
        },
        WeightsAdopted adopted => Reopened() with { Weights = adopted.Weights, WeightsVersion = adopted.WeightsVersion },
        PairPinned pinned => Reopened() with { Pins = [.. Pins, new(pinned.MenteeId, pinned.MentorId, pinned.Reason)] },
        PairForbidden forbidden => Reopened() with { Forbids = [.. Forbids, new(forbidden.MenteeId, forbidden.MentorId, forbidden.Reason)] },
        PairLifted lifted => Reopened() with
        {
            Pins = [.. Pins.Where(p => !p.Is(lifted.MenteeId, lifted.MentorId))],
            Forbids = [.. Forbids.Where(p => !p.Is(lifted.MenteeId, lifted.MentorId))],
        },
        ProposalComputed computed => this with
        {
            Status = RoundStatus.Computed,
            InputHash = computed.InputHash,
            ProposalHash = computed.ProposalHash,
            Placed = computed.Placed,
            Mentees = computed.Mentees,
            TotalScore = computed.TotalScore,
        },
        ProposalVerified verified => this with { VerifiedHash = verified.ProposalHash },
        ProposalApproved _ => this with { Status = RoundStatus.Approved },
        MatchingRoundPublished _ => this with { Status = RoundStatus.Published },
        _ => this,
    };

    private MatchingRound Reopened() => this with
    {
        Status = RoundStatus.Open,
        InputHash = null,
        ProposalHash = null,
        Placed = 0,
        Mentees = 0,
        TotalScore = 0,
    };
}

internal static class RoundPairs
{
    public static bool Is(this RoundPair pair, Guid menteeId, Guid mentorId) => pair.MenteeId == menteeId && pair.MentorId == mentorId;
}
