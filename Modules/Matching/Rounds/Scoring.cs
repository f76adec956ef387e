namespace Advance.Matching.Rounds;

/// <summary>What one criterion adds to the score of a pair: whole points, out of the most it could add.</summary>
public record Contribution(string Criterion, int Points, int Of);

/// <summary>
/// The score of a pair, 0..1000: the sum of its contributions, each the criterion's points times a fraction, rounded down.
/// What nobody asked for counts as met for everybody, so that silence is no disadvantage.
/// </summary>
public sealed class Scoring(FrozenRound round)
{
    /// <summary>So many completed mentorships make a mentor fully experienced.</summary>
    public const int FullExperience = 3;

    private readonly Weights _points = round.Weights.InPoints();

    public IReadOnlyList<Contribution> Of(FrozenMentee mentee, FrozenMentor mentor) =>
    [
        Part("topics", _points.Topics, Shared(mentee, mentor), mentee.Topics.Count),
        Part("wishes", _points.Wishes, Wished(mentee.Wishes, mentor.PersonId) + Wished(mentor.Wishes ?? [], mentee.PersonId),
            (mentee.Wishes.Count == 0 ? 0 : round.MostWishes) + (mentor.Wishes is { Count: > 0 } ? round.MostWishes : 0)),
        Part("difference", _points.Difference, mentee.InstitutionId == mentor.InstitutionId ? 1 : 2, 2),
        Part("experience", _points.Experience, Math.Min(mentor.Completed, FullExperience), FullExperience),
    ];

    /// <summary>How satisfied the mentee is, in ten bands of the score: 1..10.</summary>
    public static int LevelOf(int score) => Math.Min(score / 100, 9) + 1;

    private static Contribution Part(string criterion, int points, int met, int asked) =>
        new(criterion, asked == 0 ? points : points * met / asked, points);

    private static int Shared(FrozenMentee mentee, FrozenMentor mentor)
    {
        var shared = 0;
        foreach (var topic in mentee.Topics)
            if (mentor.Topics.Contains(topic)) shared++;
        return shared;
    }

    /// <summary>All for the first wish, one step less for each next one, nothing for somebody who was not wished for; of either side.</summary>
    private int Wished(IReadOnlyList<Guid> wishes, Guid person)
    {
        for (var rank = 0; rank < wishes.Count && rank < round.MostWishes; rank++)
            if (wishes[rank] == person) return round.MostWishes - rank;
        return 0;
    }
}
