namespace Advance.Matching.Engine;

/// <summary>
/// Which choices are open between optimal plans: two optimal plans differ by cycles of no cost in the residual network, and an
/// arc is on a cycle exactly when both its ends are in one strongly connected component (Tarjan 1972). Nodes: the mentors, and
/// last one for all free places and for unplaced.
/// </summary>
sealed class Components
{
    readonly List<int>[] arcs;
    readonly int[] order, low;
    readonly Stack<int> open = new();
    int visited;

    public Components(int mentors)
    {
        arcs = new List<int>[mentors + 1];
        for (var node = 0; node <= mentors; node++) arcs[node] = [];
        (order, low, Of) = (new int[mentors + 1], new int[mentors + 1], new int[mentors + 1]);
    }

    /// <summary>Component of each node, 1 or more.</summary>
    public int[] Of { get; }

    public void Arc(int from, int to) => arcs[from].Add(to);

    public Components Find()
    {
        for (var node = 0; node < arcs.Length; node++)
            if (order[node] == 0) Visit(node);
        return this;
    }

    // As deep as there are mentors, 2,000 at most: the stack bears it.
    void Visit(int node)
    {
        order[node] = low[node] = ++visited;
        open.Push(node);
        foreach (var next in arcs[node])
        {
            if (order[next] == 0) Visit(next);
            if (Of[next] == 0) low[node] = Math.Min(low[node], low[next]);
        }
        if (low[node] < order[node]) return;
        int member;
        do Of[member = open.Pop()] = order[node];
        while (member != node);
    }
}
