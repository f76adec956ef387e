using System.Security.Claims;
using Advance.Contracts;
using Advance.Matching.Mentees;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Matching.Mentors;

/// <summary>Persons wished for as mentees in a cohort, the first wish first, at most 10; none takes all wishes back.</summary>
public record StateMentorWishes(Guid CohortId, IReadOnlyList<Guid> MenteeWishes);

/// <summary>
/// Say whom a mentor would gladly mentor in a cohort; it counts as much as the wishes of the mentees. Refused with <c>mentor-retired</c>,
/// <c>wish-for-oneself</c>, <c>too-many-wishes</c>.
/// </summary>
public static class StateMentorWishesEndpoint
{
    private const int MostCohorts = 100;

    public static void Validate(StateMentorWishes command) => Shape.Of(StateWishesEndpoint.Check(command.MenteeWishes, "menteeWishes"));

    [WolverinePost("/api/mentors/{mentorId}/state-wishes"), Authorize(Policies.Participant)]
    public static (Done, MentorWishesStated) Post(StateMentorWishes command, ClaimsPrincipal user,
        [WriteModel("mentorId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Mentor mentor)
    {
        Caller.Of(user).MustBe(mentor.PersonId);
        return (new(mentor.Id), Decide(mentor, command));
    }

    public static MentorWishesStated Decide(Mentor mentor, StateMentorWishes command)
    {
        Refused.When(mentor.Status == MentorStatus.Retired, "mentor-retired", "This mentor has left the pool.");
        Refused.When(command.MenteeWishes.Contains(mentor.PersonId), "wish-for-oneself", "Nobody mentors themselves.");
        Refused.When(mentor.Wishes.Count >= MostCohorts && !mentor.Wishes.ContainsKey(command.CohortId), "too-many-wishes",
            $"Wishes are kept for at most {MostCohorts} cohorts.");
        return new(mentor.Id, command.CohortId, command.MenteeWishes);
    }
}
