using System.Security.Claims;
using Advance.Contracts;
using Advance.Matching.Mentees;
using Advance.Matching.Rounds;
using Advance.Shared;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine;
using Wolverine.Http;

namespace Advance.Matching.Requests;

/// <summary>The mentee's person, and the mentor of the pool.</summary>
public record RequestMentor(Guid CohortId, Guid PersonId, Guid MentorId);

/// <summary>
/// Ask for a mentor, as a mentee of the cohort who has none; staff decide, and until they propose the pair the mentor learns nothing.
/// At most three requests are open at once, each for 21 days. A mentor whom any rule excludes, or who has no room, is answered with one
/// and the same refusal, which says nothing about the mentor. Refused with <c>cohort-over</c>, <c>not-one-on-one</c>,
/// <c>requests-not-taken</c>, <c>not-a-mentee</c>, <c>mentee-unavailable</c>, <c>already-requested</c>, <c>too-many-mentor-requests</c>,
/// <c>mentor-not-available</c>.
/// </summary>
public static class RequestMentorEndpoint
{
    public const int MostOpen = 3;

    /// <summary>Requests of a mentee in one cohort, closed ones included.</summary>
    public const int MostInAll = 20;
    public const int DaysOpen = 21;

    public static void Validate(RequestMentor command) => Shape.Of(
        (command.CohortId == Guid.Empty, "cohortId", "In which cohort?"),
        (command.PersonId == Guid.Empty, "personId", "For which mentee?"),
        (command.MentorId == Guid.Empty, "mentorId", "For which mentor?"));

    [WolverinePost("/api/mentor-requests"), Authorize(Policies.Participant)]
    public static async Task<(Created, OutgoingMessages)> Post(RequestMentor command, ClaimsPrincipal user, IDocumentSession session, TimeProvider clock,
        CancellationToken cancel)
    {
        command = command with { PersonId = await session.AsMenteeAsync(command.CohortId, Caller.Of(user), command.PersonId, cancel) };
        var now = await OutsideRounds.OfMenteeAsync(session, command.CohortId, command.PersonId, cancel);
        await session.HoldAsync(Ids.Of("mentees", command.CohortId), cancel); // as whoever proposes somebody to the mentee does
        var mentee = await session.LoadAsync<Mentee>(Mentee.IdOf(command.CohortId, command.PersonId), cancel);
        var requests = await session.Query<MentorRequest>().Where(r => r.CohortId == command.CohortId && r.MenteeId == command.PersonId).ToListAsync(cancel);
        var (requested, named) = Decide(now.Cohort, now.Rules, now.Frozen is not null, mentee, requests, now.RulesAgainst(command.MentorId), command,
            Ids.New(), clock.GetUtcNow());
        session.Events.StartStream<MentorRequest>(requested.RequestId, requested, named);
        OutgoingMessages lapse = [];
        lapse.Delay(new LapseRequest(requested.RequestId), TimeSpan.FromDays(DaysOpen));
        return (new(requested.RequestId), lapse);
    }

    public static (MentorRequested, MentorNamed) Decide(CohortOfRound cohort, MatchingRules? rules, bool isMentee, Mentee? mentee,
        IReadOnlyList<MentorRequest> requests, IReadOnlyList<string>? rulesAgainst, RequestMentor command, Guid id, DateTimeOffset now)
    {
        Refused.When(cohort.IsOver, "cohort-over", "This cohort is completed or cancelled.");
        Refused.When(cohort.Format != StrandFormat.OneOnOne, "not-one-on-one", "Only a one-on-one cohort is matched in pairs.");
        Refused.When(rules?.WithoutRequests == true, "requests-not-taken", "In this strand mentees do not ask for mentors; rounds match them.");
        Refused.When(!isMentee, "not-a-mentee", "This person is no mentee of this cohort.");
        Refused.When(mentee?.MentorshipId is not null, "mentee-unavailable", "This mentee has a mentor, or a proposal to answer.");
        var open = requests.Where(r => r.IsOpen && r.Until > now).ToList();
        Refused.When(open.Any(r => r.MentorId == command.MentorId), "already-requested", "This mentor is asked for already.");
        Refused.When(open.Count >= MostOpen || requests.Count >= MostInAll, "too-many-mentor-requests",
            $"At most {MostOpen} requests are open at once, and {MostInAll} are made in a cohort.");
        Refused.When(rulesAgainst is not [], "mentor-not-available", "This mentor cannot be asked for at the moment.");
        return (new(id, command.CohortId, command.PersonId, now.AddDays(DaysOpen)), new(id, command.MentorId));
    }
}
