using Advance.Contracts;

namespace Advance.Applications;

/// <summary>
/// What the assessments of an application come to. Mean, median and spread are in thousandths of a point on the rubric's scale, exact
/// and rounded once, halves up; null while nobody scored. Abstentions count in nothing but their own number.
/// </summary>
public record ReviewFigures(int Assessments, int Abstentions, int Select, int Waitlist, int Decline, int? MeanMilli, int? MedianMilli, int? SpreadMilli)
{
    public static ReviewFigures Of(IReadOnlyList<Assessment> assessments, ReviewRules? rules)
    {
        var scored = assessments.Where(a => a.Recommendation is not Recommendation.Abstain).ToList();
        int Count(Recommendation recommendation) => scored.Count(a => a.Recommendation == recommendation);
        ReviewFigures counted = new(scored.Count, assessments.Count - scored.Count, Count(Recommendation.Select), Count(Recommendation.Waitlist),
            Count(Recommendation.Decline), null, null, null);
        if (rules is null || scored.Count == 0) return counted;
        var weight = rules.Rubric.Sum(c => (long)c.Weight);
        var sums = scored.Select(a => SumOf(a, rules)).Order().ToList();
        var (low, high) = (sums[(sums.Count - 1) / 2], sums[sums.Count / 2]);
        return counted with
        {
            MeanMilli = Milli(sums.Sum(), weight * sums.Count),
            MedianMilli = Milli(low + high, 2 * weight),
            SpreadMilli = Milli(sums[^1] - sums[0], weight),
        };
    }

    /// <summary>The weighted mean of one assessment's scores, in thousandths; null for an abstention.</summary>
    public static int? MilliOf(Assessment assessment, ReviewRules? rules) => rules is null || assessment.Recommendation is Recommendation.Abstain
        ? null : Milli(SumOf(assessment, rules), rules.Rubric.Sum(c => (long)c.Weight));

    private static long SumOf(Assessment assessment, ReviewRules rules)
    {
        var weights = rules.Rubric.ToDictionary(c => c.Key, c => (long)c.Weight);
        return assessment.Scores.Sum(s => weights.GetValueOrDefault(s.Criterion) * s.Points);
    }

    private static int Milli(long numerator, long denominator) => checked((int)((2000 * numerator + denominator) / (2 * denominator)));
}
