using Advance.Contracts;

namespace Advance.Tests.Specs.Contracts;

/// <summary>What is known of relationships and affiliations by now: the fold that modules share.</summary>
public class KnownSpecs
{
    private static readonly DateTimeOffset Then = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = Then.AddDays(9);
    private static readonly (Guid Id, Guid Ada, Guid Grace, Guid University) The = (Ids.New(), Ids.New(), Ids.New(), Ids.New());
    private static readonly RelationshipDisclosed Disclosed = new(The.Id, The.Ada, The.Grace, RelationshipKind.Supervision, new(2024, 1, 1), null);
    private static readonly AffiliationRecorded First = new(The.Ada, The.University, "physics", "postdoc", new(2020, 1, 1));
    private static readonly AffiliationRecorded Second = new(The.Ada, The.University, "chemistry", "postdoc", new(2023, 1, 1), new(2025, 1, 1), Ids.New());

    [Fact]
    public void A_relationship_is_known_since_its_disclosure_to_its_last_day_and_not_at_all_once_it_was_taken_back()
    {
        var known = Known.After((KnownBond?)null, Disclosed, Then);
        known.Should().Be(new KnownBond(The.Id, The.Ada, The.Grace, RelationshipKind.Supervision, new(2024, 1, 1), null, Then));
        var ended = Known.After(known, new RelationshipEnded(The.Id, The.Ada, The.Grace, RelationshipKind.Supervision, new(2026, 2, 1)), Later);
        ended.Should().Be(known!.Value with { Until = new(2026, 2, 1) }, "when it was disclosed does not change");
        Known.After(ended, new RelationshipRetracted(The.Id, The.Ada, The.Grace, RelationshipKind.Supervision), Later).Should().BeNull();
        Known.After((KnownBond?)null, new RelationshipEnded(The.Id, The.Ada, The.Grace, RelationshipKind.Supervision, new(2026, 2, 1)), Later).Should().BeNull();
        Known.After(known, First, Later).Should().Be(known, "that says nothing about it");
    }

    [Fact]
    public void Affiliations_are_known_without_those_that_were_recorded_wrongly()
    {
        var both = Known.After(Known.After([], First, Then), Second, Later);
        both.Select(s => (s.Unit, s.Until, s.KnownSince)).Should().Equal(("physics", null, Then), ("chemistry", new DateOnly(2025, 1, 1), Later));
        Known.After(both, new AffiliationEnded(The.Ada, Affiliations.IdOf(First), new(2022, 6, 30)), Later)[0].Until.Should().Be(new DateOnly(2022, 6, 30));
        Known.After(both, new AffiliationWithdrawn(The.Ada, Second.AffiliationId!.Value), Later).Select(s => s.Unit).Should().Equal("physics");
        Known.After(both, Disclosed, Later).Should().Equal(both);
    }
}
