using Advance.Applications;
using Advance.Contracts;
using Advance.Tests.Specs.Strands;
using AReview = Advance.Applications.Review;

namespace Advance.Tests.Specs.Applications;

public class ReviewSpecs
{
    [Fact]
    public void A_reviewer_is_assigned_unless_a_rule_says_no()
    {
        ReviewerAssigned Assign(AReview? review = null, Application? application = null, ReviewPanel? panel = null, CohortOfReview? cohort = null,
            Applicant? reviewer = null, string? rule = null, Func<Guid, Guid>? present = null) => AssignReviewerEndpoint.Decide(review ?? Reviews.Unassigned,
            application ?? States.Eligible, panel ?? Reviews.Panel(), cohort ?? Reviews.Cohort, reviewer ?? Reviews.Known(Reviews.Rosalind), rule, present ?? (id => id));

        Assign().Should().Be(Reviews.RosalindAssigned);
        Assign(application: States.Submitted).Should().Be(Reviews.RosalindAssigned, "eligibility and review may go side by side");
        Assign(panel: Reviews.Panel(ReviewPhase.Assessing)).Should().Be(Reviews.RosalindAssigned, "a conflict found late needs another reviewer");
        Then.Refused("reviewer-conflicted", () => Assign(rule: "kinship"));
        Then.Refused("reviewer-unknown", () => Assign(reviewer: new()));
        Then.Refused("reviewer-unknown", () => Assign(reviewer: Reviews.Gone(Reviews.Rosalind)));
        Then.Refused("reviewer-already-assigned", () => Assign(Reviews.Assigned));
        Then.Refused("reviewer-already-assigned", () => Assign(Reviews.Assigned, reviewer: Reviews.Known(Reviews.Emmy), present: _ => Reviews.Emmy));
        Then.Refused("application-withdrawn", () => Assign(application: States.Withdrawn));
        Then.Refused("already-decided", () => Assign(application: States.Selected));
        Then.Refused("review-closed", () => Assign(panel: Reviews.Panel(ReviewPhase.Closed)));
        Then.Refused("cohort-over", () => Assign(cohort: Reviews.OverCohort));
    }

    [Fact]
    public void An_assessment_scores_each_criterion_once_and_the_latest_counts()
    {
        AssessmentGiven Assess(AssessApplication command, ReviewPhase phase = ReviewPhase.Assessing, CohortOfReview? cohort = null) =>
            AssessApplicationEndpoint.Decide(Reviews.Assigned, Reviews.Panel(phase), cohort ?? Reviews.Cohort, Reviews.Rosalind, command);
        AssessApplication Scored(params (string Criterion, int Points)[] scores) => new(Recommendation.Select, [.. scores.Select(s => new Score(s.Criterion, s.Points))]);
        var whole = Scored(("need", 5), ("excellence", 1));

        var given = Assess(whole);
        given.Should().BeEquivalentTo(new AssessmentGiven(States.Id, Cohorts.Id, People.Ada, Reviews.Rosalind, [new("need", 5), new("excellence", 1)], Recommendation.Select, null));
        Assess(new(Recommendation.Abstain)).Scores.Should().BeEmpty();
        var twice = Reviews.Assigned.Evolve(given).Evolve(Reviews.Assess(Reviews.Rosalind, 4, 4));
        twice.Assessments.Should().ContainSingle().Which.Edition.Should().Be(2);

        Then.Refused("rubric-mismatch", () => Assess(Scored(("need", 5))));
        Then.Refused("rubric-mismatch", () => Assess(Scored(("need", 5), ("need", 5))));
        Then.Refused("rubric-mismatch", () => Assess(Scored(("need", 5), ("excellence", 1), ("charm", 1))));
        Then.Refused("rubric-mismatch", () => Assess(new(Recommendation.Decline)));
        Then.Refused("score-off-scale", () => Assess(Scored(("need", 6), ("excellence", 1))));
        Then.Refused("score-off-scale", () => Assess(Scored(("need", 5), ("excellence", 0))));
        Then.Refused("abstention-scored", () => Assess(whole with { Recommendation = Recommendation.Abstain }));
        Then.Refused("not-assessing", () => Assess(whole, ReviewPhase.Assigning));
        Then.Refused("not-assessing", () => Assess(whole, ReviewPhase.Discussing));
        Then.Refused("review-closed", () => Assess(whole, ReviewPhase.Closed));
        Then.Refused("cohort-over", () => Assess(whole, cohort: Reviews.OverCohort));
    }

    [Fact]
    public void Who_steps_aside_no_longer_counts_and_the_event_has_no_reason()
    {
        ReviewerRecused Recuse(AReview review, Applicant? person = null, ReviewPhase phase = ReviewPhase.Assessing) =>
            RecuseReviewerEndpoint.Decide(review, States.Eligible, Reviews.Panel(phase), person ?? Reviews.Known(Reviews.Rosalind), Reviews.Rosalind, null);
        var assessed = Reviews.ByBoth.Evolve(Reviews.Assess(Reviews.Rosalind, 5, 5)).Evolve(Reviews.Assess(Reviews.Emmy, 1, 1));
        var after = assessed.Evolve(Recuse(assessed));

        after.Active.Should().Equal(Reviews.Emmy);
        after.Assessments.Should().ContainSingle().Which.ReviewerId.Should().Be(Reviews.Emmy);
        typeof(ReviewerRecused).GetProperties().Select(p => p.PropertyType).Should().NotContain(typeof(string));
        typeof(RecusalRecorded).GetProperties().Select(p => p.Name).Should().BeEquivalentTo(["RecusalId", "ReviewerId", "ApplicantId"]);
        Recuse(Reviews.Unassigned).ReviewerId.Should().Be(Reviews.Rosalind, "one may step aside before being asked");
        Then.Refused("already-recused", () => Recuse(after));
        Then.Refused("reviewer-unknown", () => Recuse(Reviews.Assigned, new()));
        Then.Refused("review-closed", () => Recuse(Reviews.Assigned, phase: ReviewPhase.Closed));
    }

    [Fact]
    public void The_recusal_register_takes_two_known_people_once()
    {
        RecusalRecorded Record(Recusal? known = null, Applicant? other = null, Guid? applicant = null) => RecordRecusalEndpoint.Decide(known,
            Reviews.Known(Reviews.Rosalind), other ?? Reviews.Known(People.Ada), new(Reviews.Rosalind, applicant ?? People.Ada));

        var recorded = Record();
        recorded.Should().Be(new RecusalRecorded(Recusal.IdOf(Reviews.Rosalind, People.Ada), Reviews.Rosalind, People.Ada));
        Then.Refused("already-recused", () => Record(Given.The<Recusal>(recorded)));
        Then.Refused("person-unknown", () => Record(other: new()));
        Then.Refused("recusal-of-oneself", () => Record(applicant: Reviews.Rosalind));
    }

    [Fact]
    public void An_assignment_can_be_taken_back()
    {
        ReviewerReleased Release(AReview review, ReviewPhase phase = ReviewPhase.Assessing) => ReleaseReviewerEndpoint.Decide(review, Reviews.Panel(phase), new(Reviews.Rosalind));
        var assessed = Reviews.ByBoth.Evolve(Reviews.Assess(Reviews.Rosalind, 5, 5));
        var after = assessed.Evolve(Release(assessed));
        (after.Active.Single(), after.Assessments.Count).Should().Be((Reviews.Emmy, 0));
        Then.Refused("reviewer-not-assigned", () => Release(after));
        Then.Refused("review-closed", () => Release(assessed, ReviewPhase.Closed));
    }

    [Fact]
    public void A_conflict_that_becomes_known_late_ends_the_assignment_once()
    {
        var review = Reviews.ByBoth.Evolve(Reviews.Assess(Reviews.Rosalind, 5, 5)).Evolve(Reviews.Assess(Reviews.Emmy, 1, 1));
        IReadOnlyList<object> Look(AReview at, ReviewFacts facts) => LateConflicts.Decide(at, States.Eligible, [People.Ada], new(facts), Reviews.Cohort);
        var kin = ReviewFacts.None with { Bonds = [new(Ids.New(), People.Ada, Reviews.Rosalind, RelationshipKind.Kinship, new(1990, 1, 1), null, default)] };

        Look(review, ReviewFacts.None).Should().BeEmpty();
        Look(review, ReviewFacts.None with { Erased = new HashSet<Guid> { Reviews.Rosalind } }).Should().BeEmpty("what an erased reviewer said goes on counting");
        var ended = Look(review, kin);
        ended.Should().Equal(new ReviewerConflicted(States.Id, Cohorts.Id, People.Ada, Reviews.Rosalind));
        var after = review.Evolve(ended[0]);
        (after.Active, after.Conflicted, after.Assessments.Select(a => a.ReviewerId)).Should().BeEquivalentTo(
            (new[] { Reviews.Emmy }, new[] { Reviews.Rosalind }, new[] { Reviews.Emmy }));
        Look(after, kin).Should().BeEmpty("heard twice changes nothing");
        Look(review, ReviewFacts.None with { PresentIds = new Dictionary<Guid, Guid> { [Reviews.Emmy] = Reviews.Rosalind } }).Should()
            .Equal(new ReviewerReleased(States.Id, Cohorts.Id, People.Ada, Reviews.Emmy));
    }
}
