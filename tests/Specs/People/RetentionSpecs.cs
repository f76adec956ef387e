using Advance.Contracts;
using Advance.People;

namespace Advance.Tests.Specs.People;

public class RetentionSpecs
{
    private static readonly DateOnly Active = new(2025, 1, 31);
    private static readonly Dictionary<string, int> Held = new() { ["phone"] = 1, ["texts"] = 3, ["gender"] = 0, ["languages"] = 2 };

    [Fact]
    public void A_kind_is_due_on_the_day_its_months_are_over_and_only_when_something_is_held()
    {
        RetentionSchedule assumed = new();
        assumed.Due(Active, Held, new(2026, 1, 30)).Should().BeEmpty();
        assumed.Due(Active, Held, new(2026, 1, 31)).Should().Equal(new Dictionary<string, int> { ["phone"] = 1 });
        assumed.Due(Active, Held, new(2027, 1, 31)).Should().Equal(new Dictionary<string, int> { ["phone"] = 1, ["texts"] = 3 }, "no gender is held, and languages are kept");
    }

    [Fact]
    public void Files_answers_and_requests_for_letters_are_not_kept_for_ever()
    {
        var held = new Dictionary<string, int> { ["files"] = 2, ["answers"] = 1, ["letter-requests"] = 1 };
        new RetentionSchedule().Due(Active, held, new(2027, 1, 31)).Should().Equal(new Dictionary<string, int> { ["answers"] = 1, ["files"] = 2, ["letter-requests"] = 1 });
        AdoptRetentionEndpoint.Validate(new([new("files", 6), new("answers", 6), new("letter-requests", 6)]));
    }

    [Fact]
    public void A_schedule_is_adopted_as_a_whole_and_only_when_it_differs()
    {
        RetentionSchedule assumed = new();
        Then.Refused("schedule-unchanged", () => AdoptRetentionEndpoint.Decide(assumed, new([.. assumed.Rules.Reverse()])));
        var adopted = assumed.Evolve(AdoptRetentionEndpoint.Decide(assumed, new([new("texts", 6)])));
        (adopted.ScheduleVersion, adopted.Shortest).Should().Be((1, 6));
        adopted.Evolve(AdoptRetentionEndpoint.Decide(adopted, new([]))).Shortest.Should().BeNull("nothing is destroyed by time");
        foreach (var wrong in new RetentionRule[][] { [new("name", 6)], [new("texts", 0)], [new("texts", 6), new("texts", 7)], [null!] })
            FluentActions.Invoking(() => AdoptRetentionEndpoint.Validate(new(wrong))).Should().Throw<Malformed>();
    }
}
