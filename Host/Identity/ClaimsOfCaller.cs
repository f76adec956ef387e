using System.Security.Claims;
using Advance.Contracts;
using Advance.Strands;
using Marten;
using Microsoft.AspNetCore.Authentication;

namespace Advance.Host.Identity;

/// <summary>Turns the institution's key in a token into its id here; an unknown key gives the caller no institution at all.</summary>
public sealed class ClaimsOfCaller(IQuerySession session) : IClaimsTransformation
{
    public async Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
    {
        if (principal.FindFirst(LocalTokens.InstitutionKeyClaim)?.Value is not { } key) return principal;
        if (principal.HasClaim(c => c.Type == Caller.InstitutionClaim)) return principal;
        var institution = await session.Query<Institution>().FirstOrDefaultAsync(i => i.Key == key);
        if (institution is not null) principal.Identities.First().AddClaim(new(Caller.InstitutionClaim, institution.Id.ToString()));
        return principal;
    }
}
