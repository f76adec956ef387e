using System.Security.Claims;
using System.Text.Json;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.People;

/// <summary>
/// A person's answers by the keys of the questions. <c>ProtectedAnswers</c> are the sensitive and special ones; null in a case, and when
/// there are none.
/// </summary>
public record AnswersView(Guid Id, Guid PersonId, Guid QuestionnaireId, int QuestionnaireVersion, IReadOnlyDictionary<string, JsonElement> Answers,
    IReadOnlyDictionary<string, JsonElement>? ProtectedAnswers, DateTimeOffset GivenAt)
{
    public static AnswersView Of(PersonalAnswers a, ProtectedAnswers? p) =>
        new(a.Id, a.PersonId, a.QuestionnaireId, a.QuestionnaireVersion, a.Answers, p?.Answers, a.GivenAt);
}

public static class AnswersOfPersonEndpoint
{
    /// <summary>
    /// A person's answers, for the person and for staff; reviewers and committee members read the ordinary ones of a case that is shown to
    /// them, by permit (<c>/api/case-answers</c>). Who reads another's answers leaves a trace with its <c>purpose</c> (a key,
    /// "administration" unless told).
    /// </summary>
    [WolverineGet("/api/people/{personId}/answers/{answersId}"), Authorize(Policies.Anyone)]
    public static async Task<AnswersView> Get(Guid personId, Guid answersId, [FromQuery] string? purpose, ClaimsPrincipal user,
        IDocumentSession session, CancellationToken cancel)
    {
        var caller = Caller.Of(user);
        caller.MustBe(personId);
        var reason = Readings.Purpose(purpose, "administration");
        var answers = await session.LoadAsync<PersonalAnswers>(answersId, cancel);
        var found = Missing.Unless(answers?.PersonId == personId ? answers : null, "answers");
        await session.RecordAsync(caller, personId, reason, cancel);
        return AnswersView.Of(found, await session.LoadAsync<ProtectedAnswers>(answersId, cancel));
    }
}
