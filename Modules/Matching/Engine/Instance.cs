namespace Advance.Matching.Engine;

/// <summary>A mentee and a mentor, by their index in the instance.</summary>
public readonly record struct Pair(int Mentee, int Mentor);

/// <summary>A mentor who may be paired with a mentee: an eligible pair. What is not listed is not eligible.</summary>
/// <param name="Mentor">Index of the mentor.</param>
/// <param name="Score">Points of the pair, 0..1000.</param>
/// <param name="Level">Satisfaction of the mentee with this mentor, 1..10 (0 is kept for being unplaced).</param>
public readonly record struct Edge(int Mentor, int Score, int Level)
{
    /// <summary>Points by which the mentee ranks this mentor, 0..1000; the score unless stated. Stability alone reads it.</summary>
    public int ByMentee { get; init; } = Score;

    /// <summary>Points by which the mentor ranks this mentee, 0..1000; the score unless stated. Stability alone reads it.</summary>
    public int ByMentor { get; init; } = Score;

    /// <summary>The two are of different institutions; preferred among plans that are equal in all that counts more.</summary>
    public bool Across { get; init; }
}

/// <summary>A mentee: a key that does not depend on the order of input, and the eligible mentors.</summary>
public sealed record Mentee(string Key, IReadOnlyList<Edge> Edges);

/// <summary>A mentor: a key that does not depend on the order of input, and the places free in this round.</summary>
public sealed record Mentor(string Key, int Capacity);

/// <summary>A round as the engine sees it: immutable, validated, integers only. At most 2,000 mentees and 2,000 mentors.</summary>
public sealed class Instance
{
    public const int Limit = 2_000;

    internal readonly record struct Cell(ushort Mentor, ushort Score, ushort ByMentee, ushort ByMentor, byte Level, bool Across);

    /// <summary>Refuses with the codes of <see cref="UnsolvableException"/>.</summary>
    /// <param name="mentees">All mentees of the round.</param>
    /// <param name="mentors">All mentors of the round, with their free places.</param>
    /// <param name="seed">Lottery seed, committed before the freeze; decides only between plans equal in everything else.</param>
    /// <param name="pins">Pairs that must stand.</param>
    /// <param name="forbids">Pairs that must not.</param>
    public Instance(IReadOnlyList<Mentee> mentees, IReadOnlyList<Mentor> mentors, string seed,
        IReadOnlyCollection<Pair>? pins = null, IReadOnlyCollection<Pair>? forbids = null)
    {
        (Mentees, Mentors, Seed, Pins, Forbids) = (mentees, mentors, seed, pins ?? [], forbids ?? []);
        InstanceCheck.Shape(this);
        Capacity = [.. mentors.Select(mentor => Math.Min(mentor.Capacity, mentees.Count))];
        InstanceCheck.Edges(this);
        PinOf = InstanceCheck.PinsOf(this);
        First = new int[mentees.Count + 1];
        Cells = Flatten(Forbids.ToHashSet());
        Columns = Array.ConvertAll(Cells, cell => cell.Mentor);
    }

    public IReadOnlyList<Mentee> Mentees { get; }
    public IReadOnlyList<Mentor> Mentors { get; }
    public string Seed { get; }
    public IReadOnlyCollection<Pair> Pins { get; }
    public IReadOnlyCollection<Pair> Forbids { get; }

    /// <summary>Eligible pairs after pins and forbids.</summary>
    public int EdgeCount => Cells.Length;

    internal int[] Capacity { get; }

    /// <summary>The mentor to whom a mentee is pinned, or -1.</summary>
    internal int[] PinOf { get; }

    /// <summary>Cells of mentee i: First[i] up to First[i + 1], by ascending mentor.</summary>
    internal int[] First { get; }
    internal Cell[] Cells { get; }

    /// <summary>The mentor of each cell once more, as the solver reads it.</summary>
    internal ushort[] Columns { get; }

    /// <summary>Index of the cell of a pair, or -1 when the pair is not eligible in this instance.</summary>
    internal int Find(int mentee, int mentor)
    {
        var (low, high) = (First[mentee], First[mentee + 1] - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (Cells[middle].Mentor == mentor) return middle;
            if (Cells[middle].Mentor < mentor) low = middle + 1;
            else high = middle - 1;
        }
        return -1;
    }

    Cell[] Flatten(HashSet<Pair> forbidden)
    {
        var cells = new List<Cell>(Mentees.Sum(mentee => mentee.Edges.Count));
        for (var i = 0; i < Mentees.Count; i++)
        {
            foreach (var edge in Mentees[i].Edges)
            {
                if (PinOf[i] >= 0 && PinOf[i] != edge.Mentor) continue;
                if (forbidden.Count > 0 && forbidden.Contains(new(i, edge.Mentor))) continue;
                cells.Add(new((ushort)edge.Mentor, (ushort)edge.Score, (ushort)edge.ByMentee, (ushort)edge.ByMentor,
                    (byte)edge.Level, edge.Across));
            }
            First[i + 1] = cells.Count;
            cells.Sort(First[i], First[i + 1] - First[i], ByMentor.Order);
        }
        return [.. cells];
    }

    sealed class ByMentor : IComparer<Cell>
    {
        public static readonly ByMentor Order = new();
        public int Compare(Cell x, Cell y) => x.Mentor.CompareTo(y.Mentor);
    }
}
