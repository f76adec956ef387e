using Advance.Contracts;
using Advance.Strands;

namespace Advance.Tests.Specs.Strands;

/// <summary>Guides of a strand to its meetings, with versions; which one comes next for a pair.</summary>
public class GuideSpecs
{
    private static readonly Guid Id = Ids.New();
    private static readonly Strand AStrand = Given.The<Strand>(new StrandDefined(Id, "fellows", "Fellows", StrandFormat.OneOnOne));
    private static readonly Strand ARetiredStrand = AStrand.Evolve(new StrandRetired(Id));
    private static readonly Dictionary<string, GuideWords> Words = new()
    {
        ["fr"] = new("Première rencontre", ["Se présenter", "Attentes"], ["Pourquoi maintenant ?"]),
        ["en"] = new("First meeting", ["Introduce yourselves", "Expectations"], ["Why now?"]),
    };

    private static readonly AdoptGuide First = new("first-meeting", 60, Words, Meeting: 1, AgendaMinutes: [20, 40]);
    private static readonly ReplaceGuide Second = new("first-meeting", 1, 90, Words, Meeting: 1);

    private static Guidebook With(params GuideAdopted[] guides) => Given.The<Guidebook>(guides);

    private static GuideAdopted A(string key, int? meeting = null, GuidePhase? phase = null, int version = 1) => new(Id, key, version, meeting, phase, 60, 2, 1, null, ["en"]);

    [Fact]
    public void A_guide_is_adopted_replaced_withdrawn_and_comes_back_as_a_further_version()
    {
        var adopted = AdoptGuideEndpoint.Decide(AStrand, new(), First);
        adopted.Should().BeEquivalentTo(new { Key = "first-meeting", GuideVersion = 1, Meeting = 1, Points = 2, Prompts = 1, Languages = new[] { "en", "fr" } });
        var replaced = With(adopted).Evolve(ReplaceGuideEndpoint.Decide(AStrand, With(adopted), Second));
        replaced.Guides.Should().ContainSingle().Which.Should().BeEquivalentTo(new { GuideVersion = 2, Minutes = 90 });
        var withdrawn = replaced.Evolve(WithdrawGuideEndpoint.Decide(replaced, new("first-meeting")));
        withdrawn.Guides.Should().BeEmpty();
        AdoptGuideEndpoint.Decide(AStrand, withdrawn, First).GuideVersion.Should().Be(3);
    }

    [Fact]
    public void Keys_and_places_are_taken_once_and_a_version_that_was_not_read_is_not_replaced()
    {
        var book = With(A("first-meeting", 1), A("closing", phase: GuidePhase.Closing));
        Then.Refused("strand-retired", () => AdoptGuideEndpoint.Decide(ARetiredStrand, new(), First));
        Then.Refused("guide-key-taken", () => AdoptGuideEndpoint.Decide(AStrand, book, First with { Meeting = 2 }));
        Then.Refused("guide-place-taken", () => AdoptGuideEndpoint.Decide(AStrand, book, First with { Key = "other" }));
        Then.Refused("guide-place-taken", () => AdoptGuideEndpoint.Decide(AStrand, book, First with { Key = "other", Meeting = null, Phase = GuidePhase.Closing }));
        Then.Refused("too-many-guides", () => AdoptGuideEndpoint.Decide(AStrand, With([.. Enumerable.Range(1, 70).Select(n => A($"guide-{n}", n))]), First with { Key = "other", Meeting = 71 }));
        Then.Refused("strand-retired", () => ReplaceGuideEndpoint.Decide(ARetiredStrand, book, Second));
        Then.Refused("guide-unknown", () => ReplaceGuideEndpoint.Decide(AStrand, new(), Second));
        Then.Refused("guide-changed", () => ReplaceGuideEndpoint.Decide(AStrand, With(A("first-meeting", 1, version: 2)), Second));
        Then.Refused("guide-place-taken", () => ReplaceGuideEndpoint.Decide(AStrand, book, Second with { Meeting = null, Phase = GuidePhase.Closing }));
        Then.Refused("too-many-versions", () => ReplaceGuideEndpoint.Decide(AStrand, With(A("first-meeting", 1, version: 200)), Second with { Replaces = 200 }));
        Then.Refused("guide-unknown", () => WithdrawGuideEndpoint.Decide(book, new("other")));
    }

    [Fact]
    public void A_guide_says_the_same_in_each_language_within_bounds()
    {
        AdoptGuideEndpoint.Validate(First);
        foreach (var wrong in new[]
        {
            First with { Key = "A" }, First with { Meeting = null }, First with { Phase = GuidePhase.Closing }, First with { Meeting = 61 }, First with { Minutes = 4 },
            First with { Words = new Dictionary<string, GuideWords>() }, First with { Words = new Dictionary<string, GuideWords> { ["lb"] = Words["en"] } },
            First with { Words = new Dictionary<string, GuideWords>(Words) { ["de"] = new("Erstes Treffen", ["Vorstellen"], ["Warum jetzt?"]) } },
            First with { Words = new Dictionary<string, GuideWords> { ["en"] = new(new string('a', 201), ["One"]) }, AgendaMinutes = null },
            First with { Words = new Dictionary<string, GuideWords> { ["en"] = new("Title", []) }, AgendaMinutes = null },
            First with { Words = new Dictionary<string, GuideWords> { ["en"] = null! }, AgendaMinutes = null },
            First with { AgendaMinutes = [60] }, First with { AgendaMinutes = [30, 31] }, First with { AgendaMinutes = [0, 10] },
        })
            FluentActions.Invoking(() => AdoptGuideEndpoint.Validate(wrong)).Should().Throw<Malformed>(wrong.ToString());
    }

    [Fact]
    public void What_is_not_written_in_a_language_is_shown_in_another_and_that_is_said()
    {
        var guide = With(AdoptGuideEndpoint.Decide(AStrand, new(), First)).Guides[0];
        GuideText text = new() { Words = Words };
        GuideView.Of(guide, text, "fr").Should().BeEquivalentTo(new { Language = "fr", IsFallback = false, Title = "Première rencontre" });
        var german = GuideView.Of(guide, text, "de");
        german.Should().BeEquivalentTo(new { Language = "en", IsFallback = true, Title = "First meeting" });
        german.Agenda.Should().Equal(new AgendaPoint("Introduce yourselves", 20), new AgendaPoint("Expectations", 40));
    }

    [Fact]
    public void The_next_guide_follows_from_the_meetings_that_count()
    {
        IReadOnlyList<GuideView> guides = [.. With(A("prepare", phase: GuidePhase.Preparation), A("one", 1), A("two", 2), A("mid", phase: GuidePhase.Midway), A("four", 4),
            A("last", phase: GuidePhase.Closing)).Guides.OrderBy(g => g.Order(5))
            .Select(g => GuideView.Of(g, new() { Words = new Dictionary<string, GuideWords> { ["en"] = new("T", ["a", "b"]) } }, "en"))];
        guides.Select(g => g.Key).Should().Equal("prepare", "one", "two", "mid", "four", "last");
        MentorshipOfGuides formed = new() { IsFormed = true };
        string? After(int meetings, bool agreed = true) => GuidesOfMentorshipEndpoint.Next(formed with { Meetings = meetings, IsAgreed = agreed }, 5, guides)?.Key;
        new[] { After(0, agreed: false), After(0), After(1), After(2), After(3), After(4), After(9) }.Should().Equal("prepare", "one", "two", "mid", "four", "last", "last");
        GuidesOfMentorshipEndpoint.Next(formed with { IsOver = true }, 5, guides).Should().BeNull();
    }

    [Fact]
    public void Guides_are_for_the_two_and_staff_once_both_said_yes()
    {
        var (ada, grace) = (Ids.New(), Ids.New());
        MentorshipOfGuides proposed = new() { MenteeId = ada, MentorPersonId = grace };
        static Caller As(string role, Guid? person = null) => new(person, null, new HashSet<string> { role });
        Then.Refused("mentorship-not-formed", () => GuidesOfMentorshipEndpoint.Decide(proposed, As(Roles.Mentee, ada)));
        Then.Refused("mentorship-not-formed", () => GuidesOfMentorshipEndpoint.Decide(proposed with { IsKnownToMentor = true }, As(Roles.Mentor, grace)));
        FluentActions.Invoking(() => GuidesOfMentorshipEndpoint.Decide(proposed, As(Roles.Mentor, grace))).Should().Throw<Missing>("the mentee answers first");
        FluentActions.Invoking(() => GuidesOfMentorshipEndpoint.Decide(proposed, As(Roles.Mentee, Ids.New()))).Should().Throw<Forbidden>();
        foreach (var caller in new[] { As(Roles.Mentee, ada), As(Roles.Mentor, grace), As(Roles.Staff) })
            GuidesOfMentorshipEndpoint.Decide(proposed with { IsKnownToMentor = true, IsFormed = true }, caller);
    }
}
