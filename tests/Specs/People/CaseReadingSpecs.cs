using Advance.Contracts;
using Advance.People;

namespace Advance.Tests.Specs.People;

/// <summary>A case is read by permit: for one reader, one thing, a quarter of an hour, and nothing new between the two.</summary>
public class CaseReadingSpecs
{
    private static readonly DateTimeOffset Now = new(2026, 12, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid Emmy = Ids.New();
    private static readonly ReadingPermit Permit = new(Emmy, PermittedThing.Text, Ids.New(), "motivation-letter", Persons.AdaId, [], true, Now);

    private static ReadingPermit Open(ReadingPermit? permit, Guid? reader = null, PermittedThing thing = PermittedThing.Text, int minutes = 0) =>
        CaseReading.Decide(permit, reader ?? Emmy, thing, Now.AddMinutes(minutes));

    [Fact]
    public void A_permit_opens_one_thing_for_one_reader_for_a_quarter_of_an_hour()
    {
        Open(Permit, minutes: 15).Should().Be(Permit);
        Then.Refused("permit-expired", () => Open(Permit, minutes: 16));
        Then.Refused("permit-unknown", () => Open(null));
        Then.Refused("permit-unknown", () => Open(Permit, reader: Persons.AdaId));
        Then.Refused("permit-unknown", () => CaseReading.Decide(Permit, null, PermittedThing.Text, Now));
        Then.Refused("permit-unknown", () => Open(Permit, thing: PermittedThing.File));
    }

    [Fact]
    public void What_became_known_between_the_two_since_closes_it()
    {
        CaseReading.Decide(Permit, null);
        CaseReading.Decide(Permit, Now);
        Then.Refused("permit-outdated", () => CaseReading.Decide(Permit, Now.AddTicks(1)));
    }

    [Fact]
    public void What_was_not_sealed_here_is_no_permit()
    {
        ReadingPermits permits = new(text => $"sealed:{text}", text => text.StartsWith("sealed:", StringComparison.Ordinal) ? text[7..] : null);
        permits.Read(permits.Issue(Permit)).Should().BeEquivalentTo(Permit);
        permits.Read(permits.Issue(Permit)[1..]).Should().BeNull();
        permits.Read("").Should().BeNull();
        permits.Read(null).Should().BeNull();
        permits.Read($"sealed:{new string('x', 5000)}").Should().BeNull("nobody makes us open what we never issue");
    }
}
