using System.Numerics;

namespace Advance.Matching.Engine;

/// <summary>Checks a plan against its certificate; reads the instance, the pairs and the published numbers only.</summary>
public static class CertificateCheck
{
    /// <summary>What the check found: proven when nothing is violated and the gap is 0.</summary>
    /// <param name="Violations">Pairs with negative reduced cost, positive prices, pairs not eligible, mentors over capacity.</param>
    /// <param name="Gap">Cost of the plan minus the bound the duals prove.</param>
    public readonly record struct Finding(int Violations, BigInteger Gap)
    {
        public bool Proven => Violations == 0 && Gap.IsZero;
    }

    /// <summary>Refuses not-certified for a plan without certificate (Stable).</summary>
    public static Finding Check(Instance instance, Plan plan)
    {
        if (plan.Certificate is not { } proof || plan.Costs is not { } costs)
            throw new UnsolvableException("not-certified", "A stable plan is proven by having no blocking pair, not by prices.");
        return Check(instance, plan.MentorOf, costs, proof);
    }

    internal static Finding Check(Instance instance, IReadOnlyList<int> mentorOf, Costs costs, Certificate proof)
    {
        var bits = Math.Max(costs.Bits, proof.U.Concat(proof.V).Select(it => it.GetBitLength()).DefaultIfEmpty().Max() + 2);
        var wrong = bits switch
        {
            <= 62 => Violations<long, Bits64>(instance, costs, proof),
            <= 125 => Violations<Int128, Bits128>(instance, costs, proof),
            _ => Violations<Int256, Bits256>(instance, costs, proof),
        };
        wrong += Broken(instance, mentorOf);
        BigInteger bound = 0;
        foreach (var u in proof.U) bound += u;
        for (var j = 0; j < proof.V.Count; j++) bound += instance.Capacity[j] * proof.V[j];
        if (wrong > 0) return new(wrong, proof.Cost - bound);
        var plan = new Plan(instance, Policy.Fair, [.. mentorOf]);
        return new(0, costs.Of(mentorOf, plan.Profile, plan.Total) - bound);
    }

    static int Broken(Instance instance, IReadOnlyList<int> mentorOf)
    {
        var (wrong, load) = (0, new int[instance.Mentors.Count]);
        for (var i = 0; i < mentorOf.Count; i++)
        {
            if (mentorOf[i] < 0) wrong += instance.PinOf[i] >= 0 ? 1 : 0;
            else if (instance.Find(i, mentorOf[i]) < 0 || ++load[mentorOf[i]] > instance.Capacity[mentorOf[i]]) wrong++;
        }
        return wrong;
    }

    static int Violations<T, W>(Instance instance, Costs costs, Certificate proof)
        where T : struct, IComparisonOperators<T, T, bool>, IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IAdditiveIdentity<T, T>
        where W : struct, IWidth<T>
    {
        var zero = T.AdditiveIdentity;
        T[] v = [.. proof.V.Select(W.From)], level = [.. costs.Level.Select(W.From)], basis = new T[11];
        var (wrong, cells) = (v.Count(price => price > zero), instance.Cells);
        for (var i = 0; i < instance.Mentees.Count; i++)
        {
            var u = W.From(proof.U[i]);
            if (instance.PinOf[i] < 0 && W.From(costs.Unplaced(i)) < u) wrong++;
            var former = costs.Leaving is null || costs.Former![i] < 0 ? ushort.MaxValue : costs.Former[i];
            var leaving = former == ushort.MaxValue ? zero : W.From(costs.Leaving![i]);
            // Where the level alone outweighs u, no price (never positive) and no score can make the pair a violation.
            var clear = 0;
            for (var l = 0; l <= 10; l++)
            {
                basis[l] = level[l] - u;
                if (basis[l] >= zero) clear |= 1 << l;
            }
            for (var at = instance.First[i]; at < instance.First[i + 1]; at++)
            {
                ref readonly var cell = ref cells[at];
                if ((clear >> cell.Level & 1) != 0) continue;
                var slack = basis[cell.Level] + W.Small(1000 - cell.Score) - v[cell.Mentor];
                if (slack < zero && (former == cell.Mentor || slack + leaving < zero)) wrong++;
            }
        }
        return wrong;
    }
}
