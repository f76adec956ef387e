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
    public void A_review_goes_forwards_and_back_only_from_discussing_to_assessing()
    {
        IReadOnlyList<object> Begin(ReviewPhase from, ReviewPhase to) => ChangeReviewPhaseEndpoint.Decide(Reviews.Panel(from), Reviews.Cohort, null, new(to));

        Begin(ReviewPhase.Assigning, ReviewPhase.Assessing).Should().Equal(new ReviewPhaseChanged(Cohorts.Id, ReviewPhase.Assessing));
        Begin(ReviewPhase.Assessing, ReviewPhase.Closed).Should().Equal(new ReviewPhaseChanged(Cohorts.Id, ReviewPhase.Closed));
        Begin(ReviewPhase.Discussing, ReviewPhase.Assessing).Should().Equal(new ReviewReopened(Cohorts.Id));
        Reviews.Panel(ReviewPhase.Discussing).Evolve(new ReviewReopened(Cohorts.Id)).Phase.Should().Be(ReviewPhase.Assessing);
        Then.Refused("phase-not-forward", () => Begin(ReviewPhase.Assessing, ReviewPhase.Assessing));
        Then.Refused("phase-not-forward", () => Begin(ReviewPhase.Assessing, ReviewPhase.Assigning));
        Then.Refused("phase-not-forward", () => Begin(ReviewPhase.Discussing, ReviewPhase.Assigning));
        Then.Refused("review-closed", () => Begin(ReviewPhase.Closed, ReviewPhase.Assessing));
        Then.Refused("cohort-over", () => ChangeReviewPhaseEndpoint.Decide(Reviews.Panel(), Reviews.OverCohort, null, new(ReviewPhase.Assessing)));
    }

    [Fact]
    public void A_cohort_without_rules_takes_those_of_its_strand_and_none_is_assessed_without()
    {
        Then.Refused("rubric-missing", () => ChangeReviewPhaseEndpoint.Decide(new(), Reviews.Cohort, null, new(ReviewPhase.Assessing)));
        ChangeReviewPhaseEndpoint.Decide(new(), Reviews.Cohort, Reviews.Rules, new(ReviewPhase.Assessing)).Should()
            .Equal(new ReviewRulesAdopted(Cohorts.Id, Reviews.Rules), new ReviewPhaseChanged(Cohorts.Id, ReviewPhase.Assessing));
        AdoptReviewRulesEndpoint.Decide(Reviews.Panel(), Reviews.Cohort, new(true, Reviews.Rules.Rubric, 0, 10)).Rules.Should()
            .Be(new ReviewRules(true, 0, 10, Reviews.Rules.Rubric));
        Then.Refused("rubric-in-use", () => AdoptReviewRulesEndpoint.Decide(Reviews.Panel(ReviewPhase.Assessing), Reviews.Cohort, new(true, Reviews.Rules.Rubric)));
        Then.Refused("cohort-over", () => AdoptReviewRulesEndpoint.Decide(new(), Reviews.OverCohort, new(true, Reviews.Rules.Rubric)));
    }

    [Fact]
    public void A_rubric_and_a_scale_have_bounds()
    {
        Action Adopt(IReadOnlyList<Criterion>? rubric, int from = 1, int to = 5) => () => AdoptReviewRulesEndpoint.Validate(new(false, rubric!, from, to));
        Adopt(Reviews.Rules.Rubric).Should().NotThrow();
        Adopt(null).Should().Throw<Malformed>();
        Adopt([]).Should().Throw<Malformed>();
        Adopt([new("need", 0)]).Should().Throw<Malformed>();
        Adopt([new("need", 1), new("need", 2)]).Should().Throw<Malformed>();
        Adopt([new("Need!", 1)]).Should().Throw<Malformed>();
        Adopt([.. Enumerable.Range(10, 21).Select(i => new Criterion($"c{i}", 1))]).Should().Throw<Malformed>();
        Adopt(Reviews.Rules.Rubric, 5, 5).Should().Throw<Malformed>();
        Adopt(Reviews.Rules.Rubric, -1).Should().Throw<Malformed>();
        Adopt(Reviews.Rules.Rubric, 1, 101).Should().Throw<Malformed>();
    }

    [Fact]
    public void The_pool_takes_people_once()
    {
        ReviewersPooled? Pool(ReviewPanel panel, params Guid[] people) => PoolReviewersEndpoint.Decide(panel, Reviews.Cohort, [.. people.Select(Reviews.Known)]);
        Pool(Reviews.Panel(pool: Reviews.Emmy), Reviews.Rosalind, Reviews.Emmy)!.PersonIds.Should().Equal(Reviews.Rosalind);
        Pool(Reviews.Panel(pool: Reviews.Emmy), Reviews.Emmy).Should().BeNull("said twice changes nothing");
        Then.Refused("reviewer-unknown", () => PoolReviewersEndpoint.Decide(new(), Reviews.Cohort, [null]));
        Then.Refused("review-closed", () => Pool(Reviews.Panel(ReviewPhase.Closed), Reviews.Emmy));
        Then.Refused("cohort-over", () => PoolReviewersEndpoint.Decide(new(), Reviews.OverCohort, [Reviews.Known(Reviews.Emmy)]));
        Then.Refused("reviewer-pool-full", () => Pool(Reviews.Panel(pool: [.. Enumerable.Range(0, PoolReviewersEndpoint.Most).Select(_ => Ids.New())]), Reviews.Emmy));
    }

    [Fact]
    public void Reviewers_are_assigned_from_the_pool_free_of_conflicts()
    {
        AllotmentPlan Assign(ReviewPanel panel, ReviewFacts? facts = null, CohortOfReview? cohort = null, int perApplication = 1) =>
            AssignReviewersEndpoint.Decide([States.Eligible], new Dictionary<Guid, AReview> { [States.Id] = Reviews.Unassigned }, panel,
                cohort ?? Reviews.Cohort, new(facts ?? ReviewFacts.None), [People.Ada], new(perApplication, 5));
        var both = Reviews.Panel(pool: [Reviews.Rosalind, Reviews.Emmy]);

        Assign(both, ReviewFacts.None with { Recusals = [(Reviews.Rosalind, People.Ada)] }).Pairs.Should().Equal((States.Id, Reviews.Emmy));
        Assign(Reviews.Panel(pool: [Reviews.Rosalind, People.Ada]), perApplication: 2).Unfilled.Should().Equal(new Unfilled(States.Id, 1, Unfilled.Conflicts));
        Assign(both, ReviewFacts.None with { Erased = new HashSet<Guid> { Reviews.Rosalind } }, perApplication: 2).Pairs.Should()
            .Equal([(States.Id, Reviews.Emmy)], "an erased person is asked for nothing");
        Then.Refused("reviewer-pool-empty", () => Assign(Reviews.Panel()));
        Then.Refused("review-closed", () => Assign(Reviews.Panel(ReviewPhase.Closed)));
        Then.Refused("cohort-over", () => Assign(both, cohort: Reviews.OverCohort));
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
    public void A_document_without_names_takes_the_place_of_an_earlier_one()
    {
        RedactDocument letter = new("motivation-letter", States.Id), cv = new("cv", FileId: States.Id);
        DocumentRedacted Redact(Application? application = null, ReviewPanel? panel = null, CohortOfReview? cohort = null, RedactDocument? command = null,
            Guid? owner = null) => RedactDocumentEndpoint.Decide(application ?? States.Eligible, panel ?? Reviews.Panel(), cohort ?? Reviews.Cohort, [People.Ada],
                owner is { } id ? new() { Id = States.Id, PersonId = id } : null, command ?? letter);
        Reviews.Unassigned.Evolve(Redact()).Evolve(Redact() with { TextId = People.Ada }).Redacted.Should().Equal(new Attachment("motivation-letter", People.Ada));
        Then.Refused("application-withdrawn", () => Redact(States.Withdrawn));
        Then.Refused("review-closed", () => Redact(panel: Reviews.Panel(ReviewPhase.Closed)));
        Then.Refused("cohort-over", () => Redact(cohort: Reviews.OverCohort));
        Reviews.Unassigned.Evolve(Redact(command: cv, owner: People.Ada)).Redacted.Should().Equal(new Attachment("cv", FileId: States.Id));
        Then.Refused("file-unknown", () => Redact(command: cv));
        Then.Refused("file-unknown", () => Redact(command: cv, owner: Reviews.Emmy));
    }

    [Fact]
    public void What_the_review_says_is_summed_up_once_the_assessments_are_on_the_table()
    {
        BriefAssessmentWritten Sum(ReviewPhase phase = ReviewPhase.Discussing, Application? application = null, CohortOfReview? cohort = null) =>
            WriteBriefAssessmentEndpoint.Decide(application ?? States.Eligible, Reviews.Panel(phase), cohort ?? Reviews.Cohort, new(States.Id));
        Reviews.ByBoth.Evolve(Sum()).BriefAssessmentId.Should().Be(States.Id);
        Sum(ReviewPhase.Closed, States.Declined).TextId.Should().Be(States.Id);
        Then.Refused("not-discussing", () => Sum(ReviewPhase.Assessing));
        Then.Refused("application-withdrawn", () => Sum(application: States.Withdrawn));
        Then.Refused("cohort-over", () => Sum(cohort: Reviews.OverCohort));
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
