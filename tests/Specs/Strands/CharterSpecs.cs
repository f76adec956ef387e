using Advance.Contracts;
using Advance.Strands;

namespace Advance.Tests.Specs.Strands;

public class CharterSpecs
{
    private static readonly Guid Ada = Ids.New();
    private static readonly DateOnly Today = new(2026, 11, 1);
    private static readonly KnownPerson Known = Given.The<KnownPerson>(new PersonRegistered(Ada));
    private static readonly Charter TheCharter = Given.The<Charter>(new CharterVersionPublished(Charter.TheId, "1.0", new(2024, 1, 1)),
        new CharterVersionPublished(Charter.TheId, "2.0", new(2026, 1, 1)), new CharterVersionPublished(Charter.TheId, "3.0", new(2027, 1, 1)));

    private static CharterAccepted Accept(string version, CharterAcceptance? acceptance = null, KnownPerson? person = null) =>
        AcceptCharterEndpoint.Decide(acceptance ?? new(), person ?? Known, TheCharter, new(version), Today);

    [Fact]
    public void A_person_accepts_the_version_in_force_once()
    {
        var accepted = Accept("2.0");
        accepted.Should().Be(new CharterAccepted(Ada, "2.0"));
        Then.Refused("charter-already-accepted", () => Accept("2.0", Given.The<CharterAcceptance>(accepted)));
        Accept("2.0", Given.The<CharterAcceptance>(new CharterAccepted(Ada, "1.0"))).CharterVersion.Should().Be("2.0", "a new version asks again");
        Then.Refused("charter-version-unknown", () => Accept("9.9"));
        Then.Refused("charter-version-not-in-force", () => Accept("1.0"));
        Then.Refused("charter-version-not-in-force", () => Accept("3.0"));
        Then.Refused("person-unknown", () => Accept("2.0", person: new()));
        Then.Refused("person-unknown", () => Accept("2.0", person: Known.Evolve(new PersonErased(Ada, new Dictionary<string, int>()))));
        Then.Refused("person-merged", () => Accept("2.0", person: Known.Evolve(new IdentityRetired(Ada, Ids.New()))));
    }

    [Fact]
    public void An_accepted_offer_counts_as_acceptance_and_heard_twice_as_one()
    {
        OfferAccepted offer = new(Ids.New(), Ids.New(), Ada, Ids.New(), "2.0");
        var accepted = OnOfferAccepted.Decide(new(), offer);
        accepted.Should().Equal(new CharterAccepted(Ada, "2.0"));
        OnOfferAccepted.Decide(Given.The<CharterAcceptance>(accepted[0]), offer).Should().BeEmpty();
    }

    [Fact]
    public void What_a_merged_identity_accepted_counts_for_the_person()
    {
        var (former, merged) = (Ids.New(), Ids.New());
        var acceptance = Given.The<CharterAcceptance>(new CharterAccepted(former, "1.0"), new CharterAccepted(former, "2.0"));
        var own = Given.The<CharterAcceptance>(new CharterAccepted(Ada, "1.0"));
        OnPersonMerged.Decide(own, acceptance, new(Ada, former)).Should().Equal(new CharterAccepted(Ada, "2.0"));
        OnPersonMerged.Decide(own, new(), new(Ada, merged)).Should().BeEmpty();
    }

    [Fact]
    public void A_person_stands_on_the_latest_version_accepted_by_then_whichever_was_accepted_last()
    {
        DateTimeOffset At(int month) => new(2026, month, 1, 12, 0, 0, TimeSpan.Zero);
        AcceptedVersion[] accepted = [new("2.0", At(2)), new("1.0", At(5))];
        StandingOnCharter.Of(accepted, TheCharter, At(1)).Should().BeNull();
        StandingOnCharter.Of(accepted, TheCharter, At(9)).Should().Be(new AcceptedVersion("2.0", At(2)));
    }
}
