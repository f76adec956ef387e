using Advance.Contracts;

namespace Advance.Circles;

/// <summary>What this module knows of a cohort, read from the cohort's stream: its dates, the policy its circles are judged by, and to whom its call was open.</summary>
public record CohortOfCircles : IFold<CohortOfCircles>
{
    public Guid Id { get; init; }
    public StrandFormat Format { get; init; }
    public DateOnly StartsOn { get; init; }
    public DateOnly EndsOn { get; init; }
    public StrandPolicy? Policy { get; init; }

    /// <summary>Those to which the call was open: mentors of another institution sit in no circle of the cohort (rule S4).</summary>
    public IReadOnlyList<Guid> Institutions { get; init; } = [];
    public bool IsOver { get; init; }

    public CohortOfCircles Evolve(object e) => e switch
    {
        CohortPlanned planned => this with { Id = planned.CohortId, Format = planned.Format, StartsOn = planned.StartsOn, EndsOn = planned.EndsOn },
        CallPublished call => this with { Policy = call.Policy, Institutions = call.Institutions },
        CohortCompleted _ => this with { IsOver = true },
        CohortCancelled _ => this with { IsOver = true },
        _ => this,
    };

    /// <summary>The policy of a cohort that takes circles; refused when it does not.</summary>
    public static StrandPolicy PolicyOf(CohortOfCircles? cohort)
    {
        Refused.When(cohort is null || cohort.Id == Guid.Empty, "cohort-unknown", "There is no cohort with this id.");
        Refused.When(cohort!.Format != StrandFormat.Circle, "not-a-circle-cohort", "This cohort mentors in pairs, not in circles.");
        Refused.When(cohort.IsOver, "cohort-over", "This cohort is completed or cancelled.");
        Refused.When(cohort.Policy is null, "call-not-published", "The call of this cohort is not published: no policy judges its circles yet.");
        return cohort.Policy!;
    }

    /// <summary>Rule C1: mentees up to the hard cap, mentors within the policy's range.</summary>
    public static void MustFit(StrandPolicy policy, int mentees, int mentors)
    {
        Refused.When(mentees > policy.HardCap, "circle-too-large", $"A circle has at most {policy.HardCap} mentees.");
        Refused.When(mentors < policy.MentorsFrom, "too-few-mentors", $"A circle has at least {policy.MentorsFrom} mentors.");
        Refused.When(mentors > policy.MentorsTo, "too-many-mentors", $"A circle has at most {policy.MentorsTo} mentors.");
    }
}
