using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>The resolution that releases the decisions: whose it is and its number there; need not be said when only one names the cohort.</summary>
public record ReleaseDecisions(Guid? CommitteeId = null, string? ResolutionNumber = null);

/// <summary>
/// Release all decisions of a cohort together (rule A7): from now on each applicant sees theirs, integrators hear
/// of them (each application's decision follows <c>decisions-released</c>), and offers can be made. By a
/// resolution of a steering or executive committee that names the cohort; without one only while nobody has a mandate in a steering
/// committee. Quorum and composition (rule S5) are looked at where the resolution is passed. Refused with <c>cohort-over</c>,
/// <c>already-released</c>, <c>call-still-open</c>, <c>undecided-applications</c>, <c>resolution-required</c>, <c>resolution-unknown</c>.
/// </summary>
public static class ReleaseDecisionsEndpoint
{
    public static void Validate(ReleaseDecisions command) => Shape.Of(
        (command.CommitteeId == Guid.Empty || (command.CommitteeId is null && command.ResolutionNumber is not null), "committeeId",
            "The committee whose resolution it is."),
        (command.ResolutionNumber is not null && !Shape.IsLine(command.ResolutionNumber, 60), "resolutionNumber",
            "A number is one line of at most 60 characters."),
        (command.CommitteeId is not null && command.ResolutionNumber is null, "resolutionNumber", "The number of the committee's resolution."));

    [WolverinePost("/api/cohorts/{cohortId}/release-decisions"), BodyIsOptional, Authorize(Policies.Staff)]
    public static async Task<Done> Post(Guid cohortId, ReleaseDecisions command, IDocumentSession session, TimeProvider clock,
        CancellationToken cancel)
    {
        // Before the lock: waiting for what was just committed must not keep other deciders waiting.
        var committees = await session.CommitteesAsync(cancel);
        var intake = await Desk.LockAsync(session, cohortId, cancel);
        var call = await Desk.CallOfAsync(session, cohortId, cancel);
        var released = Decide(intake.Aggregate ?? new(), call, committees, command, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        if (intake.Aggregate is null)
        {
            session.Events.StartStream<Intake>(Intake.IdOf(cohortId), released);
            return new(cohortId);
        }

        intake.AppendMany([released, .. Release.OfList(intake.Aggregate)]);
        await Release.TellAsync(session, intake.Aggregate, cancel);
        return new(cohortId);
    }

    public static DecisionsReleased Decide(Intake intake, Call call, IReadOnlyList<DecidingCommittee> committees, ReleaseDecisions command,
        DateOnly today)
    {
        call.MustNotBeOver();
        intake.MustNotBeReleased();
        Refused.When(call.Status is not CallStatus.Closed, "call-still-open", "Close the call of this cohort first.");
        Refused.When(intake.Count(Standing.Undecided) > 0, "undecided-applications",
            "Some applications of this cohort are not decided yet.");
        List<ReleaseDecisions> may = [.. committees.About(call.Id).Select(r => new ReleaseDecisions(r.CommitteeId, r.Number))];
        Refused.When(command.CommitteeId is not null && !may.Contains(command), "resolution-unknown",
            "No steering or executive committee has a resolution of this number that names the cohort.");
        var by = command.CommitteeId is not null ? command : may is [var only] ? only : new();
        Refused.When(by.CommitteeId is null && committees.Any(c => c.IsConstituted(today)), "resolution-required",
            "A steering committee is constituted: decisions are released by a resolution that names the cohort; of several, say which.");
        return new(call.Id, intake.Count(Standing.Holding), intake.Count(Standing.Waiting), intake.Count(Standing.WithoutPlace),
            by.ResolutionNumber, by.CommitteeId);
    }
}
