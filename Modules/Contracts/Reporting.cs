namespace Advance.Contracts;

/// <summary>
/// A report was issued, pinned to a position of the log: everything up to and including it, nothing behind it. The digest is the
/// SHA-256 of its canonical JSON, in lower-case hex. An issued report never changes (rule R1).
/// </summary>
public record ReportIssued(Guid ReportId, Guid CohortId, string Kind, long AsOf, string Digest, int ReportVersion, Guid? Supersedes);
