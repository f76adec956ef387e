using System.Security.Claims;
using Advance.Contracts;
using Advance.Matching.Mentorships;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Matching.Goals;

public record DropGoal(Guid GoalId);

/// <summary>
/// Give a goal up, by one of the two; nobody records who. Refused with <c>mentorship-not-running</c>, <c>goal-unknown</c>,
/// <c>goal-closed</c>.
/// </summary>
public static class DropGoalEndpoint
{
    [WolverinePost("/api/mentorships/{mentorshipId}/drop-goal"), Authorize(Policies.Participant)]
    public static (Done, GoalDropped) Post(DropGoal command, ClaimsPrincipal user,
        [WriteModel("mentorshipId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Mentorship mentorship)
    {
        mentorship.OwnSideOf(user);
        return (new(mentorship.Id), Decide(mentorship, command));
    }

    public static GoalDropped Decide(Mentorship mentorship, DropGoal command)
    {
        mentorship.MustPursue(command.GoalId);
        return new(mentorship.Id, mentorship.CohortId, command.GoalId);
    }
}
