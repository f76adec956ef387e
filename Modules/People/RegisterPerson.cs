using Advance.Contracts;
using Advance.Shared;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Marten;

namespace Advance.People;

/// <summary>A person's data and, when they work at an institution of the programme, the affiliation (from today unless told).</summary>
public record RegisterPerson(string GivenName, string FamilyName, string Email, string? Orcid = null, string? Phone = null,
    IReadOnlyList<string>? Languages = null, string? Gender = null, string? ExternalOrganisation = null,
    Guid? InstitutionId = null, string? Unit = null, string? CareerStage = null, DateOnly? From = null)
{
    public PersonDetails Details() => new(GivenName, FamilyName, Email, Orcid, Phone, Languages, Gender, ExternalOrganisation);
}

/// <summary>
/// Register a person, with an affiliation if one is named. Nobody is registered twice: an e-mail address belongs to one person.
/// Refused with <c>email-taken</c>, <c>institution-unknown</c>.
/// </summary>
public static class RegisterPersonEndpoint
{
    public static void Validate(RegisterPerson command)
    {
        var isAffiliated = command.InstitutionId is not null;
        Shape.Of([
            .. command.Details().Checks(),
            (isAffiliated && !Shape.IsKey(command.Unit), "unit", "An affiliation has a unit: a key of 2 to 60 of a-z, 0-9, dot and hyphen."),
            (isAffiliated && !Shape.IsKey(command.CareerStage), "careerStage", "An affiliation has a career stage: a key."),
            (!isAffiliated && (command.Unit is not null || command.CareerStage is not null || command.From is not null), "institutionId",
                "Unit, career stage and day belong to an affiliation: name its institution."),
        ]);
    }

    [WolverinePost("/api/people"), Authorize(Policies.Staff)]
    public static async Task<(Created, IStartStream)> Post(RegisterPerson command, IDocumentSession session, TimeProvider clock, CancellationToken cancel)
    {
        var address = Addresses.Normalised(command.Email);
        await session.HoldAsync($"people.email:{address}", cancel);
        var taken = await session.LoadAsync<EmailAddress>(address, cancel) is not null;
        var institution = command.InstitutionId is { } id ? await session.Events.FetchLatest<KnownInstitution>(id, cancel) : null;
        var personId = Ids.New();
        var events = Decide(command, personId, taken, institution, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        session.Insert(new EmailAddress { Id = address, PersonId = personId });
        session.Insert(command.Details().DocumentOf(personId));
        if (command.Gender is not null) session.Insert(new SensitiveData { Id = personId, Gender = command.Gender });
        return (new(personId), MartenOps.StartStream<Person>(personId, events));
    }

    public static object[] Decide(RegisterPerson command, Guid id, bool emailTaken, KnownInstitution? institution, DateOnly today)
    {
        Refused.When(emailTaken, "email-taken", "A person with this e-mail address is registered already.");
        Refused.When(command.InstitutionId is not null && institution?.IsRegistered != true, "institution-unknown", "There is no institution with this id.");
        var registered = new PersonRegistered(id);
        return command.InstitutionId is not { } at ? [registered]
            : [registered, new AffiliationRecorded(id, at, command.Unit!, command.CareerStage!, command.From ?? today)];
    }
}
