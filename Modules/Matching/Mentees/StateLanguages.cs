using System.Security.Claims;
using Advance.Contracts;
using Advance.Matching.Mentors;
using Advance.Matching.Rounds;
using Advance.Shared;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Matching.Mentees;

/// <summary>Language codes such as <c>en</c>; none takes back what was stated.</summary>
public record StateLanguages(Guid PersonId, IReadOnlyList<string> Languages);

/// <summary>
/// State in which languages a mentee of the cohort can be mentored; a mentor who states languages and shares none is then not
/// eligible. Refused with <c>not-a-mentee</c>.
/// </summary>
public static class StateLanguagesEndpoint
{
    public static void Validate(StateLanguages command) => Shape.Of(
        (command.Languages.Count > 20 || command.Languages.Any(l => !Shape.IsLine(l, 20)), "languages", "Up to 20 languages of at most 20 characters."));

    [WolverinePost("/api/cohorts/{cohortId}/state-languages"), Authorize(Policies.Participant)]
    public static async Task<Done> Post(Guid cohortId, StateLanguages command, ClaimsPrincipal user, IDocumentSession session, CancellationToken cancel)
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

    public static MenteeLanguagesStated Decide(MenteeOfCohort? mentee, Guid cohortId, StateLanguages command)
    {
        Refused.When(mentee is not { IsMentee: true }, "not-a-mentee", "This person is no mentee of this cohort.");
        return new(cohortId, command.PersonId, EnrolMentorEndpoint.Tidy(command.Languages));
    }
}
