using Advance.Applications;
using Advance.Contracts;
using Advance.Tests.Specs.Strands;

namespace Advance.Tests.Specs.Applications;

/// <summary>The search over reviews for what a late relation touches (U5).</summary>
public class TouchedReviewSpecs
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Since = new(2023, 11, 30);
    private static readonly Guid Boss = Ids.New();
    private static readonly KnownBond Kinship = new(Ids.New(), Reviews.Rosalind, People.Ada, RelationshipKind.Kinship, new(2000, 1, 1), null, Monday.AddDays(5));
    private static readonly IReadOnlyList<(object, DateTimeOffset)> Log =
    [
        (Reviews.RosalindAssigned, Monday), (Reviews.EmmyAssigned, Monday), (Reviews.Assess(Reviews.Rosalind, 5, 5), Monday.AddDays(2)),
        (new ReviewerConflicted(States.Id, Cohorts.Id, People.Ada, Reviews.Rosalind), Monday.AddDays(6)),
        (new ReviewerReleased(States.Id, Cohorts.Id, People.Ada, Reviews.Emmy), Monday.AddDays(7)), (Reviews.EmmyAssigned, Monday.AddDays(8)),
    ];

    private static ReviewedCase Case(Application? application = null, bool closed = false, bool released = false, DateTimeOffset? decided = null, bool appeal = false) =>
        new(application ?? States.Eligible, [People.Ada], Since, closed, released, decided, appeal);

    private static ReviewFacts Facts(params KnownBond[] bonds) => ReviewFacts.None with { Bonds = bonds };

    private static IReadOnlyList<TouchedReview> Touched(ReviewCause? cause, ReviewedCase? c = null, IReadOnlyList<PartInReview>? parts = null) =>
        new TouchedReviews(cause!).Of(parts ?? PartsInReview.Of(Log), _ => c ?? Case());

    [Fact]
    public void Every_part_is_known_with_its_times_also_one_that_counts_no_longer()
    {
        var parts = PartsInReview.Of(Log);
        parts.Select(p => (p.ReviewerId, p.AssessedAt, p.EndedAt, p.End)).Should().Equal(
            (Reviews.Rosalind, Monday.AddDays(2), Monday.AddDays(6), PartEnd.Conflicted), (Reviews.Emmy, null, Monday.AddDays(7), PartEnd.Released),
            (Reviews.Emmy, (DateTimeOffset?)null, (DateTimeOffset?)null, (PartEnd?)null));
        AppealLodged lodged = new(States.Id, Cohorts.Id, People.Ada, Ids.New());
        var appeal = PartsInReview.Of([(lodged, Monday), (new AppealReviewerAssigned(States.Id, Cohorts.Id, Boss), Monday),
            (new AppealDecided(States.Id, Cohorts.Id, People.Ada, AppealOutcome.Dismissed, Ids.New()), Monday.AddDays(1))]).Single();
        (appeal.IsAppeal, appeal.ApplicantId, appeal.AssessedAt).Should().Be((true, People.Ada, Monday.AddDays(1)));
        var aside = PartsInReview.Of([(lodged, Monday), (new AppealReviewerAssigned(States.Id, Cohorts.Id, Boss), Monday),
            (new AppealReviewerRecused(States.Id, Cohorts.Id, Boss), Monday.AddDays(1)),
            (new AppealDecided(States.Id, Cohorts.Id, People.Ada, AppealOutcome.Dismissed, Ids.New()), Monday.AddDays(2))]).Single();
        (aside.EndedAt, aside.End, aside.AssessedAt).Should().Be((Monday.AddDays(1), PartEnd.Recused, null), "others decided it");
        PartsInReview.Of([(new ReviewerRecused(States.Id, Cohorts.Id, People.Ada, Boss, null), Monday)]).Should().BeEmpty("who was never assigned had no part");
    }

    [Fact]
    public void A_late_relationship_touches_the_reviews_between_the_two_and_says_in_which_days()
    {
        var facts = Facts(Kinship, Kinship with { Id = Ids.New(), PersonId = Reviews.Emmy, KnownSince = Monday.AddDays(-1) });
        var touched = Touched(ReviewCause.OfTie(facts, Kinship.Id)).Single();
        (touched.Part.ReviewerId, touched.Rule, touched.From, touched.Until, touched.LearntLate).Should()
            .Be((Reviews.Rosalind, "kinship", Since, new DateOnly(2026, 3, 8), true));
        Touched(new(facts)).Select(t => (t.Part.ReviewerId, t.LearntLate)).Should()
            .BeEquivalentTo([(Reviews.Rosalind, true), (Reviews.Emmy, false), (Reviews.Emmy, false)]);
        ReviewCause.OfTie(facts, Ids.New()).Should().BeNull("nothing is known of it");
        Touched(new(Facts(Kinship with { From = new(2026, 4, 1) }))).Should().BeEmpty("it began when the review was over");
        Touched(new(Facts(Kinship with { Until = Since.AddDays(-1) }))).Should().BeEmpty("it ended before the look-back");
    }

    [Fact]
    public void What_has_no_days_is_found_by_its_rule()
    {
        KnownBond Line(Guid above, Guid below, int year) => new(Ids.New(), above, below, RelationshipKind.LineManagement, new(year, 1, 1), new(year, 12, 31), Monday.AddDays(5));
        var (one, other) = (Line(Boss, Reviews.Rosalind, 2024), Line(Boss, People.Ada, 2025));
        var lines = Touched(ReviewCause.OfTie(Facts(one, other), other.Id)).Single();
        (lines.Rule, lines.From, lines.LearntLate).Should().Be((Ties.SameManager, null, true), "both count, though never at one time");
        Touched(new(ReviewFacts.None with { Recusals = [(Reviews.Rosalind, People.Ada)] })).Single().Rule.Should().Be("recused");
        var former = Ids.New();
        ReviewFacts merged = ReviewFacts.None with { PresentIds = new Dictionary<Guid, Guid> { [former] = Reviews.Rosalind, [Reviews.Emmy] = Reviews.Rosalind } };
        Touched(ReviewCause.OfMerge(merged, Reviews.Emmy, Monday.AddDays(9))).Select(t => (t.Part.ReviewerId, t.Rule)).Should().Equal((Reviews.Emmy, TouchedReviews.JudgedTwice));
        ReviewFacts herself = ReviewFacts.None with { PresentIds = new Dictionary<Guid, Guid> { [Reviews.Rosalind] = People.Ada } };
        Touched(ReviewCause.OfMerge(herself, Reviews.Rosalind, Monday.AddDays(9))).Single().Rule.Should().Be(Ties.SamePerson);
    }

    [Fact]
    public void Each_has_a_remedy_by_how_far_the_case_has_come()
    {
        ReviewRemedy Remedy(ReviewedCase c, PartInReview? part = null) => Touched(new(Facts(Kinship)), c, [part ?? PartsInReview.Of(Log)[0]]).Single().Remedy;
        var unassessed = PartsInReview.Of(Log)[0] with { AssessedAt = null };
        Remedy(Case()).Should().Be(ReviewRemedy.AssignAnother);
        Remedy(Case(closed: true)).Should().Be(ReviewRemedy.DecideAgainWithout);
        Remedy(Case(States.Declined)).Should().Be(ReviewRemedy.DecideAgainWithout);
        Remedy(Case(States.Declined, released: true)).Should().Be(ReviewRemedy.CommitteeLooksAgain);
        Remedy(Case(States.Declined, released: true), unassessed).Should().Be(ReviewRemedy.NoteInRecord);
        Remedy(Case(States.Withdrawn, released: true)).Should().Be(ReviewRemedy.NoteInRecord);
        Remedy(Case(States.Ineligible)).Should().Be(ReviewRemedy.NoteInRecord);
        Remedy(Case(States.Declined, released: true, appeal: true), unassessed with { IsAppeal = true }).Should().Be(ReviewRemedy.AssignAnother);
        Remedy(Case(States.Declined, released: true), unassessed with { IsAppeal = true }).Should().Be(ReviewRemedy.CommitteeLooksAgain);
    }
}
