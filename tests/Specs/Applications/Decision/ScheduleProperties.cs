namespace Advance.Tests.Specs.Applications;

/// <summary>Whatever is decided in whatever order: the properties that hold behind the lock of an intake (rule A4).</summary>
public class ScheduleProperties
{
    private const int Schedules = 2_000;
    private const int Steps = 120;

    [Fact]
    public void No_schedule_takes_more_places_than_there_are_or_leaves_one_empty_while_somebody_waits()
    {
        HashSet<string> codes = [], done = [];
        var promotions = 0;
        for (var seed = 1; seed <= Schedules; seed++)
        {
            DecisionWorld world = new(seed, applicants: 3 + seed % 6);
            for (var step = 1; step <= Steps; step++)
            {
                world.Step();
                if (world.Holding > world.Places || !world.IsConsistent || (world is { IsRaisePending: false, Waiting: > 0 } && world.Holding < world.Places))
                    Assert.Fail($"schedule {seed}, step {step}: {world.Holding} of {world.Places} taken, {world.Waiting} wait, consistent {world.IsConsistent}");
            }

            world.Settle();
            world.IsToldAsItStands.Should().BeTrue($"schedule {seed} releases what was decided");
            (world.Waiting == 0 || world.Holding == world.Places).Should().BeTrue($"schedule {seed} leaves no place empty while somebody waits");
            (promotions, codes, done) = (promotions + world.Promotions, [.. codes, .. world.Codes], [.. done, .. world.Done]);
        }

        promotions.Should().BeGreaterThan(Schedules / 10, "the schedules must reach the waiting list");
        done.Should().HaveCount(15, "each verb succeeds somewhere");
        codes.Should().Contain(["cohort-full", "places-left", "already-decided", "not-selected", "no-open-offer", "offer-still-open", "offer-expired",
            "undecided-applications", "decisions-not-released", "already-released", "application-over", "application-withdrawn", "not-declined",
            "already-appealed", "position-beyond-list", "not-decided"]);
    }

    [Fact]
    public void No_schedule_passes_anybody_who_was_drawn_earlier()
    {
        var (kept, placed) = (0, 0);
        for (var seed = 1; seed <= Schedules / 4; seed++)
        {
            DecisionWorld world = new(seed, applicants: 3 + seed % 6, drawn: true);
            for (var step = 1; step <= Steps; step++)
            {
                world.Step();
                if (!world.AreLotsKept) Assert.Fail($"schedule {seed}, step {step}: somebody was passed");
            }

            (kept, placed) = (kept + (world.Codes.Contains("lots-not-kept") ? 1 : 0), placed + world.Holding);
        }

        kept.Should().BeGreaterThan(Schedules / 8, "the schedules must try to pass somebody");
        placed.Should().BeGreaterThan(Schedules / 20, "and yet places are held at the end");
    }
}
