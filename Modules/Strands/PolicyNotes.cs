using System.Text.Json;
using Advance.Contracts;

namespace Advance.Strands;

/// <summary>A declaration as people read it, in the languages of the programme.</summary>
public record DeclarationWords(string En, string? Fr = null, string? De = null)
{
    internal bool AreLines => Shape.IsLine(En, 500) && (Fr is null || Shape.IsLine(Fr, 500)) && (De is null || Shape.IsLine(De, 500));
}

/// <summary>
/// Why the fields of a policy are as they are, as the office noted it when it was adopted. A document: an event carries no free text.
/// </summary>
public record PolicyNotes
{
    /// <summary>The fields of a policy, as they are called in JSON: what a note can be on.</summary>
    public static readonly IReadOnlySet<string> Fields =
        typeof(StrandPolicy).GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)).ToHashSet(StringComparer.Ordinal);

    public Guid Id { get; init; }

    /// <summary>What people are asked to declare, in words, by the keys of the policy's declarations.</summary>
    public IReadOnlyDictionary<string, DeclarationWords> Declarations { get; init; } = new Dictionary<string, DeclarationWords>();
    public IReadOnlyDictionary<string, string> Notes { get; init; } = new Dictionary<string, string>();

    public static PolicyNotes Of(Guid strandId, int policyVersion, IReadOnlyDictionary<string, string>? notes,
        IReadOnlyDictionary<string, DeclarationWords>? declarations) => new()
        {
            Id = IdOf(strandId, policyVersion),
            Notes = notes ?? new Dictionary<string, string>(),
            Declarations = declarations ?? new Dictionary<string, DeclarationWords>(),
        };

    public static Guid IdOf(Guid strandId, int policyVersion) => Ids.Of($"policy-notes-{policyVersion}", strandId);
}
