using System.Security.Claims;
using Advance.Contracts;
using Advance.People;
using Advance.Strands;
using Marten;

namespace Advance.Host.Identity;

/// <summary>
/// What a role reaches that does not reach everything. One that was granted for a strand or a cohort only is none until the request is
/// known to be about that strand or cohort: then, and for that request, it is the caller's. So what is not thought of in
/// <see cref="ScopeOfRoutes"/> is denied, and every rule below this one sees ordinary roles. A partner's representative is none where the
/// partner had no part: in a cohort whose call was without it, in a strand before its joining date (rule S4).
/// </summary>
public sealed class LimitedRoles(RequestDelegate next, TimeProvider clock)
{
    /// <summary>A claim for each limited role: the role, and the strand's and the cohort's id or a hyphen.</summary>
    public const string Claim = "limited-role";

    public static Claim Of(LimitedRole limited) => new(Claim, $"{limited.Role} {Id(limited.StrandId)} {Id(limited.CohortId)}");

    public async Task InvokeAsync(HttpContext context, IQuerySession session)
    {
        var limited = context.User.FindAll(Claim).Select(c => Read(c.Value)).OfType<LimitedRole>().ToList();
        var caller = Caller.Of(context.User);
        if ((limited.Count > 0 || caller.IsLimitedToInstitution) && await ScopeOfRoutes.OfAsync(context, session) is { } scope)
        {
            var identity = ((ClaimsIdentity)context.User.Identity!).Clone();
            if (caller.IsLimitedToInstitution && !await TakesPartAsync(session, scope, caller.InstitutionId ?? Guid.Empty, context.RequestAborted))
            {
                if (caller.InRoles.Count == 1) throw new Missing("thing"); // as if it were not there: nobody learns that it is
                foreach (var role in identity.FindAll(c => c is { Type: Caller.RoleClaim, Value: Roles.Partner }).ToList()) identity.RemoveClaim(role);
            }

            foreach (var role in limited.Where(scope.Holds).Select(l => l.Role).Except(caller.InRoles).Distinct())
                identity.AddClaim(new(Caller.RoleClaim, role));
            foreach (var role in limited.Where(l => !caller.IsStaff && l.Role == Roles.Staff))
                identity.AddClaim(new(Caller.LimitClaim, $"{role.StrandId ?? role.CohortId}"));
            context.User = new(identity);
        }

        await next(context);
    }

    /// <summary>A cohort has the partners of its call, also when one has left since; a strand those that have joined.</summary>
    private async Task<bool> TakesPartAsync(IQuerySession session, RequestScope scope, Guid institutionId, CancellationToken cancel)
    {
        if (scope.Cohort is { } cohort) return cohort.Institutions.Contains(institutionId);
        if (scope.IsOpen || scope.IsOfPerson || scope.StrandIds is not [var strandId]) return true;
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        return await session.LoadAsync<Strand>(strandId, cancel) is not { } strand
            || strand.Partners.Any(p => p.InstitutionId == institutionId && p.From <= today);
    }

    private static string Id(Guid? id) => id?.ToString() ?? "-";

    private static LimitedRole? Read(string claim) => claim.Split(' ') is [var role, var strand, var cohort]
        ? new(role, Guid.TryParse(strand, out var s) ? s : null, Guid.TryParse(cohort, out var c) ? c : null) : null;
}

/// <summary>What a request is about: strands, and the cohort if it is about one; open when it is about nothing that belongs to a strand.</summary>
public sealed record RequestScope(IReadOnlyList<Guid> StrandIds, Cohort? Cohort = null, bool IsOpen = false, bool IsOfPerson = false, Guid? OnlyCohortId = null)
{
    public static readonly RequestScope Open = new([], IsOpen: true);

    public static RequestScope Of(Cohort cohort) => new([cohort.StrandId], cohort, OnlyCohortId: cohort.Id);

    public bool Holds(LimitedRole role) => IsOpen || (role.StrandId is { } strand && StrandIds.Contains(strand))
        || (role.CohortId is { } cohort && OnlyCohortId == cohort);
}
