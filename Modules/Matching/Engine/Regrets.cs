using System.Numerics;

namespace Advance.Matching.Engine;

/// <summary>Somebody goes elsewhere; -1 is unplaced.</summary>
public readonly record struct Move(int Mentee, int From, int To);

/// <summary>What it would take to have a plan otherwise: exact, against the best plan that obeys.</summary>
/// <param name="Cost">Loss in the objective, as one number of the certificate's formula; 0 is a tie.</param>
/// <param name="Moves">Everyone who would move, the asked one first.</param>
/// <param name="Placed">Difference in mentees placed.</param>
/// <param name="Total">Difference in total score.</param>
/// <param name="Profile">Difference in mentees per level 0..10.</param>
public sealed record Consequence(BigInteger Cost, IReadOnlyList<Move> Moves, int Placed, int Total, IReadOnlyList<int> Profile);

/// <summary>
/// The regret of every pair: what forcing it would cost, without solving again. It is the reduced cost of the pair plus the
/// shortest path in the residual network from its mentor back to the place its mentee leaves (Ahuja, Magnanti, Orlin 1993, ch. 9).
/// One search per mentor who is full serves all pairs of that mentor; it runs when first asked. Not for use by two threads at once.
/// </summary>
public abstract class Regrets
{
    /// <summary>Refuses not-certified for a stable plan: without prices there are no regrets.</summary>
    public static Regrets Of(Instance instance, Plan plan)
    {
        if (plan is not { Costs: { } costs, Certificate: { } proof })
            throw new UnsolvableException("not-certified", "A stable plan has no prices, hence no regrets.");
        return costs.Bits switch
        {
            <= 62 => new Regrets<long, Bits64>(instance, plan, costs, proof),
            <= 125 => new Regrets<Int128, Bits128>(instance, plan, costs, proof),
            _ => new Regrets<Int256, Bits256>(instance, plan, costs, proof),
        };
    }

    /// <summary>What it would cost to force the pair: 0 when it stands or ties, null when it is not eligible or no plan can have it.</summary>
    public abstract BigInteger? Cost(int mentee, int mentor);

    /// <summary>What it would cost to leave the mentee unplaced; null for a pinned mentee.</summary>
    public abstract BigInteger? CostUnplaced(int mentee);

    /// <summary>Everything that would follow from forcing the pair (-1: from leaving the mentee unplaced).</summary>
    public abstract Consequence? Force(int mentee, int mentor);

    /// <summary>Search from every mentor who is full, now and side by side: for who will ask about most pairs of a large round.</summary>
    internal abstract void SearchAll();

    /// <summary>The same by the index of a cell (-1: unplaced).</summary>
    internal abstract Consequence? ForceAt(int mentee, int cell);

    /// <summary>Where the mentee could go instead of where the plan has it, cheapest first, at most so many; -1 is unplaced.</summary>
    public IReadOnlyList<(int Mentor, BigInteger Cost)> Alternatives(int mentee, int count) =>
    [
        .. Options(mentee).Where(option => option.Cost is not null).Select(option => (option.Mentor, option.Cost!.Value))
            .OrderBy(option => option.Value).ThenBy(option => option.Mentor < 0).ThenBy(option => option.Mentor).Take(count),
    ];

    /// <summary>Everything that would follow from forbidding the pair that the plan gives this mentee; null when it has no other way.</summary>
    public Consequence? Forbid(int mentee) => Alternatives(mentee, 1) is [var (mentor, _)] ? Force(mentee, mentor) : null;

    /// <summary>The other options of a mentee, with their costs.</summary>
    protected abstract IEnumerable<(int Mentor, BigInteger? Cost)> Options(int mentee);
}
