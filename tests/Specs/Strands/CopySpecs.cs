using Advance.Applications;
using Advance.Contracts;
using Advance.Matching.Rounds;
using Advance.Strands;
using OfApplications = Advance.Applications;
using OfMatching = Advance.Matching.Rounds;

namespace Advance.Tests.Specs.Strands;

/// <summary>What a copied strand takes over from its original, in each module that keeps something of a strand.</summary>
public class CopySpecs
{
    private static readonly (Guid Original, Guid Copy) The = (Ids.New(), Ids.New());
    private static readonly StrandCopied Copied = new(The.Copy, The.Original);
    private static readonly DateOnly Today = new(2026, 11, 1);
    private static readonly StrandDefined Defined = new(The.Copy, "new", "New", StrandFormat.OneOnOne);
    private static readonly OfApplications.KnownStrand ACopy = Given.The<OfApplications.KnownStrand>(Defined);
    private static readonly Questionnaire Asked = Given.The<Questionnaire>(Version(1, new(2024, 1, 1), "why-now"), Version(2, new(2026, 1, 1), "why-you"),
        Version(3, new(2027, 1, 1), "why-later"));
    private static readonly ReviewRules Rules = new(true, 1, 7, [new("merit", 3)]);

    private static QuestionnaireAdopted Version(int number, DateOnly from, string question) => new(Questionnaire.IdOf(The.Original, RespondentRole.Mentor), The.Original,
        RespondentRole.Mentor, number, from, [new(question, QuestionType.ShortText)], [new("cv", 2)]);

    [Fact]
    public void A_copied_strand_offers_the_guides_of_its_original_as_first_versions()
    {
        GuideAdopted first = new(The.Original, "first", 3, 1, null, 60, 2, 1, [20, 40], ["en", "fr"]), closing = new(The.Original, "closing", 1, null, GuidePhase.Closing, 30, 1, 0, null, ["en"]);
        var book = Given.The<Guidebook>(first, closing, new GuideAdopted(The.Original, "gone", 1, 2, null, 30, 1, 0, null, ["en"]), new GuideWithdrawn(The.Original, "gone", 1));
        CopiedGuides.Decide(book, The.Copy).Should().BeEquivalentTo([first with { StrandId = The.Copy, GuideVersion = 1 }, closing with { StrandId = The.Copy }]);
        CopiedGuides.Decide(new(), The.Copy).Should().BeEmpty();
    }

    [Fact]
    public void A_copied_strand_asks_what_its_original_asked_on_that_day()
    {
        var adopted = OfApplications.OnStrandCopied.Decide(ACopy, new(), Asked, Today)!;
        adopted.Should().BeEquivalentTo(new
        {
            QuestionnaireId = Questionnaire.IdOf(The.Copy, RespondentRole.Mentor),
            StrandId = The.Copy,
            Role = RespondentRole.Mentor,
            QuestionnaireVersion = 1,
            EffectiveFrom = Today,
        });
        adopted.Questions.Should().ContainSingle(q => q.Key == "why-you");
        adopted.Documents.Should().Equal(new DocumentRule("cv", 2));
        OfApplications.OnStrandCopied.Decide(ACopy, new(), Asked, new(2023, 1, 1)).Should().BeNull("nothing was in force yet");
        OfApplications.OnStrandCopied.Decide(ACopy, Given.The<Questionnaire>(adopted), Asked, Today).Should().BeNull("it has a questionnaire already");
        OfApplications.OnStrandCopied.Decide(ACopy.Evolve(new StrandRetired(The.Copy)), new(), Asked, Today).Should().BeNull("it was retired meanwhile");
    }

    [Fact]
    public void A_copied_strand_is_reviewed_as_its_original()
    {
        var original = Given.The<StrandRubric>(new StrandReviewRulesAdopted(The.Original, Rules));
        var adopted = OnStrandCopiedForReview.Decide(Copied, null, original);
        adopted.Should().Be(new StrandReviewRulesAdopted(The.Copy, Rules));
        OnStrandCopiedForReview.Decide(Copied, Given.The<StrandRubric>(adopted!), original).Should().BeNull("it has rules already");
    }

    [Fact]
    public void A_copied_strand_matches_as_its_original()
    {
        MatchingRulesAdopted last = new(The.Original, 4, new(10, 20, 30, 40), [Rule.EarlierPairing], true, 7, [20, 40], true);
        var (original, strand) = (Given.The<MatchingRules>(last), Given.The<OfMatching.KnownStrand>(Defined));
        var adopted = OfMatching.OnStrandCopied.Decide(strand, null, original, Copied);
        adopted.Should().BeEquivalentTo(last with { StrandId = The.Copy, RulesVersion = 1 });
        OfMatching.OnStrandCopied.Decide(strand, Given.The<MatchingRules>(adopted!), original, Copied).Should().BeNull("it has rules already");
    }
}
