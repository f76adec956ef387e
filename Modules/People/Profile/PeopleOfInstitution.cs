using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.People;

/// <summary>Somebody who works at an institution: who, in which unit, at which stage, since when.</summary>
public record PersonAtInstitution(Guid Id, string? GivenName, string? FamilyName, string Unit, string CareerStage, DateOnly From, DateOnly? Until);

public static class PeopleOfInstitutionEndpoint
{
    /// <summary>
    /// Who works at an institution on a day (<c>on</c>, today unless told), by id; for staff and for the representative of that very
    /// partner. A page may hold fewer than its limit where somebody has left.
    /// </summary>
    [WolverineGet("/api/institutions/{institutionId}/people"), Authorize(Policies.Programme)]
    public static async Task<Page<PersonAtInstitution>> List(Guid institutionId, ClaimsPrincipal user, IDocumentSession session, TimeProvider clock,
        [FromQuery] DateOnly? on, [FromQuery] string? after, [FromQuery] int? limit, CancellationToken cancel)
    {
        var caller = Caller.Of(user);
        if (!caller.IsStaff && (!caller.IsLimitedToInstitution || caller.InstitutionId != institutionId))
            throw new Forbidden("A partner's representative sees the partner's own people.");
        var (most, from, day) = (Paging.Limit(limit), Paging.After(after), on ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        var known = await session.Events.FetchLatest<KnownInstitution>(institutionId, cancel);
        Missing.Unless(known?.IsRegistered == true ? known : null, "institution");
        var found = await session.Query<Person>().Where(p => p.Id > from && p.Affiliations.Any(a => a.InstitutionId == institutionId))
            .OrderBy(p => p.Id).Take(most + 1).ToListAsync(cancel);
        var page = Paging.Of(found, most, p => p.Id);
        var people = page.Items.Where(p => OwnPeople.Works(p, institutionId, day)).ToList();
        var names = (await session.LoadManyAsync<PersonalData>(cancel, people.Select(p => p.Id))).ToDictionary(d => d.Id);
        return new([.. people.Select(p => View(p, names.GetValueOrDefault(p.Id), p.WorksOn(day)!))], page.Next);
    }

    private static PersonAtInstitution View(Person p, PersonalData? name, Affiliation at) =>
        new(p.Id, name?.GivenName, name?.FamilyName, at.Unit, at.CareerStage, at.From, at.Until);
}
