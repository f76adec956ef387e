using Advance.Contracts;
using Advance.Shared;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.People;

public record RevokeAccess(string Issuer, string Subject, string Role, Guid? InstitutionId = null, Guid? StrandId = null, Guid? CohortId = null)
{
    internal GrantAccess Granted => new(Issuer, Subject, Role, InstitutionId, StrandId, CohortId);
}

/// <summary>Take a role from an account of this person, by what it was granted with. Refused with <c>access-not-granted</c>.</summary>
public static class RevokeAccessEndpoint
{
    public static void Validate(RevokeAccess command) => command.Granted.CheckShape();

    [WolverinePost("/api/people/{personId}/revoke-access"), Authorize(Policies.Staff)]
    public static async Task<Done> Post(RevokeAccess command, Guid personId, IDocumentSession session, CancellationToken cancel)
    {
        var accountId = Account.IdOf(command.Issuer, command.Subject);
        await session.HoldAsync($"people.account:{accountId}", cancel);
        var person = await session.LockPersonAsync(personId, cancel);
        var account = await session.LoadAsync<Account>(accountId, cancel);
        person.AppendOne(Decide(person.Aggregate!, account, command));
        var revoked = command.Granted.Grant;
        if (account!.Grants.Count == 1) session.Delete(account);
        else session.Store(account with { Grants = [.. account.Grants.Where(g => g != revoked)] });
        return new(personId);
    }

    public static AccessRevoked Decide(Person person, Account? account, RevokeAccess command)
    {
        var isGranted = account?.PersonId == person.Id && account.Grants.Contains(command.Granted.Grant);
        Refused.When(!isGranted, "access-not-granted", "This account of this person has no such role.");
        return new(person.Id, command.Role, command.InstitutionId, command.StrandId, command.CohortId);
    }
}
