namespace Advance.Matching.Engine;

/// <summary>Rows by column: those in column j are Rows[First[j]] up to Rows[First[j + 1]]; the unplaced stand last.</summary>
sealed class Occupants
{
    public Occupants(IReadOnlyList<int> columnOf, int columns)
    {
        First = new int[columns + 2];
        Rows = new int[columnOf.Count];
        foreach (var column in columnOf) First[(column < 0 ? columns : column) + 1]++;
        for (var j = 0; j <= columns; j++) First[j + 1] += First[j];
        var next = First[..^1];
        for (var row = 0; row < columnOf.Count; row++) Rows[next[columnOf[row] < 0 ? columns : columnOf[row]]++] = row;
    }

    public int[] First { get; }
    public int[] Rows { get; }

    public ReadOnlySpan<int> Of(int column) => Rows.AsSpan(First[column], First[column + 1] - First[column]);

    public int Load(int column) => First[column + 1] - First[column];
}
