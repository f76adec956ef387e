using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Strands;

public record WithdrawGuide(string Key);

/// <summary>Offer a guide no more; its versions stay readable for staff. Refused with <c>guide-unknown</c>.</summary>
public static class WithdrawGuideEndpoint
{
    public static void Validate(WithdrawGuide command) => Shape.Of((!Shape.IsKey(command.Key), "key", "Which guide?"));

    [WolverinePost("/api/strands/{strandId}/withdraw-guide"), Authorize(Policies.Staff)]
    public static async Task<Done> Post(WithdrawGuide command, Guid strandId, IDocumentSession session, CancellationToken cancel)
    {
        var (_, book) = await session.LockGuidesAsync(strandId, cancel);
        session.Events.Append(Guidebook.IdOf(strandId), Decide(book, command));
        return new(strandId);
    }

    public static GuideWithdrawn Decide(Guidebook book, WithdrawGuide command)
    {
        var guide = book.Find(command.Key);
        Refused.When(guide is null, "guide-unknown", "The strand offers no guide with this key.");
        return new(book.StrandId, command.Key, guide!.GuideVersion);
    }
}
