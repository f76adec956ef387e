using System.Security.Claims;
using Advance.Contracts;
using Advance.Shared;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.People;

/// <summary>
/// Replace a person's data by these, by the person themselves or by staff; needs <c>If-Match</c>. The event names the fields, never
/// a value, and the person sees it in their timeline. A gender is the person's own to state: staff leave it out, and it stays as it is.
/// Refused with <c>person-erased</c>, <c>person-merged</c>, <c>nothing-to-correct</c>, <c>email-taken</c>, <c>only-the-person</c>.
/// </summary>
public static class CorrectPersonEndpoint
{
    public static void Validate(PersonDetails command) => command.Validate();

    [WolverinePost("/api/people/{personId}/correct"), Authorize(Policies.Anyone), RequiresIfMatch]
    public static async Task<Done> Post(PersonDetails command, Guid personId, ClaimsPrincipal user, IDocumentSession session, CancellationToken cancel)
    {
        var caller = Caller.Of(user);
        caller.MustBe(personId);
        var address = Addresses.Normalised(command.Email);
        await session.HoldAsync($"people.email:{address}", cancel); // before the person's lock, as in a registration
        var person = await session.LockPersonAsync(personId, cancel);
        var held = await session.LoadAsync<PersonalData>(personId, cancel) ?? new();
        var sensitive = await session.LoadAsync<SensitiveData>(personId, cancel);
        var owner = await session.LoadAsync<EmailAddress>(address, cancel);
        var isTheirs = caller.Is(personId);
        if (!isTheirs && command.Gender is null) command = command with { Gender = sensitive?.Gender };
        person.AppendOne(Decide(person.Aggregate!, command.DifferingFrom(held, sensitive), owner?.PersonId, isTheirs));

        if (Addresses.Normalised(held.Email) != address) session.Delete<EmailAddress>(Addresses.Normalised(held.Email));
        session.Store(new EmailAddress { Id = address, PersonId = personId });
        session.Store(command.DocumentOf(personId, [.. held.OtherEmails.Where(e => Addresses.Normalised(e) != address)]));
        if (command.Gender is null) session.Delete<SensitiveData>(personId);
        else session.Store(new SensitiveData { Id = personId, Gender = command.Gender });
        return new(personId);
    }

    /// <summary>What a person says of themselves, and nobody for them.</summary>
    private const string Theirs = "gender";

    public static PersonCorrected Decide(Person person, IReadOnlyList<string> fields, Guid? ownerOfAddress, bool isThemselves = true)
    {
        person.MustBeInUse();
        Refused.When(ownerOfAddress is not null && ownerOfAddress != person.Id, "email-taken", "A person with this e-mail address is registered already.");
        Refused.When(!isThemselves && fields.Contains(Theirs), "only-the-person", "A gender is stated by the person themselves.");
        Refused.When(fields.Count == 0, "nothing-to-correct", "These are the data that are held already.");
        return new(person.Id, fields);
    }
}
