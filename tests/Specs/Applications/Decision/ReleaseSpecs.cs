using Advance.Applications;
using Advance.Contracts;
using Advance.Tests.Specs.Strands;

namespace Advance.Tests.Specs.Applications;

/// <summary>Decisions are released once, all together, and by a resolution where a steering committee is constituted (rules A7, S5).</summary>
public class ReleaseSpecs
{
    private static readonly DateOnly Today = new(2026, 12, 1);
    private static readonly Guid Steering = Ids.New();
    private static Intake Decided => States.Intake(States.AdaHasNone, holding: 2, waiting: [Ids.New()]);

    private static DecidingCommittee Committee(CommitteeKind kind = CommitteeKind.Steering, DateOnly? until = null, params object[] more) =>
        more.Prepend(new MemberSeated(Steering, Ids.New(), Ids.New(), false, new(2026, 1, 1), until)).Prepend(new CommitteeFormed(Steering, "c", "C", kind))
            .Aggregate(new DecidingCommittee(), (c, e) => c.Evolve(e));

    private static ResolutionPassed Passed(string number, Guid? cohort) => new(Steering, number, Today, "Selection", cohort, null);

    private static DecisionsReleased Release(Intake? intake = null, Call? call = null, ReleaseDecisions? by = null, params DecidingCommittee[] committees) =>
        ReleaseDecisionsEndpoint.Decide(intake ?? Decided, call ?? Calls.Closed, committees, by ?? new(), Today);

    [Fact]
    public void Decisions_are_released_once_and_all_together()
    {
        Release().Should().Be(new DecisionsReleased(Cohorts.Id, 2, 1, 1));
        Then.Refused("undecided-applications", () => Release(States.Intake(States.AdaHolds, undecided: 1)));
        Then.Refused("call-still-open", () => Release(call: Calls.Open));
        Then.Refused("already-released", () => Release(States.Intake(States.AdaHolds, released: true)));
        Then.Refused("cohort-over", () => Release(call: Calls.Cancelled));
    }

    [Fact]
    public void A_constituted_steering_committee_releases_by_its_resolution()
    {
        Then.Refused("resolution-required", () => Release(committees: Committee()));
        Release(committees: Committee(until: new(2026, 11, 30))).ResolutionNumber.Should().BeNull("nobody has a mandate any more");
        Release(committees: Committee(CommitteeKind.Executive)).ResolutionNumber.Should().BeNull("an executive committee alone forces nothing");
        var ended = Committee().Evolve(new MandateEnded(Steering, Ids.New(), Today));
        Then.Refused("resolution-required", () => Release(committees: ended));
    }

    [Fact]
    public void The_resolution_is_of_a_committee_that_decides_and_names_this_cohort()
    {
        ReleaseDecisions by = new(Steering, "2026/7");
        Release(by: by, committees: Committee(more: Passed("2026/7", Cohorts.Id))).Should()
            .Be(new DecisionsReleased(Cohorts.Id, 2, 1, 1, "2026/7", Steering));
        Release(by: by, committees: Committee(CommitteeKind.Executive, more: Passed("2026/7", Cohorts.Id))).CommitteeId.Should().Be(Steering);
        Then.Refused("resolution-unknown", () => Release(by: by));
        Then.Refused("resolution-unknown", () => Release(by: by, committees: Committee(more: Passed("2026/7", Ids.New()))));
        Then.Refused("resolution-unknown", () => Release(by: by, committees: Committee(more: Passed("2026/7", null))));
        Then.Refused("resolution-unknown", () => Release(by: by, committees: Committee(more: Passed("2026/8", Cohorts.Id))));
        Then.Refused("resolution-unknown", () => Release(by: by, committees: Committee(CommitteeKind.AdvisoryBoard, more: Passed("2026/7", Cohorts.Id))));
    }

    [Fact]
    public void A_resolution_is_named_by_committee_and_number()
    {
        foreach (var wrong in (ReleaseDecisions[])[new(Steering), new(null, "2026/7"), new(Guid.Empty, "2026/7"), new(Steering, new('7', 61)), new(Steering, " ")])
            ((Action)(() => ReleaseDecisionsEndpoint.Validate(wrong))).Should().Throw<Malformed>();
        ReleaseDecisionsEndpoint.Validate(new());
        ReleaseDecisionsEndpoint.Validate(new(Steering, "2026/7"));
    }
}
