namespace Advance.Tests.Specs.Reporting;

/// <summary>
/// Knows sums over cells and computes every other sum that follows from them: a group is known when its indicator lies in the
/// row space of what was learned. Rows are reduced modulo a large prime, which only ever finds more than there is.
/// </summary>
internal sealed class LinearAttacker(int cells)
{
    private const long Prime = 2147483647;
    private readonly List<(int Pivot, long[] Row)> _rows = [];
    private readonly HashSet<int> _empty = [];

    /// <summary>Learns the sum of a group; nobody at all means that each of its cells is empty.</summary>
    public void Learn(Func<int, bool> group, long sum)
    {
        if (sum == 0) _empty.UnionWith(Enumerable.Range(0, cells).Where(group));
        else Add(Indicator(group));
    }

    public bool Knows(Func<int, bool> group)
    {
        var wanted = Without(Indicator(group));
        var basis = new LinearAttacker(cells);
        foreach (var (_, row) in _rows) basis.Add(Without((long[])row.Clone()));
        basis.Reduce(wanted);
        return Array.TrueForAll(wanted, x => x == 0);
    }

    private long[] Indicator(Func<int, bool> group) => [.. Enumerable.Range(0, cells).Select(c => group(c) ? 1L : 0L)];

    private long[] Without(long[] row)
    {
        foreach (var cell in _empty) row[cell] = 0;
        return row;
    }

    private void Add(long[] row)
    {
        Reduce(row);
        var pivot = Array.FindIndex(row, x => x != 0);
        if (pivot < 0) return;
        var inverse = Power(row[pivot], Prime - 2);
        for (var i = 0; i < row.Length; i++) row[i] = row[i] * inverse % Prime;
        _rows.Add((pivot, row));
    }

    private void Reduce(long[] row)
    {
        foreach (var (pivot, other) in _rows)
        {
            var factor = row[pivot];
            if (factor == 0) continue;
            for (var i = 0; i < row.Length; i++) row[i] = (row[i] + ((Prime - factor) * other[i])) % Prime;
        }
    }

    private static long Power(long number, long exponent)
    {
        var result = 1L;
        for (; exponent > 0; exponent >>= 1, number = number * number % Prime)
        {
            if ((exponent & 1) == 1) result = result * number % Prime;
        }

        return result;
    }
}
