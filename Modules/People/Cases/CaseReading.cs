using System.Security.Claims;
using Advance.Contracts;
using Marten;

namespace Advance.People;

/// <summary>
/// Reads what a case shows, by permit: who may see a case is known to the module that hands the permits out, and what the texts say to
/// this one. A role alone opens nothing.
/// </summary>
public static class CaseReading
{
    /// <summary>The purpose under which such a reading is noted.</summary>
    public const string Purpose = "review";

    /// <summary>
    /// The permit, when it opens a thing of this sort for the caller now, and all ids of those whose the thing may be.
    /// Refused with <c>permit-unknown</c>, <c>permit-expired</c>, <c>permit-outdated</c>.
    /// </summary>
    internal static async Task<(ReadingPermit Permit, IReadOnlyList<Guid> Owners)> OpenAsync(string? text, PermittedThing thing, ClaimsPrincipal user,
        ReadingPermits permits, IQuerySession session, TimeProvider clock, CancellationToken cancel)
    {
        var reader = Caller.Of(user).PersonId;
        var permit = Decide(permits.Read(text), reader, thing, clock.GetUtcNow());
        var (one, other) = (await PresentAsync(session, permit.ApplicantId, cancel), await PresentAsync(session, permit.ReaderId, cancel));
        if (one is not null && other is not null) Decide(permit, await KnownBetween.SinceAsync(session, one, other, cancel));
        List<Guid> owners = [.. one is null ? [] : await Identities.OfAsync(session, one, cancel)];
        foreach (var id in permit.OwnerIds)
            if (await PresentAsync(session, id, cancel) is { } owner) owners.Add(owner.Id); // a merge hands texts over
        return (permit, owners);
    }

    public static ReadingPermit Decide(ReadingPermit? permit, Guid? reader, PermittedThing thing, DateTimeOffset now)
    {
        Refused.When(permit is null || permit.Value.ReaderId != reader || permit.Value.Thing != thing, "permit-unknown", "This permit opens nothing for you.");
        Refused.When(now > permit!.Value.IssuedAt + ReadingPermit.Life, "permit-expired", "This permit has lapsed; look at the case again.");
        return permit.Value;
    }

    /// <summary><c>knownSince</c>: since when the last is known of what stands between the two, null for nothing.</summary>
    public static void Decide(ReadingPermit permit, DateTimeOffset? knownSince) =>
        Refused.When(knownSince > permit.IssuedAt, "permit-outdated", "Something became known since this permit was given; look at the case again.");

    /// <summary>Notes the reading with the applicant, under the identity in use; without an applicant with whose it is.</summary>
    internal static async Task RecordAsync(this IDocumentSession session, ClaimsPrincipal user, ReadingPermit permit, Guid ownerId, CancellationToken cancel)
    {
        var applicant = await PresentAsync(session, permit.ApplicantId, cancel);
        await session.RecordAsync(Caller.Of(user), applicant?.Id ?? ownerId, Purpose, cancel);
    }

    private static async Task<Person?> PresentAsync(IQuerySession session, Guid id, CancellationToken cancel)
    {
        var person = await session.LoadAsync<Person>(id, cancel);
        for (var steps = 0; steps < Identities.Most && person?.MergedInto is { } into; steps++) person = await session.LoadAsync<Person>(into, cancel);
        return person;
    }
}
