using System.Numerics;
using Advance.Applications;
using Advance.Contracts;

namespace Advance.Tests.Specs.Applications;

public class ReviewFigureSpecs
{
    [Fact]
    public void Mean_median_and_spread_are_weighted_and_exact_and_abstentions_count_in_none()
    {
        List<Assessment> assessments = [Of(5, 1), Of(4, 4, Recommendation.Waitlist), Of(1, 2, Recommendation.Decline), new(Ids.New(), [], Recommendation.Abstain, null, 1)];
        // 3:1 weights: 16/4 = 4, 16/4 = 4, 5/4 = 1.25; mean 37/12 = 3.0833..., median 4, spread 2.75.
        ReviewFigures.Of(assessments, Reviews.Rules).Should().Be(new ReviewFigures(3, 1, 1, 1, 1, 3083, 4000, 2750));
        ReviewFigures.Of([Of(5, 1), Of(1, 2)], Reviews.Rules).MedianMilli.Should().Be(2625);
        ReviewFigures.Of([Of(5, 5)], Reviews.Rules).Should().Be(new ReviewFigures(1, 0, 1, 0, 0, 5000, 5000, 0));
        ReviewFigures.Of([], Reviews.Rules).Should().Be(new ReviewFigures(0, 0, 0, 0, 0, null, null, null));
        ReviewFigures.Of([assessments[3]], Reviews.Rules).MeanMilli.Should().BeNull();
        ReviewFigures.MilliOf(assessments[3], Reviews.Rules).Should().BeNull();
        ReviewFigures.MilliOf(assessments[2], Reviews.Rules).Should().Be(1250);
    }

    [Fact]
    public void A_figure_is_the_exact_fraction_rounded_once()
    {
        Random random = new(7);
        for (var i = 0; i < 2000; i++)
        {
            ReviewRules rules = new(false, 0, 100, [.. Enumerable.Range(0, random.Next(1, 6)).Select(k => new Criterion($"c{k}", random.Next(1, 101)))]);
            var assessments = Enumerable.Range(0, random.Next(1, 8)).Select(_ => new Assessment(Ids.New(),
                [.. rules.Rubric.Select(c => new Score(c.Key, random.Next(0, 101)))], Recommendation.Select, null, 1)).ToList();
            BigInteger weight = rules.Rubric.Sum(c => c.Weight), total = 0;
            foreach (var a in assessments) total += a.Scores.Sum(s => s.Points * rules.Rubric.Single(c => c.Key == s.Criterion).Weight);
            var figures = ReviewFigures.Of(assessments, rules);
            // |milli - exact| <= 1/2, as integers: 2 * |milli * d - 1000 n| <= d.
            var d = weight * assessments.Count;
            (2 * BigInteger.Abs(figures.MeanMilli!.Value * d - 1000 * total) <= d).Should().BeTrue();
            var each = assessments.Select(a => ReviewFigures.MilliOf(a, rules)!.Value).Order().ToList();
            figures.MedianMilli!.Value.Should().BeInRange(each[(each.Count - 1) / 2] - 1, each[each.Count / 2] + 1);
            figures.SpreadMilli!.Value.Should().BeCloseTo(each[^1] - each[0], 1);
        }
    }

    [Fact]
    public void Pseudonyms_are_stable_in_a_cohort_and_tell_neither_order_nor_another_cohort()
    {
        var salt = BlindSalt.New(Ids.New());
        Pseudonyms names = new(salt), again = new(salt), others = new(BlindSalt.New(Ids.New()));
        var applications = Enumerable.Range(0, 200).Select(_ => Ids.New()).ToList();

        applications.Select(names.CaseOf).Should().Equal(applications.Select(again.CaseOf)).And.OnlyHaveUniqueItems();
        applications.Select(names.NameOf).Should().Equal(applications.Select(again.NameOf)).And.OnlyHaveUniqueItems();
        applications.Select(names.CaseOf).Should().NotIntersectWith(applications.Select(others.CaseOf));
        names.NameOf(applications[0]).Should().MatchRegex("^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$");
        applications.Select(names.CaseOf).Should().NotBeInAscendingOrder();
        var orders = applications.Select(a => string.CompareOrdinal(names.OrderOf(a, Reviews.Rosalind), names.OrderOf(a, Reviews.Emmy)) < 0).ToList();
        orders.Should().Contain(true).And.Contain(false, "a reviewer's number is another one in another case");
    }

    [Fact]
    public void Eligibility_names_each_rule_and_what_only_a_person_can_tell()
    {
        DateOnly today = new(2026, 11, 1);
        IReadOnlyList<EligibilityRule> Rules(Application application, Call call, Applicant? person = null) => EligibilityRules.Of(application, call, person, today);
        string Line(IReadOnlyList<EligibilityRule> rules) => string.Join(' ', rules.Select(r => $"{r.Rule}:{r.Standing}:{r.Code}"));
        var declaring = Calls.Closed with { Policy = Calls.Closed.Policy! with { RequiredDocuments = ["motivation-letter", "declaration-contract"] } };

        Line(Rules(States.Submitted, Calls.Closed, People.AdaAt(Calls.University))).Should()
            .Be("career-stage:Met: institution:Met: documents:Met: declarations:Unknown:contract-not-declared affiliation:Met:");
        Line(Rules(Given.The<Application>(States.Submission with { CareerStage = "student", InstitutionId = Calls.Lih }), declaring, People.AdaAt(Calls.University))).Should()
            .Be("career-stage:NotMet:career-stage-not-admitted institution:NotMet:institution-not-in-call documents:NotMet:required-document-missing "
                + "declarations:NotMet:required-document-missing affiliation:Unknown:affiliation-changed");
        Then.Refused("required-document-missing", () => ConfirmEligibilityEndpoint.Decide(States.Submitted, declaring, new()));
    }

    private static Assessment Of(int excellence, int need, Recommendation recommendation = Recommendation.Select) =>
        new(Ids.New(), [new("excellence", excellence), new("need", need)], recommendation, null, 1);
}
