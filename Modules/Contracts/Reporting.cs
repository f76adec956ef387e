namespace Advance.Contracts;

/// <summary>
/// A report was issued, pinned to a position of the log: everything up to and including it, nothing behind it. The digest is the
/// SHA-256 of its canonical JSON, in lower-case hex. An issued report never changes (rule R1). What makes it verifiable offline
/// (docs/auditors.md): <c>Position</c> counts the leaves of the log that it rests on, <c>PreviousTreeSize</c> those that the checkpoint
/// of the report before it covers (0 for the first), <c>Digests</c> has the SHA-256 of each of its files in base64url.
/// </summary>
public record ReportIssued(Guid ReportId, Guid CohortId, string Kind, long AsOf, string Digest, int ReportVersion, Guid? Supersedes,
    long Position = 0, long PreviousTreeSize = 0, string CodeVersion = "", string ProjectionVersion = "",
    string DisclosurePolicyVersion = "", string TimeZone = "", IReadOnlyDictionary<string, string>? Digests = null);
