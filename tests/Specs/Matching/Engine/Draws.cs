namespace Advance.Tests.Specs.Matching.Engine;

/// <summary>Repeatable draws (SplitMix64), so that a failing case can be named by its number.</summary>
sealed class Draws(ulong seed)
{
    ulong state = seed * 0x9E3779B97F4A7C15UL + 0x632BE59BD9B4E019UL;

    public int Below(int limit)
    {
        state += 0x9E3779B97F4A7C15UL;
        var z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return (int)((z ^ (z >> 31)) % (ulong)limit);
    }

    public T[] Shuffled<T>(IEnumerable<T> items)
    {
        T[] all = [.. items];
        for (var i = all.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (all[i], all[j]) = (all[j], all[i]);
        }
        return all;
    }
}
