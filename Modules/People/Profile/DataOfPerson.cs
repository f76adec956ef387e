using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.People;

/// <summary>A person with their data; these are empty once the person was erased or merged into another.</summary>
public record PersonView(Guid Id, int Version, string? GivenName, string? FamilyName, string? Email, IReadOnlyList<string> OtherEmails,
    string? Orcid, string? Phone, IReadOnlyList<string> Languages, string? ExternalOrganisation, IReadOnlyList<Affiliation> Affiliations,
    Guid? MergedInto, bool IsErased) : IVersioned
{
    public static PersonView Of(Person p, PersonalData? d) => new(p.Id, p.Version, d?.GivenName, d?.FamilyName, d?.Email, d?.OtherEmails ?? [],
        d?.Orcid, d?.Phone, d?.Languages ?? [], d?.ExternalOrganisation, p.Affiliations, p.MergedInto, p.IsErased);

    /// <summary>What a partner's representative sees of the partner's own people: who it is and their place there, no contact data.</summary>
    public PersonView ForPartner(Guid institutionId) => this with
    {
        Email = null,
        OtherEmails = [],
        Orcid = null,
        Phone = null,
        ExternalOrganisation = null,
        Affiliations = [.. Affiliations.Where(a => a.InstitutionId == institutionId)],
    };
}

/// <summary>Reading somebody else's data leaves a trace that the person can see.</summary>
internal static class Readings
{
    /// <summary>Records the reading when the caller is not the person; it is saved before the answer goes out. The purpose is a key.</summary>
    public static async Task RecordAsync(this IDocumentSession session, Caller caller, Guid personId, string purpose, CancellationToken cancel)
    {
        if (caller.Is(personId)) return;
        var readingId = Ids.New();
        session.Events.StartStream<PersonReading>(readingId, new PersonRead(personId, purpose, readingId));
        await session.SaveChangesAsync(cancel);
    }

    /// <summary>The purpose as given, or the usual one; 400 unless it is a key, because it is recorded for ever.</summary>
    public static string Purpose(string? given, string usual)
    {
        Shape.Of((given is not null && !Shape.IsKey(given), "purpose", "A purpose is a key of 2 to 60 of a-z, 0-9, dot and hyphen."));
        return given ?? usual;
    }
}

public static class DataOfPersonEndpoint
{
    /// <summary>
    /// A person's data, for the person themselves, for staff, and without contact data for a partner's representative when the person
    /// works at the partner today. A reading by another is recorded with its <c>purpose</c> (a key, "administration" unless told).
    /// </summary>
    [WolverineGet("/api/people/{personId}"), Authorize(Policies.Anyone)]
    public static async Task<PersonView> Get(Guid personId, [FromQuery] string? purpose, ClaimsPrincipal user, IDocumentSession session,
        TimeProvider clock, CancellationToken cancel)
    {
        var caller = Caller.Of(user);
        var asPartner = caller.IsLimitedToInstitution && !caller.Is(personId);
        if (!asPartner) caller.MustBe(personId);
        var reason = Readings.Purpose(purpose, "administration");
        var person = await session.LoadAsync<Person>(personId, cancel);
        if (asPartner) OwnPeople.MustBeOf(caller, person ?? new(), clock.GetUtcNow()); // who is not theirs and who is not at all look the same
        await session.RecordAsync(caller, Missing.Unless(person, "person").Id, reason, cancel);
        var view = PersonView.Of(person!, await session.LoadAsync<PersonalData>(personId, cancel));
        return asPartner ? view.ForPartner(caller.InstitutionId!.Value) : view;
    }
}
