using Advance.Contracts;
using Advance.Matching.Mentorships;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Matching.Conflicts;

/// <summary>How the case was settled.</summary>
public record SettleConflict(ConflictRemedy Remedy);

/// <summary>
/// Settle a conflict that arose in a mentorship. Refused with <c>conflict-settled</c>, <c>mentorship-still-runs</c>.
/// </summary>
public static class SettleConflictEndpoint
{
    [WolverinePost("/api/conflicts/{conflictId}/settle"), Authorize(Policies.Staff)]
    public static async Task<Done> Post(Guid conflictId, SettleConflict command, IDocumentSession session, CancellationToken cancel)
    {
        var known = Missing.Unless(await session.LoadAsync<Conflict>(conflictId, cancel), "conflict");
        var mentorship = Missing.Unless(await session.LoadAsync<Mentorship>(known.MentorshipId, cancel), "mentorship");
        var stream = await session.Events.FetchForExclusiveWriting<Conflict>(conflictId, cancel);
        stream.AppendOne(Decide(stream.Aggregate!, mentorship, command));
        return new(conflictId);
    }

    public static ConflictSettled Decide(Conflict conflict, Mentorship mentorship, SettleConflict command)
    {
        Refused.When(!conflict.IsOpen, "conflict-settled", "This case is settled already.");
        Refused.When(command.Remedy == ConflictRemedy.MentorshipOver && (mentorship.AwaitsAnswer || mentorship.Status == MentorshipStatus.Running),
            "mentorship-still-runs", "The mentorship still runs or is still proposed; end it first.");
        return new(conflict.Id, conflict.MentorshipId, conflict.CohortId, command.Remedy);
    }
}
