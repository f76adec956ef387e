using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Applications;

/// <summary>How many things were taken back, and how many were left because somebody had gone on with them.</summary>
public record CloseImport(int Undone, int Left);

/// <summary>
/// Close an import that was taken back; what it made was withdrawn and erased one by one, by the commands for that. Refused with
/// <c>import-undone</c>.
/// </summary>
public static class CloseImportEndpoint
{
    public static void Validate(CloseImport command) => Shape.Of(
        (command.Undone is < 0 or > 2 * RecordRowsEndpoint.MostRows, "undone", "A count of things."),
        (command.Left is < 0 or > 2 * RecordRowsEndpoint.MostRows, "left", "A count of things."));

    [WolverinePost("/api/imports/{importId}/close"), Authorize(Policies.Staff)]
    public static (Done, ImportUndone) Post(CloseImport command, [WriteModel("importId", LoadStyle = ModelConcurrencyStyle.Exclusive)] ImportRun import) =>
        (new(import.Id), Decide(import, command));

    public static ImportUndone Decide(ImportRun import, CloseImport command)
    {
        Refused.When(import.IsUndone, "import-undone", "This import was taken back.");
        return new(import.Id, command.Undone, command.Left);
    }
}
