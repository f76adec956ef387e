using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Strands;

/// <summary>Who takes no part, and in what: a cohort, or a subject by its key; never why.</summary>
public record RecuseMember(Guid PersonId, Guid? CohortId = null, string? SubjectKey = null);

/// <summary>
/// Recuse oneself, or (staff) another, from what a meeting decides on a cohort or subject: who is recused does not count for quorum,
/// composition and votes on it. Refused with <c>meeting-closed</c>, <c>cohort-unknown</c>, <c>person-merged</c>,
/// <c>not-present</c>, <c>already-recused</c>.
/// </summary>
public static class RecuseMemberEndpoint
{
    public static void Validate(RecuseMember command) => Shape.Of(
        ((command.CohortId is null) == (command.SubjectKey is null), "cohortId", "Either a cohort or the key of a subject."),
        (command.SubjectKey is not null && !Shape.IsKey(command.SubjectKey), "subjectKey", "A key has 2 to 60 of a-z, 0-9, dot and hyphen."));

    [WolverinePost("/api/meetings/{meetingId}/recuse"), Authorize(Policies.Committee)]
    public static async Task<(Done, MemberRecused)> Post(RecuseMember command, ClaimsPrincipal user,
        [WriteModel("meetingId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Meeting meeting, IDocumentSession session, CancellationToken cancel)
    {
        Caller.Of(user).MustBe(command.PersonId);
        var isKnown = command.CohortId is not { } cohortId || await session.LoadAsync<Cohort>(cohortId, cancel) is not null;
        var isMerged = await session.InUseAsync(command.PersonId, cancel) != command.PersonId;
        return (new(meeting.Id), Decide(meeting, isKnown, command, isMerged));
    }

    public static MemberRecused Decide(Meeting meeting, bool cohortKnown, RecuseMember command, bool isMerged = false)
    {
        meeting.MustBeOpen();
        Refused.When(!cohortKnown, "cohort-unknown", "There is no cohort with this id.");
        Refused.When(isMerged, "person-merged", "This identity was merged into another; use that one.");
        Refused.When(meeting.Present.All(a => a.PersonId != command.PersonId), "not-present", "This person is not recorded as present.");
        Refused.When(meeting.IsRecused(command.PersonId, command.CohortId, command.SubjectKey), "already-recused", "This person is recused from it already.");
        return new(meeting.Id, command.PersonId, command.CohortId, command.SubjectKey);
    }
}
