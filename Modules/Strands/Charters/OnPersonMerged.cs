using Advance.Contracts;
using Marten;

namespace Advance.Strands;

/// <summary>What was accepted under an identity that turned out to be the same person counts for that person, from the merging on.</summary>
public static class OnPersonMerged
{
    public static async Task Handle(PersonMerged merged, IDocumentSession session, CancellationToken cancel)
    {
        var former = await session.LoadAsync<CharterAcceptance>(CharterAcceptance.IdOf(merged.MergedPersonId), cancel) ?? new();
        await session.AcceptAsync(merged.PersonId, acceptance => Decide(acceptance, former, merged), cancel);
    }

    public static IReadOnlyList<CharterAccepted> Decide(CharterAcceptance acceptance, CharterAcceptance former, PersonMerged merged) =>
        acceptance.OfThoseMissing(merged.PersonId, former.Accepted);
}
