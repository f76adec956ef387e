namespace Advance.Matching.Engine;

/// <summary>All that the engine knows about one eligible pair; the module adds the contributions that make up the score.</summary>
/// <param name="Pair">Mentee and mentor.</param>
/// <param name="Score">Points, 0..1000.</param>
/// <param name="Level">Satisfaction of the mentee, 1..10.</param>
/// <param name="Stands">The plan has it.</param>
/// <param name="Ties">The plan does not have it, but one just as good does: the spread of load, institutions or the lot decided.</param>
/// <param name="RankByMentee">1 + how many eligible mentors this mentee ranks strictly higher.</param>
/// <param name="RankByMentor">1 + how many eligible mentees this mentor ranks strictly higher.</param>
/// <param name="Forced">What forcing the pair would cost and who would move; null when no plan can have it.</param>
public sealed record Answer(Pair Pair, int Score, int Level, bool Stands, bool Ties, int RankByMentee, int RankByMentor, Consequence? Forced);

/// <summary>One answer for each eligible pair. A pair without an answer is not eligible, for named reasons which the module keeps.</summary>
public sealed class Answers
{
    /// <summary>From so many pairs on, the searches of all mentors are made side by side; below, starting threads costs more.</summary>
    const int Large = 20_000;

    readonly Instance instance;
    readonly Plan plan;
    readonly Regrets? regrets;
    readonly int[] rankByMentee, rankByMentor;

    /// <summary>For a stable plan the answers have ranks but no costs.</summary>
    public Answers(Instance instance, Plan plan)
    {
        (this.instance, this.plan) = (instance, plan);
        regrets = plan.Certificate is null ? null : Regrets.Of(instance, plan);
        (rankByMentee, rankByMentor) = (new int[instance.EdgeCount], new int[instance.EdgeCount]);
        var at = Enumerable.Range(0, instance.EdgeCount).ToArray();
        for (var i = 0; i < instance.Mentees.Count; i++)
            Rank(at.AsSpan(instance.First[i]..instance.First[i + 1]), cell => instance.Cells[cell].ByMentee, rankByMentee);
        var byMentor = new Occupants([.. instance.Cells.Select(cell => (int)cell.Mentor)], instance.Mentors.Count);
        for (var j = 0; j < instance.Mentors.Count; j++)
            Rank(byMentor.Rows.AsSpan(byMentor.First[j]..byMentor.First[j + 1]), cell => instance.Cells[cell].ByMentor, rankByMentor);
    }

    /// <summary>The answer for a pair; null when it is not eligible.</summary>
    public Answer? Of(int mentee, int mentor) => instance.Find(mentee, mentor) is >= 0 and var cell ? At(mentee, cell) : null;

    /// <summary>Every answer there is, by mentee and mentor.</summary>
    public IEnumerable<Answer> All()
    {
        if (instance.EdgeCount >= Large) regrets?.SearchAll();
        for (var i = 0; i < instance.Mentees.Count; i++)
            for (var cell = instance.First[i]; cell < instance.First[i + 1]; cell++) yield return At(i, cell);
    }

    Answer At(int mentee, int cell)
    {
        var (mentor, score, level) = (instance.Cells[cell].Mentor, instance.Cells[cell].Score, instance.Cells[cell].Level);
        var stands = plan.MentorOf[mentee] == mentor;
        var forced = regrets?.ForceAt(mentee, cell);
        return new(new(mentee, mentor), score, level, stands, !stands && forced is { Cost.IsZero: true }, rankByMentee[cell], rankByMentor[cell], forced);
    }

    static void Rank(Span<int> cells, Func<int, int> points, int[] rank)
    {
        var falling = new int[cells.Length];
        for (var at = 0; at < cells.Length; at++) falling[at] = -points(cells[at]);
        MemoryExtensions.Sort(falling.AsSpan(), cells);
        for (var at = 0; at < cells.Length; at++)
            rank[cells[at]] = at > 0 && falling[at] == falling[at - 1] ? rank[cells[at - 1]] : at + 1;
    }
}
