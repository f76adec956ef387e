namespace Advance.Reporting.Document;

/// <summary>A report as blocks to read: every output (HTML now, print and spreadsheet later) draws these and nothing else.</summary>
public sealed record ReportDocument(string Title, string Subtitle, IReadOnlyList<Block> Blocks);

/// <summary>A part of a document.</summary>
public abstract record Block;

public sealed record Heading(string Text) : Block;

public sealed record Paragraph(string Text) : Block;

/// <summary>Facts by name.</summary>
public sealed record FactsBlock(IReadOnlyList<(string Name, string Value)> Facts) : Block;

/// <summary>The few numbers that are read first.</summary>
public sealed record KeyFigures(IReadOnlyList<KeyFigure> Figures) : Block;

public sealed record KeyFigure(string Name, string Value, string Below, string? Note);

/// <summary>A table; the first cell of a row names it. Numeric columns are set right.</summary>
public sealed record TableBlock(string Caption, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<Cell>> Rows, IReadOnlySet<int> Numeric) : Block;

/// <summary>A cell, and what must be said of it.</summary>
public sealed record Cell(string Text, bool IsMuted = false);

public sealed record Notes(IReadOnlyList<string> Items) : Block;

/// <summary>How to check that this is what was issued.</summary>
public sealed record Verification(IReadOnlyList<(string Name, string Value)> Facts, IReadOnlyList<string> Steps) : Block;
