using Advance.Contracts;
using Advance.Shared;
using Marten;

namespace Advance.Matching.Rounds;

/// <summary>
/// A copied strand matches as its original did, if that had rules of its own; heard twice, or after the strand got its own, it adds nothing.
/// </summary>
public static class OnStrandCopied
{
    public static async Task Handle(StrandCopied copied, IDocumentSession session, CancellationToken cancel)
    {
        if (await session.FromOriginalAsync<MatchingRules>(copied, MatchingRules.IdOf, cancel) is not var (original, _)) return;
        var strand = await session.Events.FetchLatest<KnownStrand>(copied.StrandId, cancel);
        var id = MatchingRules.IdOf(copied.StrandId);
        await session.HoldAsync(id, cancel);
        var own = await session.LoadAsync<MatchingRules>(id, cancel);
        if (Decide(strand, own, original, copied) is { } adopted) session.Events.StartStream<MatchingRules>(id, adopted);
    }

    /// <summary>Null when the strand has rules already.</summary>
    public static MatchingRulesAdopted? Decide(KnownStrand? strand, MatchingRules? own, MatchingRules original, StrandCopied copied) => own is not null ? null
        : AdoptMatchingRulesEndpoint.Decide(strand, null, copied.StrandId, new(original.Weights, original.WithoutRules, original.IntroductoryMeeting,
            original.DaysToAnswer, original.CheckInDays, original.WithoutRequests));
}
