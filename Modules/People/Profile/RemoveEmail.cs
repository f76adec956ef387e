using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.People;

/// <summary>
/// Remove an address of a person, by the person or by staff; it is free for others then. The one to write to stays: make another one
/// the first before. Refused with <c>person-erased</c>, <c>person-merged</c>, <c>email-not-held</c>, <c>email-is-primary</c>.
/// </summary>
public static class RemoveEmailEndpoint
{
    public static void Validate(EmailCommand command) => command.CheckShape();

    [WolverinePost("/api/people/{personId}/remove-email"), Authorize(Policies.Anyone)]
    public static async Task<Done> Post(EmailCommand command, Guid personId, ClaimsPrincipal user, IDocumentSession session, CancellationToken cancel)
    {
        Caller.Of(user).MustBe(personId);
        var address = Addresses.Normalised(command.Email);
        var person = await session.LockPersonAsync(personId, cancel);
        var held = await session.LoadAsync<PersonalData>(personId, cancel) ?? new();
        person.AppendOne(Decide(person.Aggregate!, held, address));
        session.Delete<EmailAddress>(address);
        session.Store(held with { OtherEmails = held.OthersWithout(address) });
        return new(personId);
    }

    public static PersonCorrected Decide(Person person, PersonalData held, string address)
    {
        person.MustBeInUse();
        Refused.When(!held.Has(address), "email-not-held", "This person is not known under this address.");
        Refused.When(held.IsPrimary(address), "email-is-primary", "This is the address that the person is written to.");
        return new(person.Id, ["otherEmails"]);
    }
}
