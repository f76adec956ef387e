using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>The number of the draw; and the resolution that sets it aside: whose it is and its number there.</summary>
public record SetLotsAside(int Number, Guid? CommitteeId = null, string? ResolutionNumber = null);

/// <summary>
/// Set a draw aside, openly: it binds nobody any more, and lots may be drawn anew. By a resolution of a steering or executive committee
/// that names the cohort; without one only while nobody has a mandate in a steering committee. Refused with <c>cohort-over</c>,
/// <c>lots-not-drawn</c>, <c>lots-already-set-aside</c>, <c>resolution-required</c>, <c>resolution-unknown</c>.
/// </summary>
public static class SetLotsAsideEndpoint
{
    public static void Validate(SetLotsAside command) => Shape.Of(
        (command.Number < 1, "number", "Draws are numbered from 1."),
        (command.CommitteeId == Guid.Empty, "committeeId", "The committee whose resolution it is."),
        (command.ResolutionNumber is not null && !Shape.IsLine(command.ResolutionNumber, 60), "resolutionNumber",
            "A number is one line of at most 60 characters."),
        ((command.CommitteeId is null) != (command.ResolutionNumber is null), "resolutionNumber",
            "A resolution is named by its committee and its number."));

    [WolverinePost("/api/cohorts/{cohortId}/set-lots-aside"), Authorize(Policies.Staff)]
    public static async Task<Done> Post(Guid cohortId, SetLotsAside command, IDocumentSession session, TimeProvider clock, CancellationToken cancel)
    {
        var committees = await session.CommitteesAsync(cancel); // before the lock
        var intake = await Desk.LockAsync(session, cohortId, cancel);
        var call = await Desk.CallOfAsync(session, cohortId, cancel);
        var stream = await session.Events.FetchForWriting<Lottery>(Lottery.IdOf(cohortId), cancel);
        var aside = Decide(stream.Aggregate ?? new(), call, committees, command, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        stream.AppendOne(Prepared.Unless(intake.Aggregate?.IsReleased == true, aside));
        return new(cohortId);
    }

    public static LotsSetAside Decide(Lottery lottery, Call call, IReadOnlyList<DecidingCommittee> committees, SetLotsAside command, DateOnly today)
    {
        call.MustNotBeOver();
        var draw = lottery.Draws.FirstOrDefault(d => d.Number == command.Number && d.Order is not null);
        Refused.When(draw is null, "lots-not-drawn", "No lots of this number were drawn for this cohort.");
        Refused.When(draw!.IsSetAside, "lots-already-set-aside", "These lots are set aside already.");
        Refused.When(command.CommitteeId is null && committees.Any(c => c.IsConstituted(today)), "resolution-required",
            "A steering committee is constituted: lots are set aside by a resolution that names the cohort; say which.");
        Refused.When(command.CommitteeId is { } id && !committees.About(call.Id).Contains((id, command.ResolutionNumber!)), "resolution-unknown",
            "No steering or executive committee has a resolution of this number that names the cohort.");
        return new(call.Id, command.Number, command.CommitteeId, command.ResolutionNumber);
    }
}
