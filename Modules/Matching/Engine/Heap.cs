using System.Numerics;

namespace Advance.Matching.Engine;

/// <summary>A binary heap of columns by distance, with decrease of a key. Ties go to whichever came first: no result depends on it.</summary>
sealed class Heap<T>(T[] key) where T : struct, IComparisonOperators<T, T, bool>
{
    readonly int[] heap = new int[key.Length];
    readonly int[] position = [.. Enumerable.Repeat(-1, key.Length)];
    int count;

    public int Count => count;

    /// <summary>Put in, or move up after its key became smaller.</summary>
    public void Up(int item)
    {
        var at = position[item] >= 0 ? position[item] : count++;
        while (at > 0)
        {
            var parent = (at - 1) >> 1;
            if (!(key[item] < key[heap[parent]])) break;
            Set(at, heap[parent]);
            at = parent;
        }
        Set(at, item);
    }

    public int Pop()
    {
        var top = heap[0];
        position[top] = -1;
        var last = heap[--count];
        if (count == 0) return top;
        var at = 0;
        while (true)
        {
            var child = 2 * at + 1;
            if (child >= count) break;
            if (child + 1 < count && key[heap[child + 1]] < key[heap[child]]) child++;
            if (!(key[heap[child]] < key[last])) break;
            Set(at, heap[child]);
            at = child;
        }
        Set(at, last);
        return top;
    }

    public void Clear()
    {
        for (var at = 0; at < count; at++) position[heap[at]] = -1;
        count = 0;
    }

    void Set(int at, int item)
    {
        heap[at] = item;
        position[item] = at;
    }
}
