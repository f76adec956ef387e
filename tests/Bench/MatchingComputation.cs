using Advance.Contracts;
using Advance.Matching.Rounds;
using static Advance.Tests.Bench.MatchingFigures;

namespace Advance.Tests.Bench;

/// <summary>A whole computation as the server does it: eligibility by rules, scores, plan, proof, canonical texts, hashes.</summary>
static class MatchingComputation
{
    public static void Run()
    {
        foreach (var (size, floor) in new[] { (20, 50.0), (200, 500), (500, 3_000), (1_000, 15_000) })
        {
            var round = Of(size, size);
            AtMost($"{size}x{size}: computed from frozen inputs, with proof and hashes", Milliseconds(size <= 200 ? 5 : 1, () => Computation.Of(round)), "ms", floor);
        }
    }

    static FrozenRound Of(int mentees, int mentors)
    {
        string[] topics = [.. Enumerable.Range(0, 40).Select(t => $"topic {t}")];
        Guid Person(int number) => Ids.Of("person", new Guid(number, 0, 0, new byte[8]));
        Guid[] institutions = [Person(-1), Person(-2), Person(-3), Person(-4)];
        return new(FrozenRound.TheForm, FrozenRound.TheEngine, Computation.ThePolicy, Person(-5), Person(-6), new(2027, 1, 15), new(2027, 7, 14), 3, false, 3,
            "seed", 1, Weights.Default, Rule.All,
            [.. Enumerable.Range(0, mentees).Select(i => new FrozenMentee(Person(i), institutions[i % 4],
                [topics[i % 40], topics[i * 7 % 40], topics[i * 11 % 40]], [Person(10_000 + (i * 13 % mentors))], ["en"]))],
            [.. Enumerable.Range(0, mentors).Select(j => new FrozenMentor(Mentor(Person(10_000 + j)), Person(10_000 + j), institutions[j * 3 % 4], false, false,
                1 + (j % 2), j % 5, [topics[j % 40], topics[j * 3 % 40]], ["en", "fr"]))],
            [.. Enumerable.Range(0, mentees).Select(i => new FrozenRelationship(Person(i), Person(10_000 + (i * 17 % mentors)), RelationshipKind.CoAuthorship, new(2026, 1, 1), null))],
            [.. Enumerable.Range(0, mentees).Select(i => new FrozenUnit(Person(i), institutions[i % 4], $"unit {i % 30}", new(2020, 1, 1), null)),
                .. Enumerable.Range(0, mentors).Select(j => new FrozenUnit(Person(10_000 + j), institutions[j * 3 % 4], $"unit {j % 30}", new(2020, 1, 1), null))],
            [], [], []);
    }

    static Guid Mentor(Guid person) => Ids.Of("mentor", person);
}
