using System.Security.Claims;
using Advance.Contracts;
using Advance.Matching.Mentorships;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Matching.Goals;

/// <summary>The id of a text of the kind <c>mentorship-goal</c> that one of the two wrote in People, and a day to reach it by, if any.</summary>
public record SetGoal(Guid TextId, DateOnly? DueOn = null);

/// <summary>
/// Set a goal of a mentorship, by one of the two. Its words stay in People and only the two read them; here stand id, state and day.
/// Refused with <c>mentorship-not-running</c>, <c>goal-already-set</c>, <c>too-many-goals</c>, <c>goal-due-in-the-past</c>.
/// </summary>
public static class SetGoalEndpoint
{
    public const int MostGoals = 50;

    public static void Validate(SetGoal command) => Shape.Of(
        (command.TextId == Guid.Empty, "textId", "Which text says what the goal is?"),
        (command.DueOn?.Year > 2200, "dueOn", "A goal is due before 2200."));

    [WolverinePost("/api/mentorships/{mentorshipId}/set-goal"), Authorize(Policies.Participant)]
    public static (Done, GoalSet) Post(SetGoal command, ClaimsPrincipal user,
        [WriteModel("mentorshipId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Mentorship mentorship, TimeProvider clock)
    {
        mentorship.OwnSideOf(user);
        return (new(mentorship.Id), Decide(mentorship, command, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)));
    }

    public static GoalSet Decide(Mentorship mentorship, SetGoal command, DateOnly today)
    {
        Refused.When(mentorship.Status != MentorshipStatus.Running, "mentorship-not-running", "This mentorship is not running.");
        Refused.When(mentorship.Goals.Any(g => g.Id == command.TextId), "goal-already-set", "This goal is set already.");
        Refused.When(mentorship.Goals.Count >= MostGoals, "too-many-goals", $"A mentorship has at most {MostGoals} goals.");
        Refused.When(command.DueOn < today, "goal-due-in-the-past", "This day is over.");
        return new(mentorship.Id, mentorship.CohortId, command.TextId, command.DueOn);
    }
}
