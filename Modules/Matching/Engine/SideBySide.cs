namespace Advance.Matching.Engine;

/// <summary>What a committee compares.</summary>
/// <param name="Plan">The plan under its policy.</param>
/// <param name="WorstLevel">Lowest level of anyone, 0 when somebody is unplaced.</param>
/// <param name="WorstScore">Lowest score of anyone, 0 when somebody is unplaced.</param>
/// <param name="BlockingPairs">Pairs who would rather have each other.</param>
public sealed record Candidate(Plan Plan, int WorstLevel, int WorstScore, IReadOnlyList<BlockingPair> BlockingPairs);

/// <summary>The policies side by side, on one and the same instance.</summary>
public static class SideBySide
{
    /// <summary>Fair, Total, Stable, and Least change where there are former pairs.</summary>
    public static IReadOnlyList<Candidate> Of(Instance instance, IReadOnlyCollection<FormerPair>? former = null)
    {
        List<Plan> plans = [Matcher.Solve(instance, Policy.Fair), Matcher.Solve(instance, Policy.Total), Matcher.Solve(instance, Policy.Stable)];
        if (former is { Count: > 0 }) plans.Add(Rematch.Solve(instance, former));
        return [.. plans.Select(plan => Of(instance, plan))];
    }

    /// <summary>One plan, for the comparison.</summary>
    public static Candidate Of(Instance instance, Plan plan) => new(
        plan,
        plan.Profile.TakeWhile(count => count == 0).Count() % 11,
        plan.MentorOf.Select((mentor, i) => mentor < 0 ? 0 : instance.Cells[instance.Find(i, mentor)].Score).DefaultIfEmpty().Min(),
        Stability.BlockingPairs(instance, plan));
}
