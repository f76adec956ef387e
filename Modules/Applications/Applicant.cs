using Advance.Contracts;
using Marten;

namespace Advance.Applications;

/// <summary>Where a person works from a day on, until a last day when that is known, and at which stage of a career.</summary>
public record Affiliation(Guid InstitutionId, string CareerStage, DateOnly From, DateOnly? Until = null, Guid Id = default);

/// <summary>A person as far as applying needs it, as the person's stream tells it.</summary>
public record Applicant : IFold<Applicant>
{
    public Guid Id { get; init; }

    /// <summary>The stream is a person's. The id does not tell: the store sets it for any stream.</summary>
    public bool IsRegistered { get; init; }
    public IReadOnlyList<Affiliation> Affiliations { get; init; } = [];

    /// <summary>Identities that turned out to be this person: what they hold counts as this person's (rule A6).</summary>
    public IReadOnlyList<Guid> FormerIds { get; init; } = [];

    /// <summary>Merged into another identity, or erased: nobody applies under this id any more.</summary>
    public bool IsGone { get; init; }

    /// <summary>The identity into which this one was merged.</summary>
    public Guid? IntoId { get; init; }

    /// <summary>Whether an id is this person's, now or before a merge.</summary>
    public bool Is(Guid personId) => personId == Id || FormerIds.Contains(personId);

    /// <summary>The affiliation on a day: of those that began by then, the latest; of the same day, the one recorded last.</summary>
    public Affiliation? On(DateOnly day) =>
        Affiliations.Where(a => a.From <= day).OrderBy(a => a.From).LastOrDefault() is { } last && (last.Until is null || day <= last.Until) ? last : null;

    public Applicant Evolve(object e) => e switch
    {
        PersonRegistered registered => this with { Id = registered.PersonId, IsRegistered = true },
        AffiliationRecorded recorded => this with
        {
            Affiliations = [.. Affiliations,
                new(recorded.InstitutionId, recorded.CareerStage, recorded.From, recorded.Until, Contracts.Affiliations.IdOf(recorded))],
        },
        AffiliationEnded ended => this with
        {
            Affiliations = [.. Affiliations.Select(a => a.Id == ended.AffiliationId ? a with { Until = ended.Until } : a)],
        },
        AffiliationWithdrawn withdrawn => this with { Affiliations = [.. Affiliations.Where(a => a.Id != withdrawn.AffiliationId)] },
        IdentityRetired retired => this with { IsGone = true, IntoId = retired.IntoPersonId },
        PersonMerged merged => this with { FormerIds = [.. FormerIds, merged.MergedPersonId] },
        PersonErased _ => this with { IsGone = true },
        _ => this,
    };
}

/// <summary>Reads a person together with all identities of theirs.</summary>
internal static class Applicants
{
    /// <summary>The most identities that are followed.</summary>
    private const int Most = 100;

    /// <summary>
    /// The person of this id. <c>FormerIds</c> are all other ids of theirs: those that were merged into this one, however long ago, and when
    /// it is itself out of use, the one in use and what that one was before. Null when the id is nobody's.
    /// </summary>
    public static async Task<Applicant?> ApplicantAsync(this IQuerySession session, Guid personId, CancellationToken cancel)
    {
        if (await session.Events.AggregateStreamAsync<Applicant>(personId, token: cancel) is not { } person) return null;
        List<Guid> all = [person.Id];
        Queue<Applicant> known = new([person]);
        while (known.TryDequeue(out var next) && all.Count < Most)
        {
            foreach (var id in (Guid[])[.. next.FormerIds, .. next.IntoId is { } into ? [into] : Array.Empty<Guid>()])
            {
                if (all.Contains(id)) continue;
                all.Add(id);
                if (await session.Events.AggregateStreamAsync<Applicant>(id, token: cancel) is { } other) known.Enqueue(other);
            }
        }

        return person with { FormerIds = [.. all.Skip(1)] };
    }

    /// <summary>Every id under which a person is or was known, this one first.</summary>
    public static async Task<Guid[]> IdentitiesAsync(this IQuerySession session, Guid personId, CancellationToken cancel) =>
        [personId, .. (await session.ApplicantAsync(personId, cancel))?.FormerIds ?? []];
}
