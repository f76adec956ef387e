using Advance.Contracts;
using Advance.Strands;

namespace Advance.Tests.Specs.Strands;

/// <summary>The states of a cohort that specs begin from.</summary>
internal static class Cohorts
{
    public static readonly Guid Id = Ids.New();
    public static readonly Guid StrandId = Ids.New();
    public static readonly DateTimeOffset Deadline = new(2026, 11, 30, 22, 59, 59, TimeSpan.Zero);

    public static readonly StrandPolicy Policy = new(20, 10, 20, Cadence.Yearly, 6, 5, 1, 1, 3, 3, false, true, ["postdoc"], [], ["envisionedMeetings"]);

    public static readonly CohortPlanned Planned = new(Id, StrandId, "fellows-2027", StrandFormat.OneOnOne, new(2027, 1, 15), new(2027, 7, 14));
    public static readonly CallPublished Published = new(Id, StrandId, 1, Policy, 20, Deadline, [Ids.New()], "1.0");

    public static Cohort ACohortPlanned => Given.The<Cohort>(Planned);
    public static Cohort ACohortWithAnOpenCall => Given.The<Cohort>(Planned, Published);
    public static Cohort ACohortWithAClosedCall => Given.The<Cohort>(Planned, Published, new CallClosed(Id));
    public static Cohort ARunningCohort => Given.The<Cohort>(Planned, Published, new CallClosed(Id), new CohortStarted(Id, StrandId));
    public static Cohort ACancelledCohort => Given.The<Cohort>(Planned, new CohortCancelled(Id, StrandId));
}

public class CohortSpecs
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly Strand AStrand = Given.The<Strand>(new StrandDefined(Cohorts.StrandId, "fellows", "Fellows", StrandFormat.OneOnOne),
        new PolicyAdopted(Cohorts.StrandId, 1, new(2024, 1, 1), Cohorts.Policy, null));
    private static readonly Charter ACharter = Given.The<Charter>(new CharterVersionPublished(Charter.TheId, "1.0", new(2024, 1, 1)));

    [Fact]
    public void A_cohort_ends_the_day_before_its_duration_is_over() =>
        PlanCohortEndpoint.Decide(AStrand, new(Cohorts.StrandId, "f", new(2027, 1, 15)), Cohorts.Id, keyTaken: false).EndsOn.Should().Be(new DateOnly(2027, 7, 14));

    [Fact]
    public void Planning_is_refused_for_an_unknown_or_retired_strand_a_taken_key_and_without_policy()
    {
        PlanCohort plan = new(Cohorts.StrandId, "f", new(2027, 1, 15));
        var retired = AStrand.Evolve(new StrandRetired(Cohorts.StrandId));
        Then.Refused("strand-unknown", () => PlanCohortEndpoint.Decide(null, plan, Cohorts.Id, false));
        Then.Refused("strand-retired", () => PlanCohortEndpoint.Decide(retired, plan, Cohorts.Id, false));
        Then.Refused("key-taken", () => PlanCohortEndpoint.Decide(AStrand, plan, Cohorts.Id, true));
        Then.Refused("no-policy-in-force", () => PlanCohortEndpoint.Decide(AStrand, plan with { StartsOn = new(2023, 1, 1) }, Cohorts.Id, false));
    }

    [Fact]
    public void A_call_carries_the_policy_in_force_when_it_is_published()
    {
        var later = AStrand.Evolve(new PolicyAdopted(Cohorts.StrandId, 2, new(2026, 12, 1), Cohorts.Policy with { HardCap = 5 }, null));
        PublishCallEndpoint.Decide(Cohorts.ACohortPlanned, later, [], ACharter, new(Cohorts.Deadline), Now).PolicyVersion.Should().Be(1);
    }

    [Fact]
    public void Publishing_is_refused_with_the_rule_that_says_no()
    {
        Action Publish(Cohort cohort, DateTimeOffset deadline, int? places = null, Strand? strand = null, Charter? charter = null) =>
            () => PublishCallEndpoint.Decide(cohort, strand ?? AStrand, [], charter ?? ACharter, new(deadline, places), Now);
        Then.Refused("call-already-published", Publish(Cohorts.ACohortWithAnOpenCall, Cohorts.Deadline));
        Then.Refused("cohort-over", Publish(Cohorts.ACancelledCohort, Cohorts.Deadline));
        Then.Refused("deadline-passed", Publish(Cohorts.ACohortPlanned, Now));
        Then.Refused("deadline-after-start", Publish(Cohorts.ACohortPlanned, Now.AddYears(1)));
        Then.Refused("above-hard-cap", Publish(Cohorts.ACohortPlanned, Cohorts.Deadline, places: 21));
        Then.Refused("no-charter-in-force", Publish(Cohorts.ACohortPlanned, Cohorts.Deadline, charter: new()));
    }

    [Fact]
    public void A_deadline_moves_to_later_only()
    {
        Then.Refused("deadline-not-later", () => ExtendCallEndpoint.Decide(Cohorts.ACohortWithAnOpenCall, new(Cohorts.Deadline), Now));
        ExtendCallEndpoint.Decide(Cohorts.ACohortWithAnOpenCall, new(Cohorts.Deadline.AddDays(1)), Now).Deadline.Should().Be(Cohorts.Deadline.AddDays(1));
    }

    [Fact]
    public void A_cohort_goes_through_its_states_once()
    {
        Then.Refused("call-not-open", () => CloseCallEndpoint.Decide(Cohorts.ACohortPlanned));
        Then.Refused("call-still-open", () => StartCohortEndpoint.Decide(Cohorts.ACohortWithAnOpenCall));
        Then.Refused("cohort-already-running", () => StartCohortEndpoint.Decide(Cohorts.ARunningCohort));
        Then.Refused("cohort-not-running", () => CompleteCohortEndpoint.Decide(Cohorts.ACohortWithAClosedCall));
        Then.Refused("cohort-over", () => CancelCohortEndpoint.Decide(Cohorts.ACancelledCohort));
        StartCohortEndpoint.Decide(Cohorts.ACohortWithAClosedCall).Should().Be(new CohortStarted(Cohorts.Id, Cohorts.StrandId));
    }
}
