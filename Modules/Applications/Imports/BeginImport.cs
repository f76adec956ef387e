using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Marten;

namespace Advance.Applications;

/// <summary>The kind is <c>applications</c> (to a cohort) or <c>mentors</c>.</summary>
public record BeginImport(string Kind, Guid? CohortId = null);

/// <summary>Begin an import: what its rows make is recorded under the id in the answer, so that it can be taken back.</summary>
public static class BeginImportEndpoint
{
    public static void Validate(BeginImport command) => Shape.Of(
        (command.Kind is not ("applications" or "mentors"), "kind", "Applications or mentors are imported."),
        (command.Kind == "applications" != command.CohortId.HasValue || command.CohortId == Guid.Empty, "cohortId",
            "Applications, and only they, are to a cohort."));

    [WolverinePost("/api/imports"), Authorize(Policies.Staff)]
    public static async Task<(Created, IStartStream)> Post(BeginImport command, IQuerySession session, CancellationToken cancel)
    {
        if (command.CohortId is { } cohort) await Desk.CallOfAsync(session, cohort, cancel);
        ImportBegun begun = new(Ids.New(), command.Kind, command.CohortId);
        return (new(begun.ImportId), MartenOps.StartStream<ImportRun>(begun.ImportId, begun));
    }
}
