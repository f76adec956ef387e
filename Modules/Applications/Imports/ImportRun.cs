using Advance.Contracts;
using JasperFx;

namespace Advance.Applications;

/// <summary>
/// What one row of a file made: the person and the version the person had then (null when somebody known was found), the application or
/// mentor with its version (null when none was made), and how many texts and answers were written.
/// </summary>
public record ImportedRow(int Line, Guid PersonId, int? PersonVersion, Guid? ThingId, int? ThingVersion, int Texts);

/// <summary>An import of a file began: of applications to a cohort, or of mentors. Private, as are the two below.</summary>
public record ImportBegun(Guid ImportId, string Kind, Guid? CohortId);

/// <summary>These rows made something.</summary>
public record RowsImported(Guid ImportId, IReadOnlyList<ImportedRow> Rows);

/// <summary>An import was taken back as far as nobody had gone on with what it made.</summary>
public record ImportUndone(Guid ImportId, int Undone, int Left);

/// <summary>One import, so that it can be taken back. The rows stand in the events only.</summary>
public record ImportRun : IFold<ImportRun>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public string Kind { get; init; } = "";
    public Guid? CohortId { get; init; }
    public int Rows { get; init; }
    public bool IsUndone { get; init; }
    public int Undone { get; init; }
    public int Left { get; init; }

    public ImportRun Evolve(object e) => e switch
    {
        ImportBegun begun => this with { Id = begun.ImportId, Kind = begun.Kind, CohortId = begun.CohortId },
        RowsImported imported => this with { Rows = Rows + imported.Rows.Count },
        ImportUndone undone => this with { IsUndone = true, Undone = undone.Undone, Left = undone.Left },
        _ => this,
    };
}
