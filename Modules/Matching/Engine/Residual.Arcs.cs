namespace Advance.Matching.Engine;

// How the network is folded from the edges of the mentees; Residual.cs searches it.
sealed partial class Residual<T, W>
{
    Arc[][] Fold(Occupants occupants)
    {
        var (length, by, folded, found) = (new T[free + 1], new Step[free + 1], new Arc[free + 1][], new List<Arc>(free + 1));
        var groups = new Occupants(nodeOf, free + 1);
        for (var node = 0; node <= free; node++)
        {
            Array.Fill(length, W.Far);
            foreach (var j in groups.Of(node))
                foreach (var row in occupants.Of(j)) Pass(row, node, length, by);
            if (node == free)
            {
                foreach (var row in occupants.Of(v.Length)) Pass(row, node, length, by);
                for (var j = 0; j < v.Length; j++)
                    if (nodeOf[j] < free && graph.Capacity[j] > 0) Shorten(nodeOf[j], T.AdditiveIdentity - v[j], new(-1, -1), length, by);
            }
            found.Clear();
            for (var to = 0; to <= free; to++)
                if (length[to] < W.Far) found.Add(new(to, by[to], length[to]));
            folded[node] = [.. found];
        }
        return folded;
    }

    void Pass(int row, int node, T[] length, Step[] by)
    {
        if (graph.MayStay[row] && node != free) Shorten(free, graph.Unplaced[row] - u[row], new(row, -1), length, by);
        for (var edge = graph.First[row]; edge < graph.First[row + 1]; edge++)
        {
            var to = nodeOf[graph.Column[edge]];
            if (to != node) Shorten(to, Reduced(row, edge), new(row, edge), length, by);
        }
    }

    static void Shorten(int to, T reach, Step through, T[] length, Step[] by)
    {
        if (!(reach < length[to])) return;
        (length[to], by[to]) = (reach, through);
    }

    Arc[][] Reversed()
    {
        var into = new List<Arc>[free + 1];
        for (var node = 0; node <= free; node++) into[node] = [];
        for (var node = 0; node <= free; node++)
            foreach (var arc in arcs[node]) into[arc.To].Add(new(node, arc.By, arc.Length));
        return Array.ConvertAll(into, list => list.ToArray());
    }
}
