using Advance.Contracts;
using Advance.Shared;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.People;

/// <summary>
/// Who it is at the identity provider (its <c>iss</c> and <c>sub</c>), and the role; a partner needs the institution. A role of staff,
/// reviewers and committee can be limited to a strand or to a cohort; several of them are several grants.
/// </summary>
public record GrantAccess(string Issuer, string Subject, string Role, Guid? InstitutionId = null, Guid? StrandId = null, Guid? CohortId = null)
{
    private static readonly string[] CanBeLimited = [Roles.Staff, Roles.Reviewer, Roles.Committee];

    internal Grant Grant => new(Role, InstitutionId, StrandId, CohortId);

    public void CheckShape() => Shape.Of(
        (!Shape.IsLine(Issuer, 200) || Issuer.Contains(' '), "issuer", "An issuer has at most 200 characters and no blank."),
        (!Shape.IsLine(Subject, 200) || Subject.Contains(' '), "subject", "A subject has at most 200 characters and no blank."),
        (!Roles.All.Contains(Role), "role", $"A role is one of {string.Join(", ", Roles.All)}."),
        (Role == Roles.Partner && InstitutionId is null, "institutionId", "A partner's representative acts for an institution."),
        (Grant.IsLimited && !CanBeLimited.Contains(Role), "strandId", $"A role that is limited is one of {string.Join(", ", CanBeLimited)}."),
        (StrandId is not null && CohortId is not null, "cohortId", "A role is limited to a strand or to a cohort."));
}

/// <summary>
/// Let an account of the identity provider act as this person in a role. Refused with <c>person-erased</c>, <c>person-merged</c>,
/// <c>subject-taken</c>, <c>access-already-granted</c>, <c>institution-unknown</c>, <c>institution-differs</c>, <c>strand-unknown</c>,
/// <c>cohort-unknown</c>.
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
        var scope = (command.StrandId ?? command.CohortId) is { } limit ? await session.Events.FetchLatest<KnownScope>(limit, cancel) : null;
        person.AppendOne(Decide(person.Aggregate!, account, institution, command, scope));
        session.Store(new Account
        {
            Id = accountId,
            Issuer = command.Issuer,
            Subject = command.Subject,
            PersonId = personId,
            Grants = [.. account?.Grants ?? [], command.Grant],
        });
        return new(personId);
    }

    public static AccessGranted Decide(Person person, Account? account, KnownInstitution? institution, GrantAccess command, KnownScope? scope = null)
    {
        person.MustBeInUse();
        Refused.When(account is not null && account.PersonId != person.Id, "subject-taken", "This account belongs to another person.");
        Refused.When(account?.Grants.Contains(command.Grant) == true, "access-already-granted", "This account has this role already.");
        Refused.When(command.InstitutionId is not null && institution?.IsRegistered != true, "institution-unknown", "There is no institution with this id.");
        Refused.When(command.InstitutionId is not null && account?.Grants.Any(g => g.InstitutionId is { } i && i != command.InstitutionId) == true,
            "institution-differs", "This account acts for another institution already.");
        Refused.When(command.StrandId is not null && scope?.IsStrand != true, "strand-unknown", "There is no strand with this id.");
        Refused.When(command.CohortId is not null && scope?.IsCohort != true, "cohort-unknown", "There is no cohort with this id.");
        return new(person.Id, command.Role, command.InstitutionId, command.StrandId, command.CohortId);
    }
}
