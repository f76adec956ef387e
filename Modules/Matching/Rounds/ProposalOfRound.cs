using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Advance.Matching.Rounds;

/// <summary>The proposal last computed, with the hash to approve it by.</summary>
public record ProposalView(Guid RoundId, string ProposalHash, RoundStatus Status, Proposal Proposal);

/// <summary>An eligible pair: indexes into the mentees and mentors of the certificate, score 0..1000, level 1..10.</summary>
public record CertifiedEdge(int Mentee, int Mentor, int Score, int Level);

/// <summary>A mentor of the certificate: the places, and the price v.</summary>
public record CertifiedMentor(Guid MentorId, int Places, string V);

/// <summary>A mentee of the certificate: the price u, and the index of the mentor (-1: unplaced).</summary>
public record CertifiedMentee(Guid MenteeId, string U, int Mentor);

/// <summary>
/// Everything to check offline that no plan is better. With n mentees, the cost of a pair is
/// <c>(n+1)^(10-level) * (1001 n + 1) + 1000 - score</c>, that of being unplaced the same formula with level 0 and score 0. In a
/// rematch, with <c>B = ((n+1)^10 * (1001 n + 1) + 1000) * n + 1</c>, everything but the former mentor costs <c>(1 + meetings) * B</c>
/// more, and being unplaced the sum of all of these and B.
/// Check: every v is 0 or less; cost - u - v is 0 or more on every edge (pinned mentees have the pinned edge only) and for
/// being unplaced; the sum of u plus the sum of places * v is <c>Cost</c>, which is the cost of the plan. <c>Inputs</c> and
/// <c>Proposal</c> are the exact texts whose SHA-256 are the hashes.
/// </summary>
public record CertificateView(Guid RoundId, string InputHash, string ProposalHash, string SeedCommitment, string Cost,
    IReadOnlyList<CertifiedMentee> Mentees, IReadOnlyList<CertifiedMentor> Mentors, IReadOnlyList<CertifiedEdge> Edges, string Inputs, string Proposal);

public static class ProposalOfRoundEndpoint
{
    /// <summary>The plan last computed over what is decided now. Refused with <c>not-computed</c>.</summary>
    [WolverineGet("/api/matching-rounds/{roundId}/proposal"), Authorize(Policies.Auditor)]
    public static async Task<ProposalView> Get(Guid roundId, IQuerySession session, CancellationToken cancel)
    {
        var (round, computed) = await LoadAsync(roundId, session, cancel);
        return new(roundId, computed.Id, round.Status, Canonical.Read<Proposal>(computed.Proposal));
    }

    /// <summary>The proof of the plan and the exact frozen inputs, to be checked without Advance. Refused with <c>not-computed</c>.</summary>
    [WolverineGet("/api/matching-rounds/{roundId}/certificate"), Authorize(Policies.Auditor)]
    public static async Task<CertificateView> Certificate(Guid roundId, IQuerySession session, CancellationToken cancel)
    {
        var (round, computed) = await LoadAsync(roundId, session, cancel);
        return CertificateOf(Computation.From(computed.Inputs), round.SeedCommitment ?? "");
    }

    /// <summary>The same as a workbook: its formulas recompute every inequality and the gap in any spreadsheet program.</summary>
    [WolverineGet("/api/matching-rounds/{roundId}/certificate.xlsx"), Authorize(Policies.Auditor)]
    public static async Task<IResult> Workbook(Guid roundId, IQuerySession session, CancellationToken cancel)
    {
        var (round, computed) = await LoadAsync(roundId, session, cancel);
        var it = Computation.From(computed.Inputs);
        return Results.File(CertificateSheet.Of(it, CertificateOf(it, round.SeedCommitment ?? "")), Workbooks.ContentType, $"certificate-{roundId:N}.xlsx");
    }

    /// <summary>What is published of a computation; no mentor needs more places than there are mentees.</summary>
    public static CertificateView CertificateOf(Computation it, string seedCommitment)
    {
        var proof = it.Proposal.Proof;
        return new(it.Round.RoundId, it.InputHash, it.ProposalHash, seedCommitment, proof.Cost,
            [.. it.Round.Mentees.Select((m, i) => new CertifiedMentee(m.PersonId, proof.Mentees[i], it.Plan.MentorOf[i]))],
            [.. it.Round.Mentors.Select((m, j) => new CertifiedMentor(m.MentorId, Math.Min(m.Free, it.Round.Mentees.Count), proof.Mentors[j]))],
            EdgesOf(it), it.Inputs, it.ProposalText);
    }

    /// <summary>The round and the computation that stands, refused when there is none.</summary>
    internal static async Task<(MatchingRound, ComputedRound)> LoadAsync(Guid roundId, IQuerySession session, CancellationToken cancel)
    {
        var round = Missing.Unless(await session.LoadAsync<MatchingRound>(roundId, cancel), "matching round");
        var hash = Decide(round);
        return (round, Missing.Unless(await session.LoadAsync<ComputedRound>(hash, cancel), "computed plan"));
    }

    public static string Decide(MatchingRound round)
    {
        Refused.When(round.ProposalHash is null, "not-computed", "No plan of this round is computed over what is decided now.");
        return round.ProposalHash!;
    }

    /// <summary>The pairs that the plan chose from: eligible by every rule, not forbidden, not beside a pin.</summary>
    private static List<CertifiedEdge> EdgesOf(Computation it)
    {
        var pinned = it.Round.Pins.ToDictionary(p => it.MenteeAt(p.MenteeId), p => it.MentorAt(p.MentorId));
        var forbidden = it.Round.Forbids.Select(p => (it.MenteeAt(p.MenteeId), it.MentorAt(p.MentorId))).ToHashSet();
        List<CertifiedEdge> edges = [];
        for (var i = 0; i < it.Instance.Mentees.Count; i++)
            foreach (var edge in it.Instance.Mentees[i].Edges)
            {
                if (forbidden.Contains((i, edge.Mentor)) || (pinned.TryGetValue(i, out var only) && only != edge.Mentor)) continue;
                edges.Add(new(i, edge.Mentor, edge.Score, edge.Level));
            }

        return edges;
    }
}
