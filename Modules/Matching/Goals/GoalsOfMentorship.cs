using System.Security.Claims;
using Advance.Contracts;
using Advance.Matching.Mentorships;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Matching.Goals;

/// <summary>The goals of a mentorship, oldest first; what each says is at <c>/api/mentorships/{id}/goals/{goalId}/text</c>.</summary>
public record GoalsView(Guid MentorshipId, int Version, IReadOnlyList<Goal> Goals) : IVersioned;

public static class GoalsOfMentorshipEndpoint
{
    /// <summary>The goals of a mentorship with their states and days, for the two themselves and nobody else.</summary>
    [WolverineGet("/api/mentorships/{mentorshipId}/goals"), Authorize(Policies.Participant)]
    public static async Task<GoalsView> Get(Guid mentorshipId, ClaimsPrincipal user, IQuerySession session, CancellationToken cancel)
    {
        var mentorship = Missing.Unless(await session.LoadAsync<Mentorship>(mentorshipId, cancel), "mentorship");
        mentorship.OwnSideOf(user);
        return new(mentorship.Id, mentorship.Version, mentorship.Goals);
    }
}
