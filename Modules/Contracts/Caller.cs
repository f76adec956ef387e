using System.Security.Claims;

namespace Advance.Contracts;

/// <summary>Names of the policies that endpoints ask for; the Host defines each of them, and refuses to start when an endpoint has none.</summary>
public static class Policies
{
    /// <summary>Programme staff (Gender Equality Office).</summary>
    public const string Staff = "staff";
    /// <summary>Staff, or a member of a committee.</summary>
    public const string Committee = "committee";
    /// <summary>Staff, committee members, reviewers.</summary>
    public const string Reviewer = "reviewer";
    /// <summary>Staff, committee, reviewers and partner representatives: the programme's own people, who read.</summary>
    public const string Programme = "programme";
    /// <summary>Whoever has a person in the programme (mentee, mentor) and staff on their behalf; the endpoint checks whose thing it is.</summary>
    public const string Participant = "participant";
    /// <summary>Integrators and staff: the feed.</summary>
    public const string Integrator = "integrator";
    /// <summary>Auditors, committee, staff: reports and the log's checkpoints.</summary>
    public const string Auditor = "auditor";
    /// <summary>Auditors and staff: the log as it is written, which says who reviewed whom. A committee that judges blind does not read it.</summary>
    public const string WholeLog = "whole-log";
    /// <summary>Any authenticated caller.</summary>
    public const string Anyone = "anyone";
}

/// <summary>Names of the limits on requests that endpoints ask for beyond the common one; the Host defines each of them.</summary>
public static class Limits
{
    /// <summary>For an endpoint that anybody can call without an account.</summary>
    public const string Open = "open";
}

/// <summary>Roles as they stand in a token's <c>role</c> claims.</summary>
public static class Roles
{
    public const string Staff = "staff";
    public const string Reviewer = "reviewer";
    public const string Committee = "committee";
    public const string Partner = "partner";
    public const string Integrator = "integrator";
    public const string Mentor = "mentor";
    public const string Mentee = "mentee";
    public const string Auditor = "auditor";

    public static readonly IReadOnlyList<string> All = [Staff, Reviewer, Committee, Partner, Integrator, Mentor, Mentee, Auditor];
}

/// <summary>Who is calling: read from the claims that the Host put there.</summary>
public sealed record Caller(Guid? PersonId, Guid? InstitutionId, IReadOnlySet<string> InRoles)
{
    public const string PersonClaim = "person";
    /// <summary>One for each id under which the person was known before a merge.</summary>
    public const string FormerPersonClaim = "former-person";
    /// <summary>One for each strand or cohort to which the caller is staff, where staff is a limited role.</summary>
    public const string LimitClaim = "limited-to";
    public const string InstitutionClaim = "institution";
    public const string RoleClaim = "role";

    public static Caller Of(ClaimsPrincipal user) => new(
        Guid.TryParse(user.FindFirst(PersonClaim)?.Value, out var person) ? person : null,
        Guid.TryParse(user.FindFirst(InstitutionClaim)?.Value, out var institution) ? institution : null,
        user.FindAll(RoleClaim).Select(c => c.Value).ToHashSet())
    {
        FormerIds = [.. user.FindAll(FormerPersonClaim).Select(c => Guid.Parse(c.Value))],
        LimitedTo = [.. user.FindAll(LimitClaim).Select(c => Guid.Parse(c.Value))],
    };

    /// <summary>Strands and cohorts whose staff the caller is; empty where the role is not limited, or is none in this request.</summary>
    public IReadOnlyList<Guid> LimitedTo { get; init; } = [];

    /// <summary>
    /// Whether staff whose role is limited see what belongs to this cohort, in a list of one person's things from several. What a request is
    /// about has been looked at before it came here; a person who applied to two strands is of both.
    /// </summary>
    public bool Reaches(Guid strandId, Guid cohortId) => LimitedTo.Count == 0 || LimitedTo.Contains(strandId) || LimitedTo.Contains(cohortId);

    /// <summary>Identities that turned out to be the caller: what began under one of them is the caller's, and so is what it forbids (rule A6).</summary>
    public IReadOnlyList<Guid> FormerIds { get; init; } = [];

    /// <summary>All ids of the caller, the one in use first; none without a person.</summary>
    public IReadOnlyList<Guid> Ids => PersonId is { } person ? [person, .. FormerIds] : [];

    /// <summary>
    /// Whether this id is, or was, the caller's: the one way to ask whose something is. What did not follow the person in a merge goes on
    /// under the id under which it began.
    /// </summary>
    public bool Is(Guid? personId) => personId is { } id && Ids.Contains(id);

    public bool IsStaff => InRoles.Contains(Roles.Staff);

    /// <summary>A partner's representative sees the partner's own people only; everybody else is not limited by institution.</summary>
    public bool IsLimitedToInstitution => InRoles.Contains(Roles.Partner) && !InRoles.Overlaps([Roles.Staff, Roles.Committee]);

    /// <summary>403 unless the caller is this person, or staff acting for them.</summary>
    public void MustBe(Guid personId)
    {
        if (!IsStaff && !Is(personId)) throw new Forbidden("This belongs to another person.");
    }

    /// <summary>The same for what a person begins anew, which nobody does under an id that is out of use: it would count twice.</summary>
    public void MustNowBe(Guid personId)
    {
        if (!IsStaff && PersonId != personId) throw new Forbidden("This belongs to another person, or to an id that is not in use any more.");
    }

    /// <summary>403 unless the caller is this very person: what nobody may do for another, not even staff.</summary>
    public void MustThemselvesBe(Guid personId)
    {
        if (!Is(personId)) throw new Forbidden("Only the person themselves may do this.");
    }
}
