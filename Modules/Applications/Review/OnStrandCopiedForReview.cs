using Advance.Contracts;
using Advance.Shared;
using Marten;

namespace Advance.Applications;

/// <summary>A copied strand has the review rules of its original; heard twice, or after it got its own, it adds nothing.</summary>
public static class OnStrandCopiedForReview
{
    public static async Task Handle(StrandCopied copied, IDocumentSession session, CancellationToken cancel)
    {
        if (await session.FromOriginalAsync<StrandRubric>(copied, StrandRubric.IdOf, cancel) is not var (original, _)) return;
        var id = StrandRubric.IdOf(copied.StrandId);
        await session.HoldAsync(id, cancel);
        var own = await session.LoadAsync<StrandRubric>(id, cancel);
        if (Decide(copied, own, original) is { } adopted) session.Events.StartStream<StrandRubric>(id, adopted);
    }

    public static StrandReviewRulesAdopted? Decide(StrandCopied copied, StrandRubric? own, StrandRubric original) =>
        own is null && original.Rules is { } rules ? new(copied.StrandId, rules) : null;
}
