using Advance.Contracts;
using JasperFx.Events;
using Marten;
using Marten.Events;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Wolverine.Http;

namespace Advance.People;

/// <summary>The letter as a text of at most 20,000 characters.</summary>
public record AnswerSupportLetter(string Text);

/// <summary>
/// Write the support letter that the link asks for, without an account: <c>Authorization: Letter TOKEN</c>. It becomes a document of the
/// application. Refused with <c>link-unknown</c>, <c>link-expired</c>, <c>link-used</c>, <c>person-erased</c>, <c>too-many-texts</c>.
/// </summary>
public static class AnswerSupportLetterEndpoint
{
    internal const string Kind = "support-letter";

    public static void Validate(AnswerSupportLetter command) => WriteTextEndpoint.Validate(new(Kind, command.Text));

    [WolverinePost("/api/support-letters/answer"), AllowAnonymous, EnableRateLimiting(Limits.Open)]
    public static async Task<Done> Post(AnswerSupportLetter command, HttpContext http, IDocumentSession session, TimeProvider clock, CancellationToken cancel)
    {
        var (request, _) = await LetterLink.OpenAsync(http, session, clock, cancel);
        var (letter, person) = await LockAsync(session, request, clock, cancel);
        var held = await session.Query<PersonalText>().CountAsync(t => t.PersonId == person.Id, cancel);
        var text = WriteTextEndpoint.Decide(person, held, new(Kind, command.Text), Ids.New(), clock.GetUtcNow());
        session.Insert(text);
        letter.AppendOne(Decide(letter.Aggregate!, text.Id, null));
        return new(request.Id);
    }

    /// <summary>The letter and the applicant, locked; whether the link is still open is asked once more behind the lock.</summary>
    internal static async Task<(IEventStream<SupportLetter> Letter, Person Applicant)> LockAsync(IDocumentSession session, LetterRequest request,
        TimeProvider clock, CancellationToken cancel)
    {
        var letter = await session.Events.FetchForExclusiveWriting<SupportLetter>(request.LetterId, cancel);
        LetterLink.Decide(request, letter.Aggregate, clock.GetUtcNow());
        return (letter, await RequestSupportLetterEndpoint.LockApplicantAsync(session, request.PersonId, cancel));
    }

    public static SupportLetterReceived Decide(SupportLetter letter, Guid? textId, Guid? fileId) =>
        new(letter.Id, letter.RequestId, letter.ApplicationId, letter.CohortId, letter.PersonId, textId, fileId);
}
