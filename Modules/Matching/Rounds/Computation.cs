using Advance.Contracts;
using Advance.Matching.Engine;

namespace Advance.Matching.Rounds;

/// <summary>
/// The plan of a round, from its frozen inputs alone: eligibility, scores, the exact solve under the round's policy, the check of its
/// proof. The same inputs give the same bytes.
/// </summary>
public sealed class Computation
{
    public const string ThePolicy = "fair";

    /// <summary>The policy of a rematch: as few mentorships moved as can be, weighted by the meetings held.</summary>
    public const string LeastChange = "least-change";

    /// <summary>So many pairs of a mentee and a mentor are weighed in one round at most: 1,000 of each, which takes about two seconds.</summary>
    public const int MostPairs = 1_000_000;

    private readonly Dictionary<Guid, int> _mentees, _mentors;
    private readonly Eligibility _eligibility;
    private readonly Scoring _scoring;

    private Computation(FrozenRound round, string inputs)
    {
        (Round, Inputs, InputHash) = (round, inputs, Canonical.Hash(inputs));
        _mentees = round.Mentees.Select((m, i) => (m.PersonId, i)).ToDictionary(m => m.PersonId, m => m.i);
        _mentors = round.Mentors.Select((m, i) => (m.MentorId, i)).ToDictionary(m => m.MentorId, m => m.i);
        (_eligibility, _scoring) = (new(round), new(round));
        Instance = new(
            [.. round.Mentees.Select((m, i) => new Engine.Mentee(FrozenRound.Lot(i), EdgesOf(m)))],
            [.. round.Mentors.Select((m, i) => new Engine.Mentor(FrozenRound.Lot(i), m.Free))],
            round.Seed, [.. round.Pins.Select(Indexed)], [.. round.Forbids.Select(Indexed)]);
        var former = (round.Former ?? []).ToDictionary(f => f.MenteeId);
        Former = [.. round.Mentees.Select((m, i) => former.TryGetValue(m.PersonId, out var was)
            ? new Engine.FormerPair(i, _mentors.GetValueOrDefault(was.MentorId, -1), was.Meetings) : new(i, -1, 0))];
        Plan = round.Policy == LeastChange ? Engine.Rematch.Solve(Instance, Former) : Engine.Matcher.Solve(Instance, Engine.Policy.Fair);
        if (!Engine.CertificateCheck.Check(Instance, Plan).Proven) throw new InvalidOperationException("The plan is not proven.");
        Proposal = ProposalOf();
        ProposalText = Canonical.Write(Proposal);
        ProposalHash = Canonical.Hash(ProposalText);
    }

    public FrozenRound Round { get; }
    public string Inputs { get; }
    public string InputHash { get; }
    public Engine.Instance Instance { get; }
    public Engine.Plan Plan { get; }

    /// <summary>Of each mentee the mentor of the mentorship that runs (-1 for none) and the meetings held; none but in a rematch.</summary>
    public IReadOnlyList<Engine.FormerPair> Former { get; }
    public Proposal Proposal { get; }
    public string ProposalText { get; }
    public string ProposalHash { get; }

    /// <summary>
    /// Computes; refused with <c>no-mentees</c>, <c>no-mentors</c>, <c>too-large</c>, <c>unknown-mentee</c>, <c>unknown-mentor</c>,
    /// <c>pin-ineligible</c>, <c>pin-forbidden</c>, <c>contradictory-pins</c>; the sentence names the pairs in conflict.
    /// </summary>
    public static Computation Of(FrozenRound round)
    {
        Refused.When(round.Mentees.Count == 0, "no-mentees", "Nobody in this cohort waits for a mentor.");
        Refused.When(round.Mentors.Count == 0, "no-mentors", "There is no mentor in the pool.");
        Refused.When((long)round.Mentees.Count * round.Mentors.Count > MostPairs, "too-large",
            $"{round.Mentees.Count} mentees with {round.Mentors.Count} mentors are more than {MostPairs} pairs; match them in parts.");
        var inOrder = round.InOrder();
        return Guarded(inOrder, () => new(inOrder, Canonical.Write(inOrder)));
    }

    /// <summary>Computes again from the bytes that were kept.</summary>
    public static Computation From(string inputs) => new(Canonical.Read<FrozenRound>(inputs), inputs);

    /// <summary>Index of a mentee in this round, or 404.</summary>
    public int MenteeAt(Guid personId) => _mentees.TryGetValue(personId, out var at) ? at : throw new Missing("mentee in this round");

    /// <summary>Index of a mentor in this round, or 404.</summary>
    public int MentorAt(Guid mentorId) => _mentors.TryGetValue(mentorId, out var at) ? at : throw new Missing("mentor in this round");

    public IReadOnlyList<string> RulesAgainst(int mentee, int mentor) => _eligibility.RulesAgainst(Round.Mentees[mentee], Round.Mentors[mentor]);

    public IReadOnlyList<Contribution> ContributionsOf(int mentee, int mentor) => _scoring.Of(Round.Mentees[mentee], Round.Mentors[mentor]);

    private List<Engine.Edge> EdgesOf(FrozenMentee mentee)
    {
        var edges = new List<Engine.Edge>(Round.Mentors.Count);
        for (var j = 0; j < Round.Mentors.Count; j++)
        {
            var mentor = Round.Mentors[j];
            if (_eligibility.RulesAgainst(mentee, mentor).Count > 0) continue;
            var score = _scoring.Of(mentee, mentor).Sum(part => part.Points);
            edges.Add(new(j, score, Scoring.LevelOf(score)) { Across = mentee.InstitutionId != mentor.InstitutionId });
        }

        return edges;
    }

    /// <summary>The same people and eligible pairs, scored under other weights.</summary>
    public Engine.Instance Rescored(Weights weights)
    {
        var scoring = new Scoring(Round with { Weights = weights });
        return Instance.WithEdges(i => [.. Instance.Mentees[i].Edges.Select(edge =>
        {
            var score = scoring.Of(Round.Mentees[i], Round.Mentors[edge.Mentor]).Sum(part => part.Points);
            return new Engine.Edge(edge.Mentor, score, Scoring.LevelOf(score)) { Across = edge.Across };
        })]);
    }

    private Engine.Pair Indexed(FrozenPair pair) => new(
        _mentees.TryGetValue(pair.MenteeId, out var mentee)
            ? mentee : throw new Refused("unknown-mentee", $"{pair.MenteeId} is no mentee of this round."),
        _mentors.TryGetValue(pair.MentorId, out var mentor)
            ? mentor : throw new Refused("unknown-mentor", $"{pair.MentorId} is no mentor of this round."));

    private Proposal ProposalOf() => new(Proposal.TheForm, InputHash, Round.Policy, FrozenRound.TheEngine, Plan.Placed, Plan.Total, Plan.Profile,
        [.. Plan.Pairs.Select(PairOf)], UnplacedOf(Plan), Proposal.ProofOf(Plan.Certificate!));

    private ProposedPair PairOf(Engine.Pair pair)
    {
        var (parts, mentor) = (ContributionsOf(pair.Mentee, pair.Mentor), Round.Mentors[pair.Mentor]);
        var score = parts.Sum(part => part.Points);
        return new(Round.Mentees[pair.Mentee].PersonId, mentor.MentorId, mentor.PersonId, score, Scoring.LevelOf(score), parts);
    }

    /// <summary>Why those whom a plan leaves without mentor are; under Stable some have no such reason.</summary>
    public IReadOnlyList<UnplacedMentee> UnplacedOf(Engine.Plan plan) => [.. Engine.HallSets.Of(Instance, plan).Select(UnplacedOf)];

    private UnplacedMentee UnplacedOf(Engine.HallSet set) => new(Round.Mentees[set.Mentee].PersonId,
        [.. set.Mentees.Select(i => Round.Mentees[i].PersonId)], [.. set.Mentors.Select(j => Round.Mentors[j].MentorId)], set.Places);

    private static Computation Guarded(FrozenRound round, Func<Computation> compute)
    {
        try
        {
            return compute();
        }
        catch (Engine.UnsolvableException e)
        {
            var pairs = e.Conflict.Select(p => $"{round.Mentees[p.Mentee].PersonId} with {round.Mentors[p.Mentor].MentorId}");
            throw new Refused(e.Code, e.Conflict.Count == 0 ? e.Message : $"These pairs cannot stand: {string.Join("; ", pairs)}.");
        }
    }
}
