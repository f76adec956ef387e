using System.Security.Claims;
using Advance.Contracts;
using Advance.Shared;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.People;

/// <summary>
/// Add an address under which a person is known too, by the person or by staff. The event names the field, never the address.
/// Refused with <c>person-erased</c>, <c>person-merged</c>, <c>email-taken</c>, <c>email-already-held</c>, <c>too-many-emails</c>.
/// </summary>
public static class AddEmailEndpoint
{
    public static void Validate(EmailCommand command) => command.CheckShape();

    [WolverinePost("/api/people/{personId}/add-email"), Authorize(Policies.Anyone)]
    public static async Task<Done> Post(EmailCommand command, Guid personId, ClaimsPrincipal user, IDocumentSession session, CancellationToken cancel)
    {
        Caller.Of(user).MustBe(personId);
        var address = Addresses.Normalised(command.Email);
        await session.HoldAsync($"people.email:{address}", cancel); // before the person's lock, as in a registration
        var person = await session.LockPersonAsync(personId, cancel);
        var held = await session.LoadAsync<PersonalData>(personId, cancel) ?? new();
        var owner = await session.LoadAsync<EmailAddress>(address, cancel);
        person.AppendOne(Decide(person.Aggregate!, held, address, owner?.PersonId));
        session.Store(new EmailAddress { Id = address, PersonId = personId });
        session.Store(held with { OtherEmails = [.. held.OtherEmails, command.Email.Trim()] });
        return new(personId);
    }

    public static PersonCorrected Decide(Person person, PersonalData held, string address, Guid? ownerOfAddress)
    {
        person.MustBeInUse();
        Refused.When(held.Has(address), "email-already-held", "This person is known under this address already.");
        Refused.When(ownerOfAddress is not null && ownerOfAddress != person.Id, "email-taken", "A person with this e-mail address is registered already.");
        Refused.When(held.OtherEmails.Count >= Emails.Most, "too-many-emails", $"A person has at most {Emails.Most} addresses beside the first.");
        return new(person.Id, ["otherEmails"]);
    }
}
