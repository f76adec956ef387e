using Advance.Contracts;
using Advance.Shared;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.People;

/// <summary>Who it is at the identity provider (its <c>iss</c> and <c>sub</c>), and the role; a partner needs the institution.</summary>
public record GrantAccess(string Issuer, string Subject, string Role, Guid? InstitutionId = null)
{
    public void CheckShape() => Shape.Of(
        (!Shape.IsLine(Issuer, 200) || Issuer.Contains(' '), "issuer", "An issuer has at most 200 characters and no blank."),
        (!Shape.IsLine(Subject, 200) || Subject.Contains(' '), "subject", "A subject has at most 200 characters and no blank."),
        (!Roles.All.Contains(Role), "role", $"A role is one of {string.Join(", ", Roles.All)}."),
        (Role == Roles.Partner && InstitutionId is null, "institutionId", "A partner's representative acts for an institution."));
}

/// <summary>
/// Let an account of the identity provider act as this person in a role. Refused with <c>person-erased</c>, <c>person-merged</c>,
/// <c>subject-taken</c>, <c>access-already-granted</c>, <c>institution-unknown</c>, <c>institution-differs</c>.
/// </summary>
public static class GrantAccessEndpoint
{
    public static void Validate(GrantAccess command) => command.CheckShape();

    [WolverinePost("/api/people/{personId}/grant-access"), Authorize(Policies.Staff)]
    public static async Task<Done> Post(GrantAccess command, Guid personId, IDocumentSession session, CancellationToken cancel)
    {
        var accountId = Account.IdOf(command.Issuer, command.Subject);
        await session.HoldAsync($"people.account:{accountId}", cancel);
        var person = await session.LockPersonAsync(personId, cancel);
        var account = await session.LoadAsync<Account>(accountId, cancel);
        var institution = command.InstitutionId is { } id ? await session.Events.FetchLatest<KnownInstitution>(id, cancel) : null;
        person.AppendOne(Decide(person.Aggregate!, account, institution, command));
        session.Store(new Account
        {
            Id = accountId,
            Issuer = command.Issuer,
            Subject = command.Subject,
            PersonId = personId,
            Grants = [.. account?.Grants ?? [], new(command.Role, command.InstitutionId)],
        });
        return new(personId);
    }

    public static AccessGranted Decide(Person person, Account? account, KnownInstitution? institution, GrantAccess command)
    {
        person.MustBeInUse();
        Refused.When(account is not null && account.PersonId != person.Id, "subject-taken", "This account belongs to another person.");
        Refused.When(account?.Grants.Contains(new(command.Role, command.InstitutionId)) == true, "access-already-granted", "This account has this role already.");
        Refused.When(command.InstitutionId is not null && institution?.IsRegistered != true, "institution-unknown", "There is no institution with this id.");
        Refused.When(command.InstitutionId is not null && account?.Grants.Any(g => g.InstitutionId is { } i && i != command.InstitutionId) == true,
            "institution-differs", "This account acts for another institution already.");
        return new(person.Id, command.Role, command.InstitutionId);
    }
}
