using System.Security.Cryptography;
using System.Text;
using Advance.Contracts;
using JasperFx;

namespace Advance.Applications;

/// <summary>
/// One draw of a cohort: committed to, drawn when <c>Seed</c> is revealed, and binding until it is set aside, by that resolution of the
/// committee where one was needed.
/// </summary>
public record Draw(int Number, string Commitment, string? Seed = null, int Places = 0, IReadOnlyList<Guid>? ApplicationIds = null,
    IReadOnlyList<Guid>? WithPriority = null, IReadOnlyList<Guid>? Order = null, bool IsSetAside = false, Guid? CommitteeId = null,
    string? ResolutionNumber = null);

/// <summary>The seed of a draw until it is revealed: 32 random bytes in lower-case hex. Nothing shows it.</summary>
public record SeedOfLots
{
    public Guid Id { get; init; }
    public string Seed { get; init; } = "";

    public static Guid IdOf(Guid cohortId, int number) => Ids.Of($"lottery-seed-{number}", cohortId);
}

/// <summary>
/// The lotteries of a cohort: each seed is committed to before anybody knows between whom lots will be drawn, is used for one draw,
/// and revealed by it. LF is the byte 0A, an id is written as in JSON (lower-case with hyphens), hex is lower-case, text is UTF-8:
/// <list type="bullet">
/// <item>commitment = hex(SHA-256("advance.lottery.commitment.1" LF cohort id LF number LF seed))</item>
/// <item>lot of an application = hex(SHA-256("advance.lottery.lot.1" LF seed LF application id))</item>
/// <item>order = holders of a priority before the others, and among each the smaller lot first.</item>
/// </list>
/// </summary>
public record Lottery : IFold<Lottery>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public Guid CohortId { get; init; }
    public IReadOnlyList<Draw> Draws { get; init; } = [];

    /// <summary>The draw that was committed to and not drawn yet.</summary>
    public Draw? Open => Draws.LastOrDefault(d => d.Seed is null);

    /// <summary>The orders that bind, each with the one first who was drawn first.</summary>
    public IReadOnlyList<IReadOnlyList<Guid>> Binding => [.. Draws.Where(d => d is { Order: not null, IsSetAside: false }).Select(d => d.Order!)];

    public static Guid IdOf(Guid cohortId) => Ids.Of("lottery", cohortId);

    public static string Commitment(Guid cohortId, int number, string seed) => Hash($"advance.lottery.commitment.1\n{cohortId:D}\n{number}\n{seed}");

    public static string Lot(string seed, Guid applicationId) => Hash($"advance.lottery.lot.1\n{seed}\n{applicationId:D}");

    /// <summary>The order in which lots put applications; the order in which they are named does not matter.</summary>
    public static IReadOnlyList<Guid> Order(string seed, IReadOnlyList<Guid> applicationIds, IReadOnlyList<Guid> withPriority) =>
        [.. applicationIds.OrderBy(id => withPriority.Contains(id) ? 0 : 1).ThenBy(id => Lot(seed, id), StringComparer.Ordinal)];

    public Lottery Evolve(object e) => e switch
    {
        LotteryCommitted committed => this with
        {
            Id = IdOf(committed.CohortId),
            CohortId = committed.CohortId,
            Draws = [.. Draws, new(committed.Number, committed.Commitment)],
        },
        IPrepared prepared => Evolve(prepared.Decision),
        LotsDrawn drawn => this with
        {
            Draws = [.. Draws.Select(d => d.Number == drawn.Number ? new(d.Number, d.Commitment, drawn.Seed, drawn.Places, drawn.ApplicationIds,
                drawn.WithPriority, drawn.Order) : d)],
        },
        LotsSetAside aside => this with
        {
            Draws = [.. Draws.Select(d => d.Number == aside.Number
                ? d with { IsSetAside = true, CommitteeId = aside.CommitteeId, ResolutionNumber = aside.ResolutionNumber } : d)],
        },
        _ => this,
    };

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
