using Advance.Applications;
using Advance.Contracts;
using Advance.Tests.Specs.Strands;
using AReview = Advance.Applications.Review;

namespace Advance.Tests.Specs.Applications;

/// <summary>How a cohort is reviewed: phases, rubric, pool, and what is on the table.</summary>
public class ReviewPanelSpecs
{
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
}
