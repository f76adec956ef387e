using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.People;

public static class CaseAnswersEndpoint
{
    /// <summary>
    /// The ordinary answers of an applicant, by permit as a text of a case (<c>/api/case-texts</c>); sensitive and special ones are for the
    /// person and for staff only. Refused with <c>permit-unknown</c>, <c>permit-expired</c>, <c>permit-outdated</c>.
    /// </summary>
    [WolverineGet("/api/case-answers"), Authorize(Policies.Reviewer)]
    public static async Task<AnswersView> Get([FromHeader(Name = ReadingPermit.Header)] string? permit, ClaimsPrincipal user, ReadingPermits permits,
        IDocumentSession session, TimeProvider clock, CancellationToken cancel)
    {
        var (opened, owners) = await CaseReading.OpenAsync(permit, PermittedThing.Answers, user, permits, session, clock, cancel);
        var found = await session.LoadAsync<PersonalAnswers>(opened.ThingId, cancel);
        var answers = Missing.Unless(found is not null && owners.Contains(found.PersonId) ? found : null, "answers");
        await session.RecordAsync(user, opened, answers.PersonId, cancel);
        return AnswersView.Of(answers, null);
    }
}
