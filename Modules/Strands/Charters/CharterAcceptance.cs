using Advance.Contracts;
using Advance.Shared;
using JasperFx;
using Marten;

namespace Advance.Strands;

/// <summary>The versions of the charter that one person accepted, in the order in which they were accepted.</summary>
public record CharterAcceptance : IFold<CharterAcceptance>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public Guid PersonId { get; init; }
    public IReadOnlyList<string> Accepted { get; init; } = [];

    public static Guid IdOf(Guid personId) => Ids.Of("charter-acceptance", personId);

    public CharterAcceptance Evolve(object e) => e switch
    {
        CharterAccepted accepted => this with
        {
            Id = IdOf(accepted.PersonId),
            PersonId = accepted.PersonId,
            Accepted = [.. Accepted, accepted.CharterVersion],
        },
        _ => this,
    };
}

internal static class Acceptances
{
    /// <summary>Appends to the person's acceptances what is decided on them, behind their lock.</summary>
    public static async Task AcceptAsync(this IDocumentSession session, Guid personId, Func<CharterAcceptance, IReadOnlyList<CharterAccepted>> decide,
        CancellationToken cancel)
    {
        var id = CharterAcceptance.IdOf(personId);
        await session.HoldAsync(id, cancel); // there may be no stream yet
        var stream = await session.Events.FetchForWriting<CharterAcceptance>(id, cancel);
        var accepted = decide(stream.Aggregate ?? new());
        if (accepted.Count == 0) return;
        if (stream.Aggregate is null) session.Events.StartStream<CharterAcceptance>(id, accepted);
        else stream.AppendMany(accepted);
    }

    /// <summary>An acceptance of each of these versions that the person has not accepted yet.</summary>
    public static IReadOnlyList<CharterAccepted> OfThoseMissing(this CharterAcceptance acceptance, Guid personId, IEnumerable<string> versions) =>
        [.. versions.Except(acceptance.Accepted).Select(version => new CharterAccepted(personId, version))];
}
