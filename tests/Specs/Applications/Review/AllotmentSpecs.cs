using Advance.Applications;
using Advance.Contracts;

namespace Advance.Tests.Specs.Applications;

public class AllotmentSpecs
{
    private const int Instances = 600;

    [Fact]
    public void Without_conflicts_loads_differ_by_at_most_one_and_nothing_is_left()
    {
        for (var seed = 1; seed <= 50; seed++)
        {
            Random random = new(seed);
            var (applications, reviewers) = (People(random.Next(1, 25)), People(random.Next(3, 9)));
            var plan = Allotment.Of(new(applications, reviewers, None, None, 3, 500));
            plan.Unfilled.Should().BeEmpty();
            var loads = reviewers.Select(r => plan.Pairs.Count(p => p.Reviewer == r)).ToList();
            (loads.Max() - loads.Min()).Should().BeLessThanOrEqualTo(1, $"seed {seed}");
        }
    }

    [Fact]
    public void No_conflict_is_ever_broken_and_as_many_as_can_be_are_assigned_as_evenly_as_can_be()
    {
        for (var seed = 1; seed <= Instances; seed++)
        {
            var problem = AProblem(new(seed));
            var plan = Allotment.Of(problem);
            var all = plan.Pairs.Concat(problem.Assigned).ToList();

            all.Should().OnlyHaveUniqueItems();
            plan.Pairs.Should().NotContain(p => problem.Excluded.Contains(p), $"seed {seed}");
            foreach (var reviewer in problem.Reviewers)
                if (plan.Pairs.Any(p => p.Reviewer == reviewer)) all.Count(p => p.Reviewer == reviewer).Should().BeLessThanOrEqualTo(problem.MaxLoad);
            foreach (var application in problem.Applications)
                (all.Count(p => p.Application == application) + (plan.Unfilled.FirstOrDefault(u => u.ApplicationId == application)?.Missing ?? 0))
                    .Should().Be(Math.Max(problem.PerApplication, problem.Assigned.Count(a => a.Application == application)));
            plan.Pairs.Count.Should().Be(MostPairs(problem), $"seed {seed}: as many as can be");
            AssertNobodyCouldHandOver(problem, plan, seed);
            Allotment.Of(problem).Should().BeEquivalentTo(plan, "the same question has the same answer");
        }
    }

    [Fact]
    public void An_application_that_cannot_be_filled_says_why()
    {
        var (applications, reviewers) = (People(3), People(2));
        Allotment.Of(new(applications, reviewers, None, None, 1, 1)).Unfilled.Should().ContainSingle().Which.Reason.Should().Be(Unfilled.Load);
        var excluded = reviewers.Select(r => (applications[0], r)).ToHashSet();
        Allotment.Of(new(applications, reviewers, excluded, None, 1, 9)).Unfilled.Should().Equal(new Unfilled(applications[0], 1, Unfilled.Conflicts));
    }

    [Fact]
    public void Each_application_has_its_first_reviewer_before_any_has_its_second()
    {
        var (applications, reviewers) = (People(4), People(2));
        var plan = Allotment.Of(new(applications, reviewers, None, None, 2, 2));
        applications.Should().OnlyContain(a => plan.Pairs.Count(p => p.Application == a) == 1);
    }

    private static IReadOnlySet<(Guid Application, Guid Reviewer)> None => new HashSet<(Guid, Guid)>();

    private static List<Guid> People(int count) => [.. Enumerable.Range(0, count).Select(_ => Ids.New())];

    private static AllotmentProblem AProblem(Random random)
    {
        var (applications, reviewers) = (People(random.Next(1, 12)), People(random.Next(1, 7)));
        HashSet<(Guid, Guid)> excluded = [], assigned = [];
        var density = random.Next(0, 80);
        foreach (var pair in applications.SelectMany(a => reviewers.Select(r => (a, r))))
            if (random.Next(100) < density) excluded.Add(pair);
            else if (random.Next(100) < 8) assigned.Add(pair);
        return new(applications, reviewers, excluded, assigned, random.Next(1, 4), random.Next(1, 8));
    }

    /// <summary>The most pairs that any plan can have: a plain maximum flow, apart from the code under test.</summary>
    private static int MostPairs(AllotmentProblem p)
    {
        HashSet<(Guid, Guid)> taken = [];
        var room = p.Reviewers.ToDictionary(r => r, r => Math.Max(0, p.MaxLoad - p.Assigned.Count(a => a.Reviewer == r)));
        foreach (var application in p.Applications)
            for (var i = p.Assigned.Count(a => a.Application == application); i < p.PerApplication; i++) Augment(application, []);
        return taken.Count;

        bool Augment(Guid application, HashSet<Guid> seen)
        {
            foreach (var r in p.Reviewers)
            {
                if (p.Excluded.Contains((application, r)) || p.Assigned.Contains((application, r)) || taken.Contains((application, r)) || !seen.Add(r)) continue;
                if (taken.Count(t => t.Item2 == r) < room[r])
                {
                    taken.Add((application, r));
                    return true;
                }

                foreach (var other in taken.Where(t => t.Item2 == r).Select(t => t.Item1).ToList())
                    if (Augment(other, seen))
                    {
                        taken.Remove((other, r));
                        taken.Add((application, r));
                        return true;
                    }
            }

            return false;
        }
    }

    /// <summary>Optimal exactly when no chain of hand-overs leads from a reviewer to one who has at least two fewer.</summary>
    private static void AssertNobodyCouldHandOver(AllotmentProblem p, AllotmentPlan plan, int seed)
    {
        var loads = p.Reviewers.ToDictionary(r => r, r => plan.Pairs.Concat(p.Assigned).Count(x => x.Reviewer == r));
        foreach (var start in p.Reviewers)
        {
            HashSet<Guid> reached = [start];
            for (Queue<Guid> open = new([start]); open.TryDequeue(out var reviewer);)
                foreach (var (application, _) in plan.Pairs.Where(x => x.Reviewer == reviewer))
                    foreach (var next in p.Reviewers.Where(r => !p.Excluded.Contains((application, r)) && !p.Assigned.Contains((application, r))
                        && !plan.Pairs.Contains((application, r))))
                        if (reached.Add(next)) open.Enqueue(next);
            reached.Should().OnlyContain(r => loads[r] >= loads[start] - 1, $"seed {seed}: {loads[start]} could hand over");
        }
    }
}
