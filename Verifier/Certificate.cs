using System.Numerics;
using System.Security.Cryptography;
using static Advance.Verifier.Fields;

namespace Advance.Verifier;

/// <summary>
/// Checks offline that no plan of a matching round is better than the one proposed: prices u per mentee and v &lt;= 0 per mentor with
/// <c>cost - u - v >= 0</c> on every listed pair and <c>sum of u + sum of places * v = cost</c> prove it (linear programming duality).
/// People, places, pins, prices and pairs are read from the texts that were hashed. Which pairs are eligible, and what they score, is
/// taken as listed.
/// </summary>
public static class Certificate
{
    private const int MaxFile = 1024 * 1024 * 1024;

    public static int Run(string file, TextWriter text)
    {
        text.WriteLine(Check(Read(file)));
        return 0;
    }

    internal static Json Read(string file) => PlainFile.At(file).Length is > 0 and <= MaxFile ? Json.Parse(File.ReadAllBytes(file))
        : throw new Unusable($"{file} is not a file of 1 to {MaxFile} bytes");

    public static string Check(Json it)
    {
        var (inputs, plan) = (Json.Parse(Bytes(it, "inputs")), Json.Parse(Bytes(it, "proposal")));
        foreach (var (hashed, hash, of) in new[] { (it, "inputHash", "inputs"), (it, "proposalHash", "proposal"), (inputs, "seedCommitment", "seed") })
            Must(Hash(Bytes(hashed, of)) == TextOf(it, hash), hash, $"the {of} is not the one that was hashed");
        Must(TextOf(plan, "inputHash") == TextOf(it, "inputHash"), "proposal", "the plan was computed over other inputs");
        var (mentees, mentors, proof) = (Names(inputs, "mentees", "personId"), Names(inputs, "mentors", "mentorId"),
            plan["proof"] ?? throw new Unusable("the plan has no proof"));
        BigInteger[] u = Numbers(proof, "mentees"), v = Numbers(proof, "mentors");
        BigInteger[] places = [.. List(inputs, "mentors").Select(m => BigInteger.Min(Number(m["free"]), mentees.Length))];
        var at = List(plan, "pairs").ToDictionary(p => Array.IndexOf(mentees, TextOf(p, "menteeId")), p => Array.IndexOf(mentors, TextOf(p, "mentorId")));
        int[] mentorOf = [.. mentees.Select((_, i) => at.GetValueOrDefault(i, -1))];
        Must(!at.ContainsKey(-1) && !at.ContainsValue(-1) && (u.Length, v.Length) == (mentees.Length, mentors.Length), "proposal",
            "its people are not those of the inputs");
        Shown(it, mentees, mentors, u, v, places, mentorOf);
        var (cost, pins) = (CostOf(inputs, mentees, mentors), List(inputs, "pins").ToDictionary(p => TextOf(p, "menteeId"), p => TextOf(p, "mentorId")));
        var forbids = List(inputs, "forbids").Select(p => (TextOf(p, "menteeId"), TextOf(p, "mentorId"))).ToHashSet();
        Dictionary<(int, int), (int Level, BigInteger Score)> listed = [];
        foreach (var edge in List(it, "edges"))
        {
            var (i, j, score, level) = ((int)Number(edge["mentee"]), (int)Number(edge["mentor"]), Number(edge["score"]), (int)Number(edge["level"]));
            Must(score >= 0 && score <= 1000 && level == (int)BigInteger.Min(score / 100, 9) + 1, "edges",
                $"score and level of {mentees[i]} with {mentors[j]} do not fit");
            Must(!forbids.Contains((mentees[i], mentors[j])), "edges", $"{mentees[i]} with {mentors[j]} is forbidden");
            Must(!pins.TryGetValue(mentees[i], out var pin) || pin == mentors[j], "edges", $"{mentees[i]} is pinned to another mentor than {mentors[j]}");
            Must(listed.TryAdd((i, j), (level, score)), "edges", $"{mentees[i]} with {mentors[j]} is listed twice");
            Must(cost(i, j, level, score) - u[i] - v[j] >= 0, "prices", $"{mentees[i]} with {mentors[j]} would be cheaper than the prices allow");
        }

        var (total, points, bound) = (BigInteger.Zero, BigInteger.Zero, BigInteger.Zero);
        for (var i = 0; i < mentees.Length; i++)
        {
            Must(pins.ContainsKey(mentees[i]) ? mentorOf[i] >= 0 : cost(i, -1, 0, 0) >= u[i], "prices",
                $"leaving {mentees[i]} unplaced would be cheaper than the price allows");
            Must(listed.TryGetValue((i, mentorOf[i]), out var pair) || mentorOf[i] < 0, "plan", $"the pair of {mentees[i]} is not eligible");
            (total, points, bound) = (total + cost(i, mentorOf[i], pair.Level, pair.Score), points + pair.Score, bound + u[i]);
        }

        for (var j = 0; j < mentors.Length; j++)
        {
            Must(v[j] <= 0, "prices", "the price of a mentor is positive");
            Must(mentorOf.Count(m => m == j) <= places[j], "plan", $"mentor {mentors[j]} has more mentees than places");
            bound += places[j] * v[j];
        }

        Must(total == bound && total == Number(it["cost"]), "cost", $"the plan costs {total} and the prices prove {bound}, so a better plan may exist");
        Must(at.Count == Number(plan["placed"]) && points == Number(plan["totalScore"]), "plan", "the figures of the plan are not those of its pairs");
        return $"valid: no plan is better than this one, which places {at.Count} of {mentees.Length} mentees with {points} points over {listed.Count} "
            + $"listed pairs (gap 0, plan {TextOf(it, "proposalHash")}, seed as committed).";
    }

    /// <summary>What the file shows beside the hashed texts says the same as they do.</summary>
    private static void Shown(Json it, string[] mentees, string[] mentors, BigInteger[] u, BigInteger[] v, BigInteger[] places, int[] mentorOf)
    {
        Must(Names(it, "mentees", "menteeId").SequenceEqual(mentees), "mentees", "they are not those of the inputs");
        Must(Names(it, "mentors", "mentorId").SequenceEqual(mentors) && Numbers(it, "mentors", "places").SequenceEqual(places), "mentors",
            "they and their places are not those of the inputs");
        Must(Numbers(it, "mentees", "u").SequenceEqual(u) && Numbers(it, "mentors", "v").SequenceEqual(v), "prices", "they are not those of the plan");
        Must(Numbers(it, "mentees", "mentor").SequenceEqual(mentorOf.Select(j => (BigInteger)j)), "plan", "the pairs are not those of the plan");
    }

    /// <summary>
    /// What a pair costs, or being unplaced (mentor -1, level 0, score 0). With n mentees and K = 1001 n + 1:
    /// <c>(n+1)^(10-level) K + 1000 - score</c>. Least change adds, where there was a former mentor, <c>(1 + meetings) B</c> for everything
    /// but that mentor, with <c>B = ((n+1)^10 K + 1000) n + 1</c>, and the sum of all of these and B for being unplaced.
    /// </summary>
    private static Func<int, int, int, BigInteger, BigInteger> CostOf(Json inputs, string[] mentees, string[] mentors)
    {
        var (n, isFair) = (mentees.Length, TextOf(inputs, "policy") == "fair");
        Must(isFair || TextOf(inputs, "policy") == "least-change", "policy", "prices prove nothing under this policy");
        BigInteger[] levels = [.. Enumerable.Range(0, 11).Select(level => BigInteger.Pow(n + 1, 10 - level) * (1001 * (BigInteger)n + 1) + 1000)];
        var (change, former) = (levels[0] * n + 1, new Dictionary<int, (int Mentor, BigInteger Leaving)>());
        foreach (var f in (inputs["former"]?.Items ?? []).Where(f => mentors.Contains(TextOf(f, "mentorId"))))
            former.Add(Array.IndexOf(mentees, TextOf(f, "menteeId")), (Array.IndexOf(mentors, TextOf(f, "mentorId")), change * (1 + Number(f["meetings"]))));
        if (!isFair) levels[0] += former.Values.Aggregate(change, (sum, f) => sum + f.Leaving);
        return (i, j, level, score) => levels[level] - score + (former.TryGetValue(i, out var was) && was.Mentor != j ? was.Leaving : 0);
    }

    private static void Must(bool holds, string part, string otherwise)
    {
        if (!holds) throw new Refusal(part, otherwise);
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
