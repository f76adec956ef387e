using Marten;

namespace Advance.People;

/// <summary>A role of an account; a partner's representative acts for an institution; limited to a strand or a cohort when it names one.</summary>
public record Grant(string Role, Guid? InstitutionId, Guid? StrandId = null, Guid? CohortId = null)
{
    public bool IsLimited => (StrandId ?? CohortId) is not null;
}

/// <summary>A role for one strand or one cohort only.</summary>
public record LimitedRole(string Role, Guid? StrandId, Guid? CohortId);

/// <summary>Whose account it is at an identity provider, and what it may do. A document: the subject stands in no event.</summary>
public record Account
{
    /// <summary>Issuer and subject in one line; a blank stands in neither of them.</summary>
    public string Id { get; init; } = "";
    public string Issuer { get; init; } = "";
    public string Subject { get; init; } = "";
    public Guid PersonId { get; init; }
    public IReadOnlyList<Grant> Grants { get; init; } = [];

    public static string IdOf(string issuer, string subject) => $"{issuer} {subject}";
}

/// <summary>What the identity provider's subject may do here: roles, and those that are limited to a strand or cohort.</summary>
public record SubjectAccess(Guid PersonId, IReadOnlyList<string> Roles, Guid? InstitutionId, IReadOnlyList<LimitedRole> Limited);

/// <summary>The Host asks this with each token that it did not issue itself: subject to person, roles and institution.</summary>
public static class AccessOfSubject
{
    /// <summary>Null when the subject is not known here or has no role any more.</summary>
    public static async Task<SubjectAccess?> FindAsync(IQuerySession session, string issuer, string subject, CancellationToken cancel = default)
    {
        var account = await session.LoadAsync<Account>(Account.IdOf(issuer, subject), cancel);
        return account is null or { Grants.Count: 0 } ? null : new(account.PersonId,
            [.. account.Grants.Where(g => !g.IsLimited).Select(g => g.Role).Distinct()],
            account.Grants.FirstOrDefault(g => g.InstitutionId is not null)?.InstitutionId,
            [.. account.Grants.Where(g => g.IsLimited).Select(g => new LimitedRole(g.Role, g.StrandId, g.CohortId))]);
    }
}
