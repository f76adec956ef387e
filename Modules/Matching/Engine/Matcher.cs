using System.Numerics;

namespace Advance.Matching.Engine;

/// <summary>One-on-one matching, exact and repeatable: the same instance gives the same plan, in whatever order it is written.</summary>
public static class Matcher
{
    /// <summary>The plan under a policy. <see cref="Policy.LeastChange"/> needs the former pairs: see <see cref="Rematch"/>.</summary>
    public static Plan Solve(Instance instance, Policy policy) => policy switch
    {
        Policy.Stable => new(instance, policy, DeferredAcceptance.Run(instance)),
        Policy.LeastChange => Rematch.Solve(instance, []),
        _ => Solve(instance, policy, Costs.Of(policy, instance.Mentees.Count)),
    };

    internal static Plan Solve(Instance instance, Policy policy, Costs costs) => costs.Bits switch
    {
        <= 62 => Solve<long, Bits64>(instance, policy, costs),
        <= 125 => Solve<Int128, Bits128>(instance, policy, costs),
        _ => Solve<Int256, Bits256>(instance, policy, costs),
    };

    static Plan Solve<T, W>(Instance instance, Policy policy, Costs costs)
        where T : struct, IComparisonOperators<T, T, bool>, IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IAdditiveIdentity<T, T>
        where W : struct, IWidth<T>
    {
        var graph = GraphOf<T, W>(instance, costs);
        var solved = new Solver<T, W>(graph).Solve();
        var mentorOf = Ties<T>.Break(instance, graph, solved);
        return new(instance, policy, mentorOf, costs, Array.ConvertAll(solved.U, W.Wide), Array.ConvertAll(solved.V, W.Wide));
    }

    internal static Graph<T> GraphOf<T, W>(Instance instance, Costs costs)
        where T : struct, IAdditionOperators<T, T, T>
        where W : struct, IWidth<T>
    {
        var rows = instance.Mentees.Count;
        var (cells, cost, unplaced) = (instance.Cells, GC.AllocateUninitializedArray<T>(instance.Cells.Length), new T[rows]);
        var level = Array.ConvertAll(costs.Level, W.From);
        for (var row = 0; row < rows; row++)
        {
            unplaced[row] = W.From(costs.Unplaced(row));
            var former = costs.Leaving is null ? -1 : costs.Former![row];
            var leaving = former < 0 ? default : W.From(costs.Leaving![row]);
            for (var at = instance.First[row]; at < instance.First[row + 1]; at++)
            {
                ref readonly var cell = ref cells[at];
                cost[at] = level[cell.Level] + W.Small(1000 - cell.Score);
                if (former >= 0 && former != cell.Mentor) cost[at] += leaving;
            }
        }
        return new(instance.First, instance.Columns, cost, instance.Capacity, unplaced, Array.ConvertAll(instance.PinOf, pin => pin < 0), default!);
    }
}
