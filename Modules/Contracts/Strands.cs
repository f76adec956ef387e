namespace Advance.Contracts;

/// <summary>How a strand mentors: a pair, or a group of mentees with several mentors.</summary>
public enum StrandFormat { OneOnOne, Circle }

/// <summary>How often a strand runs.</summary>
public enum Cadence { EveryOtherYear, Yearly, TwiceAYear }

/// <summary>What a committee is for.</summary>
public enum CommitteeKind { Executive, Steering, AdvisoryBoard }

/// <summary>Who of the partners must take part in a decision on a cohort: nobody, one for all of them, one of each in the call.</summary>
public enum CompositionRule { None, OneRepresentative, OneEach }

/// <summary>Whether somebody who withdrew may apply to the same call again, before its deadline.</summary>
public enum ResubmissionRule { AfterWithdrawal, Never }

/// <summary>
/// A required declaration that states a date, which may not lie before this day of the year of the call's deadline as it was published,
/// or of so many years later: "a contract until 30 June of the following year" is 6, 30, 1.
/// </summary>
public record DatedDeclaration(string Key, int Month, int Day, int YearsAfterDeadline)
{
    /// <summary>The day for a deadline; 29 February is the month's last day in other years.</summary>
    public DateOnly NotBefore(DateTimeOffset deadline)
    {
        var year = deadline.UtcDateTime.Year + YearsAfterDeadline;
        return new(year, Month, Math.Min(Day, DateTime.DaysInMonth(year, Month)));
    }
}

/// <summary>
/// The rules of a strand, as adopted. <c>HardCap</c> is the most places a cohort may fill (per circle in a circle strand);
/// <c>TargetFrom</c>..<c>TargetTo</c> what the office aims at; <c>EnvisionedMeetings</c> a target, never a condition.
/// <c>LookBackYears</c> limits how old a relationship may be that still excludes a pair. <c>CareerStages</c> are those that may apply,
/// <c>RequiredDocuments</c> the kinds an application must carry. <c>Assumed</c> names the fields whose value is an assumption of
/// the office and not a published rule. <c>RequiredDeclarations</c> are the keys of what must be declared (rule A3), of which
/// <c>DatedDeclarations</c> state a date. <c>Composition</c>
/// says who of the partners decides (rule S5); when it is not stated, <c>PartnerRepresentativeRequired</c> means one representative.
/// <c>Resubmission</c> is after a withdrawal when it is not stated.
/// </summary>
public record StrandPolicy(
    int HardCap, int TargetFrom, int TargetTo, Cadence Cadence, int DurationMonths, int EnvisionedMeetings,
    int MentorsFrom, int MentorsTo, int MaxMentorWishes, int LookBackYears, bool ExternalMentorsOnly,
    bool PartnerRepresentativeRequired, IReadOnlyList<string> CareerStages, IReadOnlyList<string> RequiredDocuments,
    IReadOnlyList<string> Assumed, IReadOnlyList<string>? RequiredDeclarations = null, CompositionRule? Composition = null,
    ResubmissionRule? Resubmission = null, IReadOnlyList<DatedDeclaration>? DatedDeclarations = null)
{
    /// <summary>The policy with everything stated that it leaves to a default.</summary>
    public StrandPolicy Stated() => this with
    {
        RequiredDeclarations = RequiredDeclarations ?? [],
        Composition = Composition ?? (PartnerRepresentativeRequired ? CompositionRule.OneRepresentative : CompositionRule.None),
        Resubmission = Resubmission ?? ResubmissionRule.AfterWithdrawal,
        DatedDeclarations = DatedDeclarations ?? [],
    };

    /// <summary>Whether a decision on a cohort needs somebody of the partners.</summary>
    public bool NeedsPartners() => Stated().Composition is not CompositionRule.None;
}

/// <summary>An institution became known to the programme. Raised by <c>POST /api/institutions</c>; refused with <c>key-taken</c>.</summary>
public record InstitutionRegistered(Guid InstitutionId, string Key, string Name, bool IsOwner);

/// <summary>A strand was defined; it has no rules until a policy is adopted.</summary>
public record StrandDefined(Guid StrandId, string Key, string Name, StrandFormat Format);

/// <summary>
/// A strand was defined like another one: each module takes over for it what it keeps of the original, as it stood at this moment.
/// Raised by <c>copy</c> beside <c>strand-defined</c>.
/// </summary>
public record StrandCopied(Guid StrandId, Guid OriginalId);

/// <summary>A policy was adopted, in force from a date on for calls published from then; versions count from 1.</summary>
public record PolicyAdopted(Guid StrandId, int PolicyVersion, DateOnly EffectiveFrom, StrandPolicy Policy, string? ResolutionNumber);

/// <summary>A partner takes part in a strand from a date on (rule S4).</summary>
public record PartnerAdmitted(Guid StrandId, Guid InstitutionId, DateOnly From);

/// <summary>A strand takes no new cohorts any more.</summary>
public record StrandRetired(Guid StrandId);

/// <summary>A committee was formed.</summary>
public record CommitteeFormed(Guid CommitteeId, string Key, string Name, CommitteeKind Kind);

/// <summary>A person has a mandate in a committee from a date on; <c>Until</c> is its last day, if it has one.</summary>
public record MemberSeated(Guid CommitteeId, Guid PersonId, Guid InstitutionId, bool RepresentsPartners, DateOnly From, DateOnly? Until);

/// <summary>A mandate ended on a day.</summary>
public record MandateEnded(Guid CommitteeId, Guid PersonId, DateOnly On);

/// <summary>
/// A committee resolved something; the number is the committee's own, unique within it. With the meeting at which it was, and the
/// votes if they were counted.
/// </summary>
public record ResolutionPassed(Guid CommitteeId, string Number, DateOnly On, string Subject, Guid? CohortId, Guid? StrandId,
    Guid? MeetingId = null, Votes? Votes = null);

/// <summary>A version of the mentoring charter came into force.</summary>
public record CharterVersionPublished(Guid CharterId, string CharterVersion, DateOnly EffectiveFrom);

/// <summary>
/// A cohort was planned; its last day follows from the strand's duration (rule S3). Outside the strand's cadence it carries the
/// number of the resolution that allowed it (rule S2).
/// </summary>
public record CohortPlanned(Guid CohortId, Guid StrandId, string Key, StrandFormat Format, DateOnly StartsOn, DateOnly EndsOn,
    string? ExceptionResolution = null);

/// <summary>The call of a cohort was published, under the policy then in force; nothing is submitted after the deadline.</summary>
public record CallPublished(Guid CohortId, Guid StrandId, int PolicyVersion, StrandPolicy Policy, int Places,
    DateTimeOffset Deadline, IReadOnlyList<Guid> Institutions, string CharterVersion);

/// <summary>The deadline moved to a later instant.</summary>
public record CallExtended(Guid CohortId, DateTimeOffset Deadline);

/// <summary>The call takes no applications any more.</summary>
public record CallClosed(Guid CohortId);

/// <summary>The cohort began: from now on it mentors.</summary>
public record CohortStarted(Guid CohortId, Guid StrandId);

/// <summary>The cohort ended as planned.</summary>
public record CohortCompleted(Guid CohortId, Guid StrandId);

/// <summary>The cohort will not take place, or stopped; nothing is accepted for it any more.</summary>
public record CohortCancelled(Guid CohortId, Guid StrandId);
