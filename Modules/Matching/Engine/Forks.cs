namespace Advance.Matching.Engine;

/// <summary>"What if": each fork is a new instance; the one it came from is untouched, and nothing is written anywhere.</summary>
public static class Forks
{
    extension(Instance instance)
    {
        /// <summary>These pairs must stand as well. Refuses as the instance does.</summary>
        public Instance Pinning(params IReadOnlyCollection<Pair> pairs) =>
            new(instance.Mentees, instance.Mentors, instance.Seed, [.. instance.Pins, .. pairs], instance.Forbids);

        /// <summary>These pairs must not stand either.</summary>
        public Instance Forbidding(params IReadOnlyCollection<Pair> pairs) =>
            new(instance.Mentees, instance.Mentors, instance.Seed, instance.Pins, [.. instance.Forbids, .. pairs]);

        /// <summary>A mentor with another number of places; 0 takes the mentor out.</summary>
        public Instance WithPlaces(int mentor, int places) => new(instance.Mentees,
            [.. instance.Mentors.Select((each, j) => j == mentor ? each with { Capacity = places } : each)],
            instance.Seed, instance.Pins, instance.Forbids);

        /// <summary>Every mentor with at most so many places.</summary>
        public Instance WithCap(int places) => new(instance.Mentees,
            [.. instance.Mentors.Select(each => each with { Capacity = Math.Min(each.Capacity, places) })],
            instance.Seed, instance.Pins, instance.Forbids);

        /// <summary>With other eligible pairs: without a rule (more), or with one more rule (fewer).</summary>
        public Instance WithEdges(Func<int, IReadOnlyList<Edge>> edgesOf) => new(
            [.. instance.Mentees.Select((mentee, i) => mentee with { Edges = edgesOf(i) })],
            instance.Mentors, instance.Seed, instance.Pins, instance.Forbids);

        /// <summary>With more mentors, those of another partner for example; they come after the present ones.</summary>
        public Instance WithMentors(IReadOnlyList<Mentor> more, Func<int, IReadOnlyList<Edge>> edgesTo) => new(
            [.. instance.Mentees.Select((mentee, i) => mentee with { Edges = [.. mentee.Edges, .. edgesTo(i)] })],
            [.. instance.Mentors, .. more], instance.Seed, instance.Pins, instance.Forbids);
    }
}
