using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.People;

/// <summary>A text of a case under the name that the case has for it. Whose it is and when it was written is null in a blind review.</summary>
public record CaseTextView(string Kind, string Text, Guid? PersonId, DateTimeOffset? WrittenAt);

public static class CaseTextsEndpoint
{
    /// <summary>
    /// A text of a case, for whom a view of the case gave a permit: it stands in the header <c>Reading-Permit</c> and opens for 15 minutes,
    /// for its reader, as long as nothing new becomes known between reader and applicant. The reading is noted with the applicant.
    /// Refused with <c>permit-unknown</c>, <c>permit-expired</c>, <c>permit-outdated</c>; 404 for a text that is not there any more.
    /// </summary>
    [WolverineGet("/api/case-texts"), Authorize(Policies.Reviewer)]
    public static async Task<CaseTextView> Get([FromHeader(Name = ReadingPermit.Header)] string? permit, ClaimsPrincipal user, ReadingPermits permits,
        IDocumentSession session, TimeProvider clock, CancellationToken cancel)
    {
        var (opened, owners) = await CaseReading.OpenAsync(permit, PermittedThing.Text, user, permits, session, clock, cancel);
        var found = await session.LoadAsync<PersonalText>(opened.ThingId, cancel);
        var text = Missing.Unless(found is not null && owners.Contains(found.PersonId) && found.Kind != PersonalText.GoalKind ? found : null, "text");
        await session.RecordAsync(user, opened, text.PersonId, cancel);
        return opened.IsNameless ? new(opened.Kind, text.Text, null, null) : new(opened.Kind, text.Text, text.PersonId, text.WrittenAt);
    }
}
