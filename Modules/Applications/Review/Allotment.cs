using Advance.Contracts;

namespace Advance.Applications;

/// <summary>
/// Who may review what: <c>Excluded</c> are pairs with a conflict, <c>Assigned</c> those that exist and stay. Each application is to have
/// <c>PerApplication</c> reviewers, and nobody more than <c>MaxLoad</c> applications.
/// </summary>
public record AllotmentProblem(IReadOnlyList<Guid> Applications, IReadOnlyList<Guid> Reviewers, IReadOnlySet<(Guid Application, Guid Reviewer)> Excluded,
    IReadOnlySet<(Guid Application, Guid Reviewer)> Assigned, int PerApplication, int MaxLoad);

/// <summary>An application that could not be given as many reviewers as it should have, and why.</summary>
public record Unfilled(Guid ApplicationId, int Missing, string Reason)
{
    public const string Conflicts = "too-few-without-conflict";
    public const string Load = "maximum-load-reached";
}

/// <summary>New pairs, and the applications that lack reviewers.</summary>
public record AllotmentPlan(IReadOnlyList<(Guid Application, Guid Reviewer)> Pairs, IReadOnlyList<Unfilled> Unfilled);

/// <summary>
/// The allotment of reviewers: as many places filled as can be, and among those plans one whose sum of squared loads is least, which is
/// the most even one. Each place is filled along an alternating path to the least loaded reviewer that it can reach; that is a shortest
/// augmenting path of the min-cost flow with convex costs, so the result is exact (Ahuja, Magnanti, Orlin, Network Flows, chapters 9
/// and 14). Integers only, and the same answer for the same question.
/// </summary>
public sealed class Allotment
{
    private readonly AllotmentProblem _problem;
    private readonly Guid[] _reviewers;
    private readonly Dictionary<Guid, int> _loads;
    private readonly Dictionary<Guid, HashSet<Guid>> _new = [];
    private readonly Dictionary<Guid, HashSet<Guid>> _mayTake = [];

    private Allotment(AllotmentProblem problem)
    {
        _problem = problem;
        _reviewers = [.. problem.Reviewers.Distinct().Order()];
        _loads = _reviewers.ToDictionary(r => r, r => problem.Assigned.Count(a => a.Reviewer == r));
        foreach (var application in problem.Applications)
        {
            _new[application] = [];
            _mayTake[application] = [.. _reviewers.Where(r => !problem.Excluded.Contains((application, r)) && !problem.Assigned.Contains((application, r)))];
        }
    }

    public static AllotmentPlan Of(AllotmentProblem problem)
    {
        Allotment allotment = new(problem);
        Guid[] applications = [.. problem.Applications.Distinct().Order()];
        // Round by round: every application has its first reviewer before any has its second.
        for (var round = 1; round <= problem.PerApplication; round++)
            foreach (var application in applications.Where(a => allotment.CountOf(a) < round))
                allotment.Fill(application);
        return new([.. applications.SelectMany(a => allotment._new[a].Order().Select(r => (a, r)))],
            [.. applications.Where(a => allotment.CountOf(a) < problem.PerApplication).Select(allotment.WhyUnfilled)]);
    }

    private int CountOf(Guid application) => _problem.Assigned.Count(a => a.Application == application) + _new[application].Count;

    private Unfilled WhyUnfilled(Guid application)
    {
        var existing = _problem.Assigned.Count(a => a.Application == application);
        return new(application, _problem.PerApplication - CountOf(application),
            existing + _mayTake[application].Count < _problem.PerApplication ? Unfilled.Conflicts : Unfilled.Load);
    }

    /// <summary>Breadth first over alternating paths: an application may take a reviewer, who may give up another application.</summary>
    private void Fill(Guid from)
    {
        Dictionary<Guid, Guid> reachedFrom = []; // reviewer -> the application that would take them
        Dictionary<Guid, Guid> givenUpBy = []; // application -> the reviewer who would give it up
        Queue<Guid> open = new([from]);
        HashSet<Guid> seen = [from];
        Guid? best = null;
        while (open.TryDequeue(out var application))
        {
            foreach (var reviewer in _reviewers.Where(r => _mayTake[application].Contains(r) && !_new[application].Contains(r)))
            {
                if (!reachedFrom.TryAdd(reviewer, application)) continue;
                if (_loads[reviewer] < _problem.MaxLoad && (best is null || IsBetter(from, reviewer, best.Value))) best = reviewer;
                foreach (var other in _new.Where(n => n.Value.Contains(reviewer)).Select(n => n.Key).Order())
                    if (seen.Add(other))
                    {
                        givenUpBy[other] = reviewer;
                        open.Enqueue(other);
                    }
            }
        }

        if (best is not { } last) return;
        _loads[last]++;
        for (var reviewer = last; ;)
        {
            var application = reachedFrom[reviewer];
            _new[application].Add(reviewer);
            if (application == from) return;
            reviewer = givenUpBy[application];
            _new[application].Remove(reviewer);
        }
    }

    private bool IsBetter(Guid application, Guid reviewer, Guid best) => _loads[reviewer] != _loads[best] ? _loads[reviewer] < _loads[best]
        : Ids.Of("allot", application, reviewer).CompareTo(Ids.Of("allot", application, best)) < 0; // so that the same people do not meet each time
}
