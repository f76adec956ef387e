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

    private static DecisionsReleased Released(Intake? intake = null, Call? call = null, ReleaseDecisions? by = null, params DecidingCommittee[] committees) =>
        ReleaseDecisionsEndpoint.Decide(intake ?? Decided, call ?? Calls.Closed, committees, by ?? new(), Today);

    [Fact]
    public void Decisions_are_released_once_and_all_together()
    {
        Released().Should().Be(new DecisionsReleased(Cohorts.Id, 2, 1, 1));
        Then.Refused("undecided-applications", () => Released(States.Intake(States.AdaHolds, undecided: 1)));
        Then.Refused("call-still-open", () => Released(call: Calls.Open));
        Then.Refused("already-released", () => Released(States.Intake(States.AdaHolds, released: true)));
        Then.Refused("cohort-over", () => Released(call: Calls.Cancelled));
    }

    [Fact]
    public void A_constituted_steering_committee_releases_by_its_resolution()
    {
        Then.Refused("resolution-required", () => Released(committees: Committee()));
        Released(committees: Committee(until: new(2026, 11, 30))).ResolutionNumber.Should().BeNull("nobody has a mandate any more");
        Released(committees: Committee(CommitteeKind.Executive)).ResolutionNumber.Should().BeNull("an executive committee alone forces nothing");
        var ended = Committee().Evolve(new MandateEnded(Steering, Ids.New(), Today));
        Then.Refused("resolution-required", () => Released(committees: ended));
    }

    [Fact]
    public void The_resolution_is_of_a_committee_that_decides_and_names_this_cohort()
    {
        ReleaseDecisions by = new(Steering, "2026/7");
        Released(by: by, committees: Committee(more: Passed("2026/7", Cohorts.Id))).Should()
            .Be(new DecisionsReleased(Cohorts.Id, 2, 1, 1, "2026/7", Steering));
        Released(by: by, committees: Committee(CommitteeKind.Executive, more: Passed("2026/7", Cohorts.Id))).CommitteeId.Should().Be(Steering);
        Then.Refused("resolution-unknown", () => Released(by: by));
        Then.Refused("resolution-unknown", () => Released(by: by, committees: Committee(more: Passed("2026/7", Ids.New()))));
        Then.Refused("resolution-unknown", () => Released(by: by, committees: Committee(more: Passed("2026/7", null))));
        Then.Refused("resolution-unknown", () => Released(by: by, committees: Committee(more: Passed("2026/8", Cohorts.Id))));
        Then.Refused("resolution-unknown", () => Released(by: by, committees: Committee(CommitteeKind.AdvisoryBoard, more: Passed("2026/7", Cohorts.Id))));
    }

    [Fact]
    public void A_resolution_is_named_by_committee_and_number()
    {
        foreach (var wrong in (ReleaseDecisions[])[new(Steering), new(null, "2026/7"), new(Guid.Empty, "2026/7"), new(Steering, new('7', 61)), new(Steering, " ")])
            ((Action)(() => ReleaseDecisionsEndpoint.Validate(wrong))).Should().Throw<Malformed>();
        ReleaseDecisionsEndpoint.Validate(new());
        ReleaseDecisionsEndpoint.Validate(new(Steering, "2026/7"));
    }

    [Fact]
    public void A_decision_is_only_prepared_until_the_release_and_stands_in_its_application_all_the_same()
    {
        object[] decisions = [new EligibilityConfirmed(States.Id, Cohorts.Id, People.Ada), new EligibilityRefused(States.Id, Cohorts.Id, People.Ada, "contract-too-short"),
            new ApplicationSelected(States.Id, Cohorts.Id, People.Ada, Calls.University), new ApplicationPromoted(States.Id, Cohorts.Id, People.Ada, Calls.University),
            new ApplicationWaitlisted(States.Id, Cohorts.Id, People.Ada, 1, Ids.New()), new ApplicationDeclined(States.Id, Cohorts.Id, People.Ada, DeclineGround.Capacity)];
        var submitted = States.Submitted;
        foreach (var decision in decisions)
        {
            Prepared.Unless(true, decision).Should().BeSameAs(decision);
            var prepared = Prepared.Unless(false, decision);
            prepared.GetType().Assembly.Should().NotBeSameAs(typeof(ApplicationSelected).Assembly, "what is published is in Contracts");
            prepared.Should().BeAssignableTo<IPrepared>().Which.Decision.Should().BeSameAs(decision);
            submitted.Evolve(prepared).Should().Be(submitted.Evolve(decision));
        }

        ApplicationWithdrawn own = new(States.Id, Cohorts.Id, People.Ada);
        Prepared.Unless(false, own).Should().BeSameAs(own, "the applicant did that");
    }

    [Fact]
    public void The_release_tells_of_each_application_once_and_as_it_stands_by_then()
    {
        var intake = States.Intake(States.AdaHolds, holding: 1, waiting: [Ids.New()]);
        Release.Of(States.Waitlisted.Evolve(new Prepared<ApplicationPromoted>(new(States.Id, Cohorts.Id, People.Ada, Calls.University))), intake).Should()
            .Equal([new EligibilityConfirmed(States.Id, Cohorts.Id, People.Ada), new ApplicationSelected(States.Id, Cohorts.Id, People.Ada, Calls.University)],
                "that she waited and moved up before the release is nobody's business");
        var (first, reason) = (Ids.New(), Ids.New());
        var waits = States.Eligible.Evolve(new Prepared<ApplicationWaitlisted>(new(States.Id, Cohorts.Id, People.Ada, 1, reason)));
        var queue = States.Intake(States.AdaWaits, waiting: [first]).Evolve(new Prepared<WaitingListOrdered>(new(Cohorts.Id, [first, States.Id])));
        Release.Of(waits, queue).Should().Contain(new ApplicationWaitlisted(States.Id, Cohorts.Id, People.Ada, 2, reason), "at the position of the list as released");
        Release.OfList(queue).Should().BeEquivalentTo([new WaitingListOrdered(Cohorts.Id, [first, States.Id])]);
        Release.OfList(States.Intake(States.AdaHolds)).Should().BeEmpty("nobody waits");
        Release.Of(States.Ineligible, intake).Should().Equal(new EligibilityRefused(States.Id, Cohorts.Id, People.Ada, "contract-too-short"));
        Release.Of(States.Declined, intake)[1].Should().Be(new ApplicationDeclined(States.Id, Cohorts.Id, People.Ada, DeclineGround.Merit));
        Release.Of(States.Withdrawn, intake).Should().BeEmpty();
    }

    [Fact]
    public void The_release_tells_places_first_as_they_were_given_then_the_list_then_those_without_a_place()
    {
        var (waiting, intake) = (Ids.New(), States.Intake(States.AdaHasNone, holding: 2));
        intake = intake.Evolve(new ApplicationReceived(Cohorts.Id, waiting, Ids.New(), Calls.University)).Evolve(new WaitJoined(Cohorts.Id, waiting));
        var holding = intake.Entries.Where(e => e.Standing is Standing.Holding).Select(e => e.ApplicationId);
        Release.InOrder(intake).Should().Equal([.. holding, waiting, States.Id]);
    }

    [Fact]
    public void The_release_tells_of_every_draw_with_its_seed_and_of_one_that_was_set_aside()
    {
        var (a, b) = (Ids.New(), Ids.New());
        LotsDrawn drawn = new(Cohorts.Id, 1, "00", 1, [a, b], [], [b, a]);
        LotsSetAside aside = new(Cohorts.Id, 1, Steering, "2026/9");
        Lottery lottery = Given.The<Lottery>(new LotteryCommitted(Cohorts.Id, 1, "c"), new Prepared<LotsDrawn>(drawn), new LotteryCommitted(Cohorts.Id, 2, "d"));
        Release.OfLots(lottery).Should().BeEquivalentTo([drawn], "the second is not drawn");
        lottery = lottery.Evolve(new Prepared<LotsSetAside>(aside));
        var told = Release.OfLots(lottery);
        told.Should().HaveCount(2);
        told[1].Should().Be(aside);
        told.Aggregate(lottery, (l, e) => l.Evolve(e)).Should().BeEquivalentTo(lottery, "telling of it changes nothing");
    }
}
