using Advance.Contracts;
using Marten;

namespace Advance.Strands;

/// <summary>Who accepts an offer accepts the charter of the call with it; heard twice, or after an acceptance of their own, it adds nothing.</summary>
public static class OnOfferAccepted
{
    public static Task Handle(OfferAccepted accepted, IDocumentSession session, CancellationToken cancel) =>
        session.AcceptAsync(accepted.PersonId, acceptance => Decide(acceptance, accepted), cancel);

    public static IReadOnlyList<CharterAccepted> Decide(CharterAcceptance acceptance, OfferAccepted accepted) =>
        acceptance.OfThoseMissing(accepted.PersonId, [accepted.CharterVersion]);
}
