using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>
/// What became of the appeal, and the text, kept by People, with the reviewers' assessment. <c>OrWait</c>: when it is upheld and every
/// place is taken, the applicant waits first instead.
/// </summary>
public record DecideAppeal(AppealOutcome Outcome, Guid AssessmentTextId, bool OrWait = false);

/// <summary>What deciding an appeal writes: to the appeal, and when it is upheld to the application and the intake.</summary>
public record AppealRuling(AppealDecided Decided, Outcome? Remedy);

/// <summary>
/// Decide an appeal. Upheld, the application gets a free place; when there is none, it goes first on the waiting list if so asked. A
/// reviewer with whom a conflict became known since is none.
/// Refused with <c>cohort-over</c>, <c>application-withdrawn</c>, <c>no-appeal</c>, <c>appeal-decided</c>,
/// <c>appeal-without-reviewer</c>, <c>cohort-full</c>.
/// </summary>
public static class DecideAppealEndpoint
{
    public static void Validate(DecideAppeal command) => Shape.Of((command.AssessmentTextId == Guid.Empty, "assessmentTextId", "A text is named."));

    [WolverinePost("/api/applications/{applicationId}/decide-appeal"), Authorize(Policies.Staff)]
    public static async Task<Done> Post(Guid applicationId, DecideAppeal command, IDocumentSession session, CancellationToken cancel)
    {
        await KnowledgeOfReview.CatchUpAsync(session, cancel); // before the lock, which others wait for
        var desk = await Desk.OpenAsync(session, applicationId, cancel);
        var appeal = await session.Events.FetchForWriting<Appeal>(Appeal.IdOf(applicationId), cancel);
        var conflicts = await AppealConflicts.LoadAsync(session, desk.Application, appeal.Aggregate?.Reviewers ?? [], cancel);
        var ruling = Decide(desk.Application, desk.Intake, desk.Call, conflicts.Freed(appeal.Aggregate), command);
        appeal.AppendOne(ruling.Decided);
        if (ruling.Remedy is { } remedy) await desk.WriteAsync(remedy, cancel);
        return new(applicationId);
    }

    public static AppealRuling Decide(Application application, Intake intake, Call call, Appeal? appeal, DecideAppeal command)
    {
        call.MustNotBeOver();
        application.MustNotBeWithdrawn();
        Refused.When(appeal is null, "no-appeal", "There is no appeal for this application.");
        appeal!.MustBeOpen();
        Refused.When(appeal.Reviewers.Count == 0, "appeal-without-reviewer", "Give the appeal a reviewer of its own first, free of conflict.");
        AppealDecided decided = new(application.Id, application.CohortId, application.PersonId, command.Outcome, command.AssessmentTextId);
        if (command.Outcome is AppealOutcome.Dismissed) return new(decided, null);
        Refused.When(intake.IsFull(call) && !command.OrWait, "cohort-full",
            "Every place of this cohort is taken: raise its cap by a resolution, or let the applicant wait first.");
        return new(decided, intake.IsFull(call)
            ? new(new ApplicationWaitlisted(application.Id, application.CohortId, application.PersonId, 1),
                [new WaitJoined(application.CohortId, application.Id, 1)])
            : new(new ApplicationSelected(application.Id, application.CohortId, application.PersonId, application.InstitutionId),
                [new PlaceTaken(application.CohortId, application.Id)]));
    }
}
