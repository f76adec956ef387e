using System.Text.Json;
using Advance.Applications;

namespace Advance.Tests.Specs.Applications;

public class FoldSpecs
{
    [Fact]
    public void An_application_and_an_intake_survive_being_stored()
    {
        var json = JsonSerializerOptions.Web;
        foreach (var application in (Application[])[States.Accepted, States.Ineligible, States.Declined, States.Withdrawn])
            JsonSerializer.Deserialize<Application>(JsonSerializer.Serialize(application, json), json).Should().BeEquivalentTo(application);
        var intake = States.Intake(States.AdaWaits, 2, [Guid.CreateVersion7()], 1, released: true);
        JsonSerializer.Deserialize<Intake>(JsonSerializer.Serialize(intake, json), json).Should().BeEquivalentTo(intake);
    }

    [Fact]
    public void Who_gives_a_place_back_leaves_it_to_the_one_who_waited_longest()
    {
        var (first, second) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var intake = States.Intake(States.AdaHolds, 1, [first, second]);
        var after = intake.Free(States.Id).Events.Aggregate(intake, (i, e) => i.Evolve(e));
        after.Holds(first).Should().BeTrue();
        after.PositionOf(second).Should().Be(1);
        after.PositionOf(first).Should().BeNull();
        after.Count(Standing.Holding).Should().Be(2);
    }

    [Fact]
    public void An_event_that_it_does_not_know_leaves_a_noun_as_it_is()
    {
        var (application, intake, call, ada) = (States.Offered, States.Intake(States.AdaHolds), Calls.Open, People.AdaAt(Calls.University));
        application.Evolve("something").Should().BeSameAs(application);
        intake.Evolve("something").Should().BeSameAs(intake);
        call.Evolve("something").Should().BeSameAs(call);
        ada.Evolve("something").Should().BeSameAs(ada);
    }
}
