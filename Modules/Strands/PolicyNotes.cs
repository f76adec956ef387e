using System.Text.Json;
using Advance.Contracts;

namespace Advance.Strands;

/// <summary>
/// Why the fields of a policy are as they are, as the office noted it when it was adopted. A document: an event carries no free text.
/// </summary>
public record PolicyNotes
{
    /// <summary>The fields of a policy, as they are called in JSON: what a note can be on.</summary>
    public static readonly IReadOnlySet<string> Fields =
        typeof(StrandPolicy).GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)).ToHashSet(StringComparer.Ordinal);

    public Guid Id { get; init; }
    public IReadOnlyDictionary<string, string> Notes { get; init; } = new Dictionary<string, string>();

    public static Guid IdOf(Guid strandId, int policyVersion) => Ids.Of($"policy-notes-{policyVersion}", strandId);
}
