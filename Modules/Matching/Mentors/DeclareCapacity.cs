using System.Security.Claims;
using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Matching.Mentors;

public record DeclareCapacity(int Capacity);

/// <summary>
/// Say for how many mentees there is room, over all strands and cohorts (rule M3). Fewer than there are now ends nothing: it only
/// lets nobody new in. Refused with <c>mentor-retired</c>.
/// </summary>
public static class DeclareCapacityEndpoint
{
    public static void Validate(DeclareCapacity command) => Shape.Of(
        (command.Capacity is < 0 or > EnrolMentorEndpoint.MostMentees, "capacity",
            $"A mentor has room for 0 to {EnrolMentorEndpoint.MostMentees} mentees."));

    [WolverinePost("/api/mentors/{mentorId}/declare-capacity"), Authorize(Policies.Participant)]
    public static (Done, CapacityDeclared) Post(DeclareCapacity command, ClaimsPrincipal user,
        [WriteModel("mentorId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Mentor mentor)
    {
        Caller.Of(user).MustBe(mentor.PersonId);
        return (new(mentor.Id), Decide(mentor, command));
    }

    public static CapacityDeclared Decide(Mentor mentor, DeclareCapacity command)
    {
        Refused.When(mentor.Status == MentorStatus.Retired, "mentor-retired", "This mentor has left the pool.");
        return new(mentor.Id, mentor.PersonId, command.Capacity);
    }
}
