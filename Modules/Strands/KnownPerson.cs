using Advance.Contracts;
using JasperFx;
using Marten;

namespace Advance.Strands;

/// <summary>What Strands knows of a person: whether there is one who can be given a mandate, or which one to use instead.</summary>
public record KnownPerson : IFold<KnownPerson>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public bool IsRegistered { get; init; }
    public bool IsGone { get; init; }

    /// <summary>The person that this identity turned out to be, if it did.</summary>
    public Guid? IntoPersonId { get; init; }

    public KnownPerson Evolve(object e) => e switch
    {
        PersonRegistered registered => this with { Id = registered.PersonId, IsRegistered = true },
        PersonErased _ => this with { IsGone = true },
        IdentityRetired retired => this with { IsGone = true, IntoPersonId = retired.IntoPersonId },
        _ => this,
    };
}

internal static class KnownPersons
{
    private const int MostMerges = 20;

    /// <summary>Refuses an id that is nobody's, or not used any more, in the words of People: <c>person-merged</c>, <c>person-unknown</c>.</summary>
    public static void MustBeInUse(this KnownPerson? person)
    {
        Refused.When(person?.IntoPersonId is not null, "person-merged", "This identity was merged into another; use that one.");
        Refused.When(person is not { IsRegistered: true, IsGone: false }, "person-unknown", "There is no person with this id.");
    }

    /// <summary>The id in use of the person behind an id, after all merges that there were.</summary>
    public static async Task<Guid> InUseAsync(this IDocumentSession session, Guid personId, CancellationToken cancel)
    {
        for (var merges = 0; merges < MostMerges && await session.Events.FetchLatest<KnownPerson>(personId, cancel) is { IntoPersonId: { } into }; merges++)
            personId = into;
        return personId;
    }
}
