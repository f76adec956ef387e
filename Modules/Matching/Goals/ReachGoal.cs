using System.Security.Claims;
using Advance.Contracts;
using Advance.Matching.Mentorships;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Matching.Goals;

public record ReachGoal(Guid GoalId);

/// <summary>Say that a goal was reached, by one of the two. Refused with <c>mentorship-not-running</c>, <c>goal-unknown</c>, <c>goal-closed</c>.</summary>
public static class ReachGoalEndpoint
{
    [WolverinePost("/api/mentorships/{mentorshipId}/reach-goal"), Authorize(Policies.Participant)]
    public static (Done, GoalReached) Post(ReachGoal command, ClaimsPrincipal user,
        [WriteModel("mentorshipId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Mentorship mentorship)
    {
        mentorship.OwnSideOf(user);
        return (new(mentorship.Id), Decide(mentorship, command));
    }

    public static GoalReached Decide(Mentorship mentorship, ReachGoal command)
    {
        mentorship.MustPursue(command.GoalId);
        return new(mentorship.Id, mentorship.CohortId, command.GoalId);
    }

    /// <summary>The goal is one of this running mentorship and still open.</summary>
    internal static void MustPursue(this Mentorship mentorship, Guid goalId)
    {
        Refused.When(mentorship.Status != MentorshipStatus.Running, "mentorship-not-running", "This mentorship is not running.");
        var goal = mentorship.Goals.FirstOrDefault(g => g.Id == goalId);
        Refused.When(goal is null, "goal-unknown", "This mentorship has no such goal.");
        Refused.When(goal!.State != GoalState.Open, "goal-closed", "This goal was reached or dropped already.");
    }
}
