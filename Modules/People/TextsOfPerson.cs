using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.People;

/// <summary>A text of a person.</summary>
public record TextView(Guid Id, Guid PersonId, string Kind, string Text, DateTimeOffset WrittenAt)
{
    public static TextView Of(PersonalText t) => new(t.Id, t.PersonId, t.Kind, t.Text, t.WrittenAt);
}

public static class TextsOfPersonEndpoint
{
    /// <summary>
    /// One text, for the person and for staff; reviewers and committee members read what a case shows them, by permit
    /// (<c>/api/case-texts</c>). Who reads another's text leaves a trace with its <c>purpose</c> (a key, "administration" unless told).
    /// The text of a mentorship's goal is for who wrote it, and for the other of the two at the mentorship's address. What tells of a
    /// decision is the person's from the release on.
    /// </summary>
    [WolverineGet("/api/people/{personId}/texts/{textId}"), Authorize(Policies.Anyone)]
    public static async Task<TextView> Get(Guid personId, Guid textId, [FromQuery] string? purpose, ClaimsPrincipal user,
        IDocumentSession session, CancellationToken cancel)
    {
        var caller = Caller.Of(user);
        caller.MustBe(personId);
        var reason = Readings.Purpose(purpose, "administration");
        var text = await session.LoadAsync<PersonalText>(textId, cancel);
        var found = Missing.Unless(text?.PersonId == personId ? text : null, "text");
        if (found.Kind == PersonalText.GoalKind) caller.MustThemselvesBe(personId);
        if (!caller.IsStaff) Missing.Unless(await session.IsHeldBackAsync(found, cancel) ? null : found, "text");
        await session.RecordAsync(caller, personId, reason, cancel);
        return TextView.Of(found);
    }
}
