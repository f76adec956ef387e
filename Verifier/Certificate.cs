using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Advance.Verifier;

/// <summary>
/// Checks offline that no plan of a matching round is better than the one proposed: prices u per mentee and v &lt;= 0 per mentor with
/// <c>cost - u - v >= 0</c> on every listed pair and <c>sum of u + sum of places * v = cost</c> prove it (linear programming duality).
/// Which pairs are eligible, and what they score, is taken as listed.
/// </summary>
public static class Certificate
{
    private const int MaxFile = 1024 * 1024 * 1024;

    public static int Run(string file, TextWriter text)
    {
        if (!File.Exists(file)) throw new Unusable($"{file} is not a file");
        if (new FileInfo(file).Length > MaxFile) throw new Unusable($"{file} is larger than {MaxFile} bytes");
        text.WriteLine(Check(Json.Parse(File.ReadAllBytes(file))));
        return 0;
    }

    public static string Check(Json it)
    {
        var (inputs, plan) = (Json.Parse(Bytes(it, "inputs")), Json.Parse(Bytes(it, "proposal")));
        Must(Hash(Bytes(it, "inputs")) == Text(it, "inputHash"), "inputHash", "the frozen inputs are not those that were hashed");
        Must(Hash(Bytes(it, "proposal")) == Text(it, "proposalHash"), "proposalHash", "the plan is not the one that was hashed");
        Must(Text(plan, "inputHash") == Text(it, "inputHash"), "proposal", "the plan was computed over other inputs");
        Must(Hash(Bytes(inputs, "seed")) == Text(it, "seedCommitment"), "seedCommitment", "the lottery seed is not the one that was committed to");
        Json[] mentees = List(it, "mentees"), mentors = List(it, "mentors"), edges = List(it, "edges");
        SameRecord(it, inputs, plan);
        BigInteger[] u = [.. mentees.Select(m => Number(m, "u"))], v = [.. mentors.Select(m => Number(m, "v"))];
        var (cost, unplaced) = CostsOf(inputs, mentees.Length);
        var pins = List(inputs, "pins").ToDictionary(p => Text(p, "menteeId"), p => Text(p, "mentorId"));
        var forbids = List(inputs, "forbids").Select(p => (Text(p, "menteeId"), Text(p, "mentorId"))).ToHashSet();
        Dictionary<(int, int), (BigInteger Cost, BigInteger Score)> listed = [];
        foreach (var edge in edges)
        {
            var (i, j, score, level) = ((int)Number(edge, "mentee"), (int)Number(edge, "mentor"), Number(edge, "score"), (int)Number(edge, "level"));
            var (mentee, mentor) = (Text(mentees[i], "menteeId"), Text(mentors[j], "mentorId"));
            Must(score >= 0 && score <= 1000 && level == (int)BigInteger.Min(score / 100, 9) + 1, "edges", $"score and level of {mentee} with {mentor} do not fit");
            Must(!forbids.Contains((mentee, mentor)), "edges", $"{mentee} with {mentor} is forbidden");
            Must(!pins.TryGetValue(mentee, out var pin) || pin == mentor, "edges", $"{mentee} is pinned to another mentor than {mentor}");
            Must(listed.TryAdd((i, j), (cost(mentee, mentor, level, score), score)), "edges", $"{mentee} with {mentor} is listed twice");
            Must(listed[(i, j)].Cost - u[i] - v[j] >= 0, "prices", $"{mentee} with {mentor} would be cheaper than the prices allow");
        }

        Must(v.All(price => price <= 0), "prices", "the price of a mentor is positive");
        var (load, total, placed, points) = (new int[mentors.Length], BigInteger.Zero, 0, BigInteger.Zero);
        for (var i = 0; i < mentees.Length; i++)
        {
            var (mentee, j) = (Text(mentees[i], "menteeId"), (int)Number(mentees[i], "mentor"));
            Must(pins.ContainsKey(mentee) || unplaced(mentee) >= u[i], "prices", $"leaving {mentee} unplaced would be cheaper than the price allows");
            Must(j >= 0 || !pins.ContainsKey(mentee), "plan", $"{mentee} is pinned and not placed");
            if (j < 0) { total += unplaced(mentee); continue; }
            Must(listed.TryGetValue((i, j), out var pair), "plan", $"the pair of {mentee} is not eligible");
            Must(++load[j] <= Number(mentors[j], "places"), "plan", $"mentor {Text(mentors[j], "mentorId")} has more mentees than places");
            (total, points, placed) = (total + pair.Cost, points + pair.Score, placed + 1);
        }

        var bound = u.Aggregate(BigInteger.Zero, (sum, price) => sum + price);
        for (var j = 0; j < v.Length; j++) bound += Number(mentors[j], "places") * v[j];
        Must(total == bound && total == Number(it, "cost"), "cost", $"the plan costs {total} and the prices prove {bound}, so a better plan may exist");
        Must(placed == Number(plan, "placed") && points == Number(plan, "totalScore"), "plan", "the figures of the plan are not those of its pairs");
        return $"valid: no plan is better than this one, which places {placed} of {mentees.Length} mentees with {points} points over {edges.Length} "
            + $"listed pairs (gap 0, plan {Text(it, "proposalHash")}, seed as committed).";
    }

    /// <summary>People, places, prices and pairs of the certificate are those of the hashed record.</summary>
    private static void SameRecord(Json it, Json inputs, Json plan)
    {
        Json[] mentees = List(it, "mentees"), mentors = List(it, "mentors"), frozen = List(inputs, "mentees"), pool = List(inputs, "mentors");
        var proof = plan["proof"] ?? throw new Unusable("the plan has no proof");
        Must(mentees.Select(m => Text(m, "menteeId")).SequenceEqual(frozen.Select(m => Text(m, "personId"))), "mentees", "they are not those of the inputs");
        Must(mentors.Select(m => Text(m, "mentorId")).SequenceEqual(pool.Select(m => Text(m, "mentorId"))), "mentors", "they are not those of the inputs");
        Must(mentors.Zip(pool).All(m => Number(m.First, "places") == BigInteger.Min(Number(m.Second, "free"), frozen.Length)), "mentors", "the places are not those of the inputs");
        Must(mentees.Select(m => Text(m, "u")).SequenceEqual(List(proof, "mentees").Select(p => p.Text)), "prices", "those of the mentees are not those of the plan");
        Must(mentors.Select(m => Text(m, "v")).SequenceEqual(List(proof, "mentors").Select(p => p.Text)), "prices", "those of the mentors are not those of the plan");
        var pairs = mentees.Where(m => Number(m, "mentor") >= 0).Select(m => (Text(m, "menteeId"), Text(mentors[(int)Number(m, "mentor")], "mentorId")));
        Must(pairs.ToHashSet().SetEquals(List(plan, "pairs").Select(p => (Text(p, "menteeId"), Text(p, "mentorId")))), "plan", "the pairs are not those of the plan");
    }

    /// <summary>
    /// What a pair costs and what being unplaced costs. With n mentees and K = 1001 n + 1: <c>(n+1)^(10-level) K + 1000 - score</c>,
    /// unplaced as level 0 and score 0. Least change adds, where there was a former mentor, <c>(1 + meetings) B</c> for everything but
    /// that mentor, with <c>B = ((n+1)^10 K + 1000) n + 1</c>, and the sum of all of these and B for being unplaced.
    /// </summary>
    private static (Func<string, string, int, BigInteger, BigInteger> Pair, Func<string, BigInteger> Unplaced) CostsOf(Json inputs, int n)
    {
        BigInteger OfLevel(int level) => BigInteger.Pow(n + 1, 10 - level) * (1001 * (BigInteger)n + 1);
        var policy = Text(inputs, "policy");
        Must(policy is "fair" or "least-change", "policy", $"no prices prove a plan under {policy}");
        var change = (OfLevel(0) + 1000) * n + 1;
        var pool = List(inputs, "mentors").Select(m => Text(m, "mentorId")).ToHashSet();
        var former = (inputs["former"]?.Items ?? []).Where(f => pool.Contains(Text(f, "mentorId")))
            .ToDictionary(f => Text(f, "menteeId"), f => (Mentor: Text(f, "mentorId"), Leaving: change * (1 + Number(f, "meetings"))));
        var most = policy == "fair" ? 0 : former.Values.Aggregate(change, (sum, f) => sum + f.Leaving);
        BigInteger Leaving(string mentee, string? mentor) => former.TryGetValue(mentee, out var was) && was.Mentor != mentor ? was.Leaving : 0;
        return ((mentee, mentor, level, score) => OfLevel(level) + 1000 - score + Leaving(mentee, mentor),
            mentee => OfLevel(0) + most + 1000 + Leaving(mentee, null));
    }

    private static void Must(bool holds, string part, string otherwise)
    {
        if (!holds) throw new Refusal(part, otherwise);
    }

    private static string Text(Json it, string name) => it[name]?.AsString ?? throw new Unusable($"\"{name}\" is not a text");

    private static byte[] Bytes(Json it, string name) => Encoding.UTF8.GetBytes(Text(it, name));

    private static Json[] List(Json it, string name) => it[name] is { Kind: Json.Kinds.List } list ? list.Items : throw new Unusable($"\"{name}\" is not a list");

    private static BigInteger Number(Json it, string name) => it[name] is { Kind: Json.Kinds.Number or Json.Kinds.Text } number
        && BigInteger.TryParse(number.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value : throw new Unusable($"\"{name}\" is not a whole number");

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
