using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Http;

namespace Advance.People;

/// <summary>
/// What a link opens. The three refusals look alike and take alike: the same two questions to the store, whether the token is known or not.
/// </summary>
public static class LetterLink
{
    private const string Scheme = "Letter ";
    private const int LongestToken = 100;

    /// <summary>The request behind the caller's token. Refused with <c>link-unknown</c>, <c>link-expired</c>, <c>link-used</c>.</summary>
    internal static async Task<(LetterRequest Request, SupportLetter Letter)> OpenAsync(HttpContext http, IDocumentSession session, TimeProvider clock,
        CancellationToken cancel)
    {
        var digest = RequestSupportLetterEndpoint.DigestOf(TokenIn(http.Request.Headers.Authorization.ToString()));
        var request = await session.Query<LetterRequest>().FirstOrDefaultAsync(r => r.TokenDigest == digest, cancel);
        // Not FetchLatest: the session would remember this state, and give it again behind the lock.
        var letter = await session.Events.AggregateStreamAsync<SupportLetter>(request?.LetterId ?? Ids.New(), token: cancel);
        Decide(request, letter, clock.GetUtcNow());
        return (request!, letter!);
    }

    public static void Decide(LetterRequest? request, SupportLetter? letter, DateTimeOffset now)
    {
        Refused.When(request is null || letter is null, "link-unknown", "This link does not open anything.");
        Refused.When(letter!.Status is not LetterStatus.Requested, "link-used", "This link was used already.");
        Refused.When(letter.RequestId != request!.Id || now > letter.ExpiresAt, "link-expired", "This link is not open any more.");
    }

    private static string TokenIn(string authorization) =>
        authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && authorization.Length <= LongestToken
            ? authorization[Scheme.Length..].Trim() : "";
}
