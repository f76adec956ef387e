using System.Text.Json;

namespace Advance.Contracts;

/// <summary>What a permit opens.</summary>
public enum PermittedThing { Text, File, Answers }

/// <summary>
/// That a person may read one thing of one case. It must be the applicant's or that of one of <c>OwnerIds</c> (who assessed); the
/// reading is noted with the applicant, or where there is none (an opinion of the advisory board) with its owner. <c>Kind</c> is what the
/// case calls it. <c>IsNameless</c>: it is answered without anything that says whose it is.
/// </summary>
public readonly record struct ReadingPermit(Guid ReaderId, PermittedThing Thing, Guid ThingId, string Kind, Guid ApplicantId,
    IReadOnlyList<Guid> OwnerIds, bool IsNameless, DateTimeOffset IssuedAt)
{
    /// <summary>So long a permit opens; whoever still may read gets another one with the next look at the case.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    /// <summary>The header in which a permit is sent: no address that is logged holds one.</summary>
    public const string Header = "Reading-Permit";
}

/// <summary>
/// Makes permits that nobody else can make, read or alter, and reads them again. The module that knows who may see a case hands them out;
/// the one that keeps the texts honours them, and neither asks the other. The Host gives the seal, one for all nodes.
/// </summary>
public sealed class ReadingPermits(Func<string, string> seal, Func<string, string?> unseal)
{
    private const int Longest = 4000;

    public string Issue(ReadingPermit permit) => seal(JsonSerializer.Serialize(permit));

    /// <summary>What was issued, or null for anything else.</summary>
    public ReadingPermit? Read(string? text) =>
        text is { Length: > 0 and <= Longest } && unseal(text) is { } json ? JsonSerializer.Deserialize<ReadingPermit>(json) : null;
}
