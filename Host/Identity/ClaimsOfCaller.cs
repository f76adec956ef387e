using System.Security.Claims;
using Advance.Contracts;
using Advance.People;
using Advance.Strands;
using Marten;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Advance.Host.Identity;

/// <summary>
/// Who a token's bearer is here. A token of this installation says it itself. Of a token of the identity provider only issuer and
/// subject count: person, roles and institution are those that were granted here (<see cref="AccessOfSubject"/>), and the name that
/// the log gets is the person's id, never the subject. A subject that is unknown here has no role. Whoever is a person here also has
/// the ids that turned out to be theirs in a merge; these are looked up with each request, so that a merge counts at once.
/// </summary>
public sealed class ClaimsOfCaller(IQuerySession session, IMemoryCache cache, IConfiguration configuration) : IClaimsTransformation
{
    /// <summary>The name of an administrator who is no person here (setting <c>Authentication__Administrators__0</c>, ...).</summary>
    public const string Administrator = "administrator";

    private const string Ours = "advance";

    /// <summary>How long a revoked grant may still be honoured.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(3);

    public async Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
    {
        if (principal.Identity is not { IsAuthenticated: true } identity || identity.AuthenticationType == Ours) return principal;
        var (issuer, subject) = (principal.FindFirst(JwtRegisteredClaimNames.Iss)?.Value, principal.FindFirst(JwtRegisteredClaimNames.Sub)?.Value);
        var isLocal = issuer is LocalTokens.HostIssuer or LocalTokens.DevelopmentIssuer;
        var claims = isLocal ? await OfLocalAsync(principal) : await OfSubjectAsync(issuer ?? "", subject ?? "");
        if (Guid.TryParse(claims.Find(c => c.Type == Caller.PersonClaim)?.Value, out var person))
            claims.AddRange((await Identities.FormerAsync(session, person)).Select(id => new Claim(Caller.FormerPersonClaim, id.ToString())));
        return new(new ClaimsIdentity(claims, Ours, JwtRegisteredClaimNames.Sub, Caller.RoleClaim));
    }

    /// <summary>The institution's key in a token becomes its id here; an unknown key gives the caller no institution at all.</summary>
    private async Task<List<Claim>> OfLocalAsync(ClaimsPrincipal principal)
    {
        var claims = principal.Claims.Where(c => c.Type is not (Caller.InstitutionClaim or Caller.FormerPersonClaim)).ToList();
        if (principal.FindFirst(LocalTokens.InstitutionKeyClaim)?.Value is { } key && await InstitutionAsync(key) is { } institution)
            claims.Add(new(Caller.InstitutionClaim, institution.ToString()));
        return claims;
    }

    private async Task<Guid?> InstitutionAsync(string key)
    {
        if (cache.TryGetValue(("institution", key), out Guid known)) return known;
        var found = await session.Query<Institution>().FirstOrDefaultAsync(i => i.Key == key);
        return found is null ? null : cache.Set(("institution", key), found.Id, Remembered);
    }

    private async Task<List<Claim>> OfSubjectAsync(string issuer, string subject)
    {
        var access = await AccessAsync(issuer, subject);
        var isAdministrator = configuration.GetSection("Authentication:Administrators").GetChildren().Any(c => c.Value == subject);
        List<Claim> claims = [];
        if (access is not null)
        {
            claims.Add(new(JwtRegisteredClaimNames.Sub, access.PersonId.ToString()));
            claims.Add(new(Caller.PersonClaim, access.PersonId.ToString()));
            claims.AddRange(access.Roles.Select(role => new Claim(Caller.RoleClaim, role)));
            claims.AddRange(access.Limited.Select(LimitedRoles.Of));
            if (access.InstitutionId is { } institution) claims.Add(new(Caller.InstitutionClaim, institution.ToString()));
        }
        else if (isAdministrator) claims.Add(new(JwtRegisteredClaimNames.Sub, Administrator));

        if (isAdministrator && access?.Roles.Contains(Roles.Staff) != true) claims.Add(new(Caller.RoleClaim, Roles.Staff));
        return claims;
    }

    private async Task<SubjectAccess?> AccessAsync(string issuer, string subject)
    {
        if (issuer.Length == 0 || subject.Length == 0) return null;
        if (cache.TryGetValue(("access", issuer, subject), out SubjectAccess? known)) return known;
        return cache.Set(("access", issuer, subject), await AccessOfSubject.FindAsync(session, issuer, subject), Remembered);
    }
}
