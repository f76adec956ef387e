using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Applications;

/// <summary>Rows that made something, at most 200 at once.</summary>
public record RecordRows(IReadOnlyList<ImportedRow> Rows);

/// <summary>Record what rows of an import made. Refused with <c>import-undone</c>, <c>too-many-rows</c>.</summary>
public static class RecordRowsEndpoint
{
    public const int MostRows = 20_000;
    private const int MostVersion = 1_000_000;

    public static void Validate(RecordRows command) => Shape.Of(
        (command.Rows.Count is 0 or > 200 || !command.Rows.All(IsRow), "rows", "1 to 200 rows, each with its line and its person."));

    private static bool IsRow(ImportedRow row) => row is
    {
        Line: >= 1 and <= 10_000_000,
        PersonVersion: null or (>= 1 and <= MostVersion),
        ThingVersion: null or (>= 1 and <= MostVersion),
        Texts: >= 0 and <= 100,
    }
        && row.PersonId != Guid.Empty && row.ThingId != Guid.Empty;

    [WolverinePost("/api/imports/{importId}/record-rows"), Authorize(Policies.Staff)]
    public static (Done, RowsImported) Post(RecordRows command, [WriteModel("importId", LoadStyle = ModelConcurrencyStyle.Exclusive)] ImportRun import) =>
        (new(import.Id), Decide(import, command));

    public static RowsImported Decide(ImportRun import, RecordRows command)
    {
        Refused.When(import.IsUndone, "import-undone", "This import was taken back.");
        Refused.When(import.Rows + command.Rows.Count > MostRows, "too-many-rows", "An import has at most 20,000 rows.");
        return new(import.Id, command.Rows);
    }
}
