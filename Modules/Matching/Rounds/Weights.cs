using System.Text.Json.Serialization;

namespace Advance.Matching.Rounds;

/// <summary>
/// What counts for a pair, in proportion (0..100 each, not all 0): topics the mentee asks for, the ranked wishes of both sides,
/// difference of institution and unit, the mentor's experience. Gender and nationality never count.
/// </summary>
public record Weights(int Topics, int Wishes, int Difference, int Experience)
{
    /// <summary>What the evidence says matters most comes first.</summary>
    public static readonly Weights Default = new(50, 30, 10, 10);

    /// <summary>A check and no fact: it stands in no answer and no event.</summary>
    [JsonIgnore]
    public bool IsValid => All().All(w => w is >= 0 and <= 100) && All().Any(w => w > 0);

    /// <summary>The most points of each criterion, 1000 together: shares by largest remainder, ties to the criterion that comes first.</summary>
    public Weights InPoints()
    {
        var (weights, sum) = (All(), All().Sum());
        int[] points = [.. weights.Select(w => w * 1000 / sum)];
        var order = Enumerable.Range(0, weights.Length).OrderByDescending(i => weights[i] * 1000 % sum).ThenBy(i => i);
        foreach (var i in order.Take(1000 - points.Sum())) points[i]++;
        return new(points[0], points[1], points[2], points[3]);
    }

    private int[] All() => [Topics, Wishes, Difference, Experience];
}
