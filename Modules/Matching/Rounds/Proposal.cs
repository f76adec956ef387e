using System.Globalization;
using System.Numerics;

namespace Advance.Matching.Rounds;

/// <summary>A pair of a plan: score 0..1000 (the sum of the contributions), satisfaction level of the mentee 1..10.</summary>
public record ProposedPair(Guid MenteeId, Guid MentorId, Guid MentorPersonId, int Score, int Level, IReadOnlyList<Contribution> Contributions);

/// <summary>Why a mentee has no mentor: these mentees together have only these eligible mentors, with so many places.</summary>
public record UnplacedMentee(Guid MenteeId, IReadOnlyList<Guid> Mentees, IReadOnlyList<Guid> Mentors, int Places);

/// <summary>
/// The proof that no plan is better: one price per mentee (u) and per mentor (v, never positive), whole numbers in decimal. Anyone
/// checks <c>cost - u - v >= 0</c> on every eligible pair and <c>sum of u + sum of places * v = cost</c> of the plan.
/// </summary>
public record PriceProof(IReadOnlyList<string> Mentees, IReadOnlyList<string> Mentors, string Cost);

/// <summary>A plan over frozen inputs; mentees and mentors of the proof stand in the order of the inputs.</summary>
public record Proposal(string Form, string InputHash, string Policy, string Engine, int Placed, long TotalScore, IReadOnlyList<int> Profile,
    IReadOnlyList<ProposedPair> Pairs, IReadOnlyList<UnplacedMentee> Unplaced, PriceProof Proof)
{
    public const string TheForm = "advance-matching-proposal/1";

    internal static PriceProof ProofOf(Engine.Certificate proof) => new([.. proof.U.Select(Text)], [.. proof.V.Select(Text)], Text(proof.Cost));

    internal static string Text(BigInteger number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>One computation as it is kept: the exact texts that were hashed. It never changes.</summary>
public record ComputedRound
{
    /// <summary>The proposal's hash.</summary>
    public string Id { get; init; } = "";
    public Guid RoundId { get; init; }
    public string InputHash { get; init; } = "";
    public string Inputs { get; init; } = "";
    public string Proposal { get; init; } = "";
}

/// <summary>The secret drawn when a round opens; its hash is in the opening event, itself in the frozen inputs.</summary>
public record LotterySeed
{
    public Guid Id { get; init; }
    public string Seed { get; init; } = "";
}
