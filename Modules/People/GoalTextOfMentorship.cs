using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.People;

public static class GoalTextOfMentorshipEndpoint
{
    /// <summary>
    /// What a goal of a mentorship says, for its two and nobody else. It is a text of the kind <c>mentorship-goal</c> that one of them
    /// wrote; who reads the other's leaves a trace.
    /// </summary>
    [WolverineGet("/api/mentorships/{mentorshipId}/goals/{goalId}/text"), Authorize(Policies.Participant)]
    public static async Task<TextView> Get(Guid mentorshipId, Guid goalId, ClaimsPrincipal user, IDocumentSession session, CancellationToken cancel)
    {
        var caller = Caller.Of(user);
        var pair = await ContactOfMentorshipEndpoint.LoadAsync(session, mentorshipId, cancel);
        pair.OtherThan(caller);
        var text = pair.Goals.Contains(goalId) ? await session.LoadAsync<PersonalText>(goalId, cancel) : null;
        // A merge hands texts over, and the pair goes on under the ids with which it began.
        Guid[] owners = [await session.PresentAsync(pair.MenteeId, cancel), await session.PresentAsync(pair.MentorPersonId, cancel)];
        var isGoal = text?.Kind == PersonalText.GoalKind && owners.Contains(text.PersonId);
        var found = Missing.Unless(isGoal ? text : null, "goal");
        await session.RecordAsync(caller, found.PersonId, "mentorship-goal", cancel);
        return TextView.Of(found);
    }
}
