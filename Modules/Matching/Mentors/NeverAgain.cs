using System.Security.Claims;
using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;
using Appended = Wolverine.Marten.Events;

namespace Advance.Matching.Mentors;

/// <summary>The mentee's person.</summary>
public record NeverAgain(Guid MenteeId);

/// <summary>
/// Say that this mentor and this mentee are never to be proposed to each other again, in any cohort: by one of the two, or by staff for
/// them. Nobody records who asked, and asking twice is answered the same as asking once.
/// </summary>
public static class NeverAgainEndpoint
{
    [WolverinePost("/api/mentors/{mentorId}/never-again"), Authorize(Policies.Participant)]
    public static (Done, Appended) Post(NeverAgain command, ClaimsPrincipal user,
        [WriteModel("mentorId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Mentor mentor)
    {
        if (!Caller.Of(user).Is(mentor.PersonId)) Caller.Of(user).MustBe(command.MenteeId);
        return (new(mentor.Id), [.. Decide(mentor, command)]);
    }

    public static IReadOnlyList<object> Decide(Mentor mentor, NeverAgain command) =>
        mentor.NeverAgain.Contains(command.MenteeId) ? [] : [new PairRuledOut(mentor.Id, command.MenteeId)];
}
