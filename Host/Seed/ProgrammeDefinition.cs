using System.Text.Json;
using Advance.Applications;
using Advance.Contracts;
using Advance.Host.Postgres;
using Advance.Strands;

namespace Advance.Host;

/// <summary>A programme as data: what is particular to ADVANCE stands in <c>Seed/advance.json</c>, another university writes its own.</summary>
public sealed record ProgrammeDefinition(
    IReadOnlyList<CharterSeed> Charter, IReadOnlyList<InstitutionSeed> Institutions, IReadOnlyList<CommitteeSeed> Committees, IReadOnlyList<StrandSeed> Strands)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
        ReadCommentHandling = JsonCommentHandling.Skip,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static ProgrammeDefinition Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<ProgrammeDefinition>(File.ReadAllText(file), Json) ?? throw new StartupRefused($"{file} is empty.");
        }
        catch (JsonException e)
        {
            throw new StartupRefused($"{file} is not a programme definition: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupRefused($"{file} cannot be read: {e.Message}");
        }
    }
}

public sealed record CharterSeed(string Version, DateOnly EffectiveFrom);

public sealed record InstitutionSeed(string Key, string Name, bool IsOwner = false);

public sealed record CommitteeSeed(string Key, string Name, CommitteeKind Kind);

public sealed record PolicySeed(DateOnly EffectiveFrom, StrandPolicy Policy);

public sealed record PartnerSeed(string Institution, DateOnly From);

public sealed record StrandSeed(string Key, string Name, StrandFormat Format, IReadOnlyList<PartnerSeed> Partners, IReadOnlyList<PolicySeed> Policies,
    IReadOnlyDictionary<string, string>? Notes = null, IReadOnlyList<AdoptQuestionnaire>? Questionnaires = null,
    IReadOnlyDictionary<string, DeclarationWords>? DeclarationWords = null);
