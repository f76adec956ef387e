using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Wolverine.Http;

namespace Advance.People;

/// <summary>
/// Decline to write the support letter that the link asks for, without an account and without a reason: <c>Authorization: Letter TOKEN</c>.
/// Refused with <c>link-unknown</c>, <c>link-expired</c>, <c>link-used</c>.
/// </summary>
public static class DeclineSupportLetterEndpoint
{
    [WolverinePost("/api/support-letters/decline"), AllowAnonymous, EnableRateLimiting(Limits.Open)]
    public static async Task<Done> Post(HttpContext http, IDocumentSession session, TimeProvider clock, CancellationToken cancel)
    {
        var (request, _) = await LetterLink.OpenAsync(http, session, clock, cancel);
        var (letter, _) = await AnswerSupportLetterEndpoint.LockAsync(session, request, clock, cancel);
        letter.AppendOne(Decide(letter.Aggregate!));
        return new(request.Id);
    }

    public static SupportLetterDeclined Decide(SupportLetter letter) =>
        new(letter.Id, letter.RequestId, letter.ApplicationId, letter.CohortId, letter.PersonId);
}
