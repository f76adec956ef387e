using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.People;

/// <summary>
/// Make one of a person's addresses the one to write to, by the person or by staff.
/// Refused with <c>person-erased</c>, <c>person-merged</c>, <c>email-not-held</c>, <c>email-is-primary</c>.
/// </summary>
public static class MakeEmailPrimaryEndpoint
{
    public static void Validate(EmailCommand command) => command.CheckShape();

    [WolverinePost("/api/people/{personId}/make-email-primary"), Authorize(Policies.Anyone)]
    public static async Task<Done> Post(EmailCommand command, Guid personId, ClaimsPrincipal user, IDocumentSession session, CancellationToken cancel)
    {
        Caller.Of(user).MustBe(personId);
        var address = Addresses.Normalised(command.Email);
        var person = await session.LockPersonAsync(personId, cancel);
        var held = await session.LoadAsync<PersonalData>(personId, cancel) ?? new();
        person.AppendOne(Decide(person.Aggregate!, held, address));
        session.Store(held with { Email = command.Email.Trim(), OtherEmails = [held.Email, .. held.OthersWithout(address)] });
        return new(personId);
    }

    public static PersonCorrected Decide(Person person, PersonalData held, string address)
    {
        person.MustBeInUse();
        Refused.When(!held.Has(address), "email-not-held", "This person is not known under this address.");
        Refused.When(held.IsPrimary(address), "email-is-primary", "This is the address that the person is written to.");
        return new(person.Id, ["email", "otherEmails"]);
    }
}
