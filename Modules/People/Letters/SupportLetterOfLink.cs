using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Wolverine.Http;

namespace Advance.People;

/// <summary>What a supervisor is asked for: whose application it is about, and the template of the letter.</summary>
public record SupportLetterAsked(string Applicant, string Supervisor, string Template, DateTimeOffset ExpiresAt);

public static class SupportLetterOfLinkEndpoint
{
    /// <summary>
    /// What the link of a support letter asks for, without an account: the token stands in <c>Authorization: Letter TOKEN</c>.
    /// Refused with <c>link-unknown</c>, <c>link-expired</c>, <c>link-used</c>.
    /// </summary>
    [WolverineGet("/api/support-letters"), AllowAnonymous, EnableRateLimiting(Limits.Open)]
    public static async Task<SupportLetterAsked> Get(HttpContext http, IDocumentSession session, TimeProvider clock, CancellationToken cancel)
    {
        var (request, letter) = await LetterLink.OpenAsync(http, session, clock, cancel);
        var applicant = await session.LoadAsync<PersonalData>(request.PersonId, cancel);
        return new($"{applicant?.GivenName} {applicant?.FamilyName}".Trim(), request.SupervisorName, request.Template, letter.ExpiresAt);
    }
}
