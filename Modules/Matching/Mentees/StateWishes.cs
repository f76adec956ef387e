using System.Security.Claims;
using Advance.Contracts;
using Advance.Matching.Rounds;
using Advance.Shared;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Matching.Mentees;

/// <summary>Persons wished for as mentor, the first wish first, at most 10; none takes all wishes back.</summary>
public record StateWishes(Guid PersonId, IReadOnlyList<Guid> MentorWishes);

/// <summary>
/// Ask for mentors in place of those named in the application; the next computation of a round weighs it. Refused with
/// <c>not-a-mentee</c>, <c>wish-for-oneself</c>.
/// </summary>
public static class StateWishesEndpoint
{
    public const int MostWishes = 10;

    public static void Validate(StateWishes command) => Shape.Of(Check(command.MentorWishes, "mentorWishes"));

    internal static (bool, string, string) Check(IReadOnlyList<Guid>? wishes, string field) =>
        (wishes is null || wishes.Count > MostWishes || wishes.Distinct().Count() != wishes.Count, field, $"Up to {MostWishes} persons, each once.");

    [WolverinePost("/api/cohorts/{cohortId}/state-wishes"), Authorize(Policies.Participant)]
    public static async Task<Done> Post(Guid cohortId, StateWishes command, ClaimsPrincipal user, IDocumentSession session, CancellationToken cancel)
    {
        command = command with { PersonId = await session.AsMenteeAsync(cohortId, Caller.Of(user), command.PersonId, cancel) };
        var id = Mentee.IdOf(cohortId, command.PersonId);
        var accepted = await session.QueryForNonStaleData<MenteeOfCohort>(PoolOfCohort.Patience).FirstOrDefaultAsync(m => m.Id == id, cancel);
        var stated = Decide(accepted, cohortId, command);
        await session.HoldAsync(Ids.Of("mentees", cohortId), cancel); // as publishing does, which may start the same stream
        if (await session.LoadAsync<Mentee>(id, cancel) is null) session.Events.StartStream<Mentee>(id, stated);
        else session.Events.Append(id, stated);
        return new(id);
    }

    public static MenteeWishesStated Decide(MenteeOfCohort? mentee, Guid cohortId, StateWishes command)
    {
        Refused.When(mentee is not { IsMentee: true }, "not-a-mentee", "This person is no mentee of this cohort.");
        Refused.When(command.MentorWishes.Contains(command.PersonId), "wish-for-oneself", "Nobody mentors themselves.");
        return new(cohortId, command.PersonId, command.MentorWishes);
    }
}
