using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Advance.Matching.Engine;

/// <summary>One draw of the weights: each criterion between 800 and 1,200 per mille of its own, all values equally likely but for
/// a bias below 2^-50. The factor is the first 8 bytes, big-endian, of SHA-256 over <c>seed LF draw LF criterion</c>, modulo 401, plus 800.</summary>
public readonly record struct WeightDraw(string Seed, int Number)
{
    /// <summary>Factor of a criterion, in per mille.</summary>
    public int PerMille(string criterion)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Seed}\n{Number}\n{criterion}");
        return 800 + (int)(BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text))) % 401);
    }
}

/// <summary>In how many draws each pair stands.</summary>
public sealed class Robustness
{
    public const int Draws = 1_000;

    readonly Dictionary<Pair, int> standing = [];

    Robustness(int draws) => Drawn = draws;

    /// <summary>How many draws were made.</summary>
    public int Drawn { get; }

    /// <summary>In how many of the draws the pair stood.</summary>
    public int Of(int mentee, int mentor) => standing.GetValueOrDefault(new(mentee, mentor));

    /// <summary>Solve again under weights that are up to 20 % off, so that a committee sees which pairs hang on the exact weights.</summary>
    /// <param name="policy">Policy of the round.</param>
    /// <param name="seed">The lottery seed of the round.</param>
    /// <param name="rescore">The same people, in the same order, scored under the drawn weights.</param>
    /// <param name="draws">How many; 1..10,000.</param>
    public static Robustness Measure(Policy policy, string seed, Func<WeightDraw, Instance> rescore, int draws = Draws)
    {
        UnsolvableException.When(draws is < 1 or > 10_000, "draws-out-of-range", $"{draws} draws are not within 1..10,000.");
        var robustness = new Robustness(draws);
        for (var number = 0; number < draws; number++)
            foreach (var pair in Matcher.Solve(rescore(new(seed, number)), policy).Pairs)
                robustness.standing[pair] = robustness.Of(pair.Mentee, pair.Mentor) + 1;
        return robustness;
    }
}
