using Advance.Matching.Engine;

namespace Advance.Tests.Bench;

/// <summary>Generated rounds, the same in every run (SplitMix64). A pair's score is a mentor's quality, a shared field and chance,
/// roughly as real ones are; its level is the band of ten in which the score falls.</summary>
static class MatchingRounds
{
    public static Instance Of(int mentees, int mentors, int percent, int capacity, ulong seed = 1)
    {
        var state = seed * 0x9E3779B97F4A7C15UL;
        var quality = Enumerable.Range(0, mentors).Select(_ => Below(200)).ToArray();
        var field = Enumerable.Range(0, mentors).Select(_ => Below(8)).ToArray();
        return new(
            [.. Enumerable.Range(0, mentees).Select(i => new Mentee($"mentee {i}", Edges(Below(8))))],
            [.. Enumerable.Range(0, mentors).Select(j => new Mentor($"mentor {j}", capacity == 1 ? 1 : 1 + Below(capacity)))], "lottery");

        List<Edge> Edges(int own)
        {
            var edges = new List<Edge>();
            for (var j = 0; j < mentors; j++)
            {
                if (Below(100) >= percent) continue;
                var score = quality[j] + (field[j] == own ? 300 : 0) + Below(501);
                edges.Add(new(j, score, Math.Min(10, 1 + score / 100)));
            }
            return edges;
        }

        int Below(int limit)
        {
            state += 0x9E3779B97F4A7C15UL;
            var z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return (int)((z ^ (z >> 31)) % (ulong)limit);
        }
    }
}
