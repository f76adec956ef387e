using Advance.Applications;
using Advance.Contracts;
using Advance.Tests.Specs.Strands;

namespace Advance.Tests.Specs.Applications;

/// <summary>A declined applicant appeals; others than before look at it.</summary>
public class AppealSpecs
{
    private static readonly DateTimeOffset ReleasedAt = Calls.Deadline.AddDays(10);
    private static readonly AppealLodged Lodged = new(States.Id, Cohorts.Id, People.Ada, Ids.New());
    private static readonly Guid Grace = Ids.New();
    private static readonly Guid Text = Ids.New();
    private static Appeal Open => Given.The<Appeal>(Lodged);
    private static Appeal Reviewed => Open.Evolve(new AppealReviewerAssigned(States.Id, Cohorts.Id, Grace));
    private static Appeal Over => Reviewed.Evolve(new AppealDecided(States.Id, Cohorts.Id, People.Ada, AppealOutcome.Dismissed, Text));
    private static Intake Full => States.Intake(States.AdaHasNone, holding: 2, waiting: [Ids.New()], released: true);

    [Fact]
    public void An_appeal_is_lodged_once_against_being_declined_and_in_time()
    {
        AppealLodged Lodge(Application? application = null, Appeal? known = null, DateTimeOffset? releasedAt = null, int days = 14, Call? call = null) =>
            LodgeAppealEndpoint.Decide(application ?? States.Declined, call ?? Calls.Closed, known, releasedAt ?? ReleasedAt, new(Lodged.ReasonTextId), ReleasedAt.AddDays(days));
        Lodge().Should().Be(Lodged);
        Then.Refused("appeal-deadline-passed", () => Lodge(days: 15));
        Then.Refused("already-appealed", () => Lodge(known: Open));
        Then.Refused("already-appealed", () => Lodge(known: Over));
        Then.Refused("not-declined", () => Lodge(States.Waitlisted));
        Then.Refused("not-declined", () => Lodge(States.Ineligible));
        Then.Refused("application-withdrawn", () => Lodge(States.Withdrawn));
        Then.Refused("cohort-over", () => Lodge(call: Calls.Cancelled));
        Then.Refused("decisions-not-released", () => LodgeAppealEndpoint.Decide(States.Declined, Calls.Closed, null, null, new(Text), ReleasedAt));
    }

    [Fact]
    public void An_appeal_has_reviewers_of_its_own_without_conflict()
    {
        AppealReviewerAssigned Assign(Appeal? appeal, Applicant? person = null, bool isAssigned = false, string? rule = null, bool hadAPart = false) =>
            AssignAppealReviewerEndpoint.Decide(States.Declined, appeal, person ?? Reviews.Known(Grace), isAssigned, rule, hadAPart);

        Assign(Open).Should().Be(new AppealReviewerAssigned(States.Id, Cohorts.Id, Grace));
        Then.Refused("no-appeal", () => Assign(null));
        Then.Refused("appeal-decided", () => Assign(Over));
        Then.Refused("reviewer-already-assigned", () => Assign(Reviewed, isAssigned: true));
        Then.Refused("person-unknown", () => Assign(Open, new() { Id = Grace }));
        Then.Refused("person-unknown", () => Assign(Open, Reviews.Gone(Grace)));
        Then.Refused("reviewer-conflicted", () => Assign(Open, rule: Ties.SkipLevel));
        Then.Refused("reviewer-of-first-review", () => Assign(Open, hadAPart: true));
    }

    [Fact]
    public void A_reviewer_of_an_appeal_steps_aside_while_it_is_open()
    {
        RecuseAppealReviewerEndpoint.Decide(Reviewed, Grace).Should().Be(new AppealReviewerRecused(States.Id, Cohorts.Id, Grace));
        Reviewed.Evolve(new AppealReviewerRecused(States.Id, Cohorts.Id, Grace)).Reviewers.Should().BeEmpty("somebody else is needed");
        Then.Refused("not-a-reviewer-of-it", () => RecuseAppealReviewerEndpoint.Decide(Open, null));
        Then.Refused("appeal-decided", () => RecuseAppealReviewerEndpoint.Decide(Over, Grace));
        Then.Refused("no-appeal", () => RecuseAppealReviewerEndpoint.Decide(null, null));
    }

    [Fact]
    public void Whoever_an_event_of_the_review_names_as_reviewer_had_a_part_in_it() =>
        FirstReview.PeopleIn([new AppealReviewerAssigned(States.Id, Cohorts.Id, Grace), Lodged, "something"]).Should().BeEquivalentTo([Grace]);

    [Fact]
    public void An_upheld_appeal_gets_a_free_place_or_waits_first()
    {
        AppealRuling Decide(Intake intake, DecideAppeal command, Appeal? appeal = null, Application? application = null, Call? call = null) =>
            DecideAppealEndpoint.Decide(application ?? States.Declined, intake, call ?? Calls.Closed, appeal ?? Reviewed, command);
        DecideAppeal upheld = new(AppealOutcome.Upheld, Text);

        var placed = Decide(States.Intake(States.AdaHasNone, holding: 1, released: true), upheld);
        placed.Decided.Should().Be(new AppealDecided(States.Id, Cohorts.Id, People.Ada, AppealOutcome.Upheld, Text));
        States.Declined.Evolve(placed.Remedy!.OnApplication).Status.Should().Be(ApplicationStatus.Selected);
        placed.Remedy.OnIntake.Should().Equal(States.AdaHolds);

        Then.Refused("cohort-full", () => Decide(Full, upheld));
        var waits = Decide(Full, upheld with { OrWait = true }).Remedy!;
        waits.OnIntake.Aggregate(Full, (i, e) => i.Evolve(e)).PositionOf(States.Id).Should().Be(1);
        waits.OnApplication.As<ApplicationWaitlisted>().Position.Should().Be(1);
        Decide(Full, upheld with { Outcome = AppealOutcome.Dismissed }).Remedy.Should().BeNull();

        Then.Refused("appeal-decided", () => Decide(Full, upheld, Over));
        Then.Refused("appeal-without-reviewer", () => Decide(Full, upheld, Open));
        Then.Refused("no-appeal", () => DecideAppealEndpoint.Decide(States.Declined, Full, Calls.Closed, null, upheld));
        Then.Refused("application-withdrawn", () => Decide(Full, upheld, application: States.Withdrawn));
        Then.Refused("cohort-over", () => Decide(Full, upheld, call: Calls.Cancelled));
    }
}
