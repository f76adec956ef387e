using System.Numerics;

namespace Advance.Matching.Engine;

/// <summary>The regrets in one width of integer. Residual nodes: one per full mentor, and one for all that is free.</summary>
sealed class Regrets<T, W> : Regrets
    where T : struct, IComparisonOperators<T, T, bool>, IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IAdditiveIdentity<T, T>
    where W : struct, IWidth<T>
{
    static readonly int[] NoChange = new int[11];
    readonly Instance instance;
    readonly Plan plan;
    readonly Graph<T> graph;
    readonly T[] u;
    readonly int[] chosen;
    readonly Residual<T, W> residual;
    readonly List<Residual<T, W>.Step> steps = [];

    public Regrets(Instance instance, Plan plan, Costs costs, Certificate proof)
    {
        (this.instance, this.plan) = (instance, plan);
        graph = Matcher.GraphOf<T, W>(instance, costs);
        u = [.. proof.U.Select(W.From)];
        chosen = [.. plan.MentorOf.Select((mentor, i) => mentor < 0 ? -1 : instance.Find(i, mentor))];
        residual = new(graph, [.. plan.MentorOf], u, [.. proof.V.Select(W.From)]);
    }

    /// <summary>The regret of one cell, in this width; Far when no plan can have the pair.</summary>
    public T CostAt(int mentee, int cell)
    {
        var mentor = graph.Column[cell];
        if (plan.MentorOf[mentee] == mentor) return T.AdditiveIdentity;
        var back = residual.Distance(mentor, plan.MentorOf[mentee]);
        return back >= W.Far ? W.Far : residual.Reduced(mentee, cell) + back;
    }

    internal override void SearchAll() => residual.SearchAll();

    public override BigInteger? Cost(int mentee, int mentor)
    {
        var cell = instance.Find(mentee, mentor);
        return cell < 0 ? null : Known(CostAt(mentee, cell));
    }

    public override BigInteger? CostUnplaced(int mentee)
    {
        if (!graph.MayStay[mentee]) return null;
        if (plan.MentorOf[mentee] < 0) return BigInteger.Zero;
        return Known(graph.Unplaced[mentee] - u[mentee] + residual.Distance(-1, plan.MentorOf[mentee]));
    }

    public override Consequence? Force(int mentee, int mentor)
    {
        var cell = mentor < 0 ? -1 : instance.Find(mentee, mentor);
        return mentor >= 0 && cell < 0 ? null : ForceAt(mentee, cell);
    }

    internal override Consequence? ForceAt(int mentee, int cell)
    {
        if ((cell < 0 ? CostUnplaced(mentee) : Known(CostAt(mentee, cell))) is not { } cost) return null;
        var (from, mentor) = (plan.MentorOf[mentee], cell < 0 ? -1 : graph.Column[cell]);
        if (from == mentor) return new(0, [], 0, 0, NoChange);
        steps.Clear();
        steps.Add(new(mentee, cell));
        residual.Chain(mentor, from, steps);
        var (moves, profile, total) = (new Move[steps.Count], new int[11], 0);
        for (var at = 0; at < moves.Length; at++)
        {
            var (row, edge) = steps[at];
            moves[at] = new(row, plan.MentorOf[row], edge < 0 ? -1 : graph.Column[edge]);
            var (left, entered) = (Worth(chosen[row]), Worth(edge));
            profile[left.Level]--;
            profile[entered.Level]++;
            total += entered.Score - left.Score;
        }
        return new(cost, moves, -profile[0], total, profile);
    }

    protected override IEnumerable<(int Mentor, BigInteger? Cost)> Options(int mentee)
    {
        for (var cell = instance.First[mentee]; cell < instance.First[mentee + 1]; cell++)
            if (graph.Column[cell] != plan.MentorOf[mentee]) yield return (graph.Column[cell], Known(CostAt(mentee, cell)));
        if (plan.MentorOf[mentee] >= 0) yield return (-1, CostUnplaced(mentee));
    }

    static BigInteger? Known(T cost) => cost >= W.Far ? null : W.Wide(cost);

    (int Level, int Score) Worth(int cell) => cell < 0 ? (0, 0) : (instance.Cells[cell].Level, instance.Cells[cell].Score);
}
