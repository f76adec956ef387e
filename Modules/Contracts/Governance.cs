namespace Advance.Contracts;

/// <summary>The cap of a cohort was raised by a resolution that names it.</summary>
public record CapRaised(Guid CohortId, int Places, string ResolutionNumber);

/// <summary>A joining date that had not come yet moved to a later one.</summary>
public record PartnerPostponed(Guid StrandId, Guid InstitutionId, DateOnly From);

/// <summary>A partner takes part in a strand no longer; <c>On</c> is the last day on which it does.</summary>
public record PartnerLeft(Guid StrandId, Guid InstitutionId, DateOnly On);

/// <summary>
/// How many of a committee must be there to decide: a share of those who have a mandate on the day, more than it or at least it,
/// and never fewer than <c>AtLeast</c>. "More than half" is 1, 2, true; "two thirds" is 2, 3, false.
/// </summary>
public record QuorumRule(int Numerator, int Denominator, bool MoreThan, int AtLeast = 1)
{
    /// <summary>What holds before a committee adopts rules: more than half.</summary>
    public static readonly QuorumRule MoreThanHalf = new(1, 2, true);

    /// <summary>The fewest who can decide when so many have a mandate.</summary>
    public int Needed(int mandates)
    {
        var share = mandates * Numerator;
        var few = MoreThan ? (share / Denominator) + 1 : (share + Denominator - 1) / Denominator;
        return Math.Max(few, AtLeast);
    }
}

/// <summary>A committee adopted rules of procedure, in force from a date on; versions count from 1.</summary>
public record CommitteeRulesAdopted(Guid CommitteeId, int RulesVersion, DateOnly EffectiveFrom, QuorumRule Quorum);

/// <summary>
/// A member's identity turned out to be another's: the mandates that it had in a committee are held under that one. Whoever had a mandate
/// under both counts once on each day.
/// </summary>
public record MandateFollowed(Guid CommitteeId, Guid PersonId, Guid AsPersonId);

/// <summary>How many voted how: never who.</summary>
public record Votes(int For, int Against, int Abstained = 0);

/// <summary>A meeting of a committee was convened for a day.</summary>
public record MeetingConvened(Guid MeetingId, Guid CommitteeId, DateOnly On);

/// <summary>A meeting was adjourned, to go on on a later day.</summary>
public record MeetingAdjourned(Guid MeetingId, Guid CommitteeId, DateOnly Until);

/// <summary>A meeting was closed; so many resolutions were passed at it.</summary>
public record MeetingClosed(Guid MeetingId, Guid CommitteeId, int Resolutions);

/// <summary>The advisory board gave an opinion; its words stand in People's documents.</summary>
public record AdvisoryOpinionGiven(Guid OpinionId, Guid CommitteeId, DateOnly On, string Subject, Guid? CohortId, Guid? StrandId, Guid TextId);

/// <summary>A person accepted a version of the mentoring charter.</summary>
public record CharterAccepted(Guid PersonId, string CharterVersion);
