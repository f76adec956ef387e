using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Advance.Contracts;

namespace Advance.Matching.Rounds;

/// <summary>A mentee as frozen; topics in lower case, wishes are persons, the first wish first.</summary>
public record FrozenMentee(Guid PersonId, Guid InstitutionId, IReadOnlyList<string> Topics, IReadOnlyList<Guid> Wishes,
    IReadOnlyList<string> Languages);

/// <summary>A mentor as frozen, with the places free at that moment; wishes are persons, the first wish first, null where none were stated.</summary>
public record FrozenMentor(Guid MentorId, Guid PersonId, Guid? InstitutionId, bool IsExternal, bool IsPaused, int Free, int Completed,
    IReadOnlyList<string> Topics, IReadOnlyList<string> Languages,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Guid>? Wishes = null);

/// <summary>A relationship as frozen; for supervision and line management the first is above the other.</summary>
public record FrozenRelationship(Guid PersonId, Guid OtherPersonId, RelationshipKind Kind, DateOnly From, DateOnly? Until);

/// <summary>A unit somebody worked in, from a day to the day before the next one began (open when null).</summary>
public record FrozenUnit(Guid PersonId, Guid InstitutionId, string Unit, DateOnly From, DateOnly? Until);

/// <summary>Two who were proposed to each other before: <c>Refused</c> by one of them, or a mentorship that is over.</summary>
public record FrozenHistory(Guid MenteeId, Guid MentorId, bool Refused);

/// <summary>A pair that staff pinned or forbade.</summary>
public record FrozenPair(Guid MenteeId, Guid MentorId);

/// <summary>A mentorship that runs when a rematch is computed, with the meetings counted so far; moving it is to be avoided.</summary>
public record FrozenFormer(Guid MenteeId, Guid MentorId, Guid MentorshipId, int Meetings);

/// <summary>A mentee's person and a mentor's person who are one person under two ids.</summary>
public record FrozenIdentity(Guid MenteeId, Guid MentorPersonId);

/// <summary>
/// Everything a plan depends on, in canonical order: ids only, no name, no text. From these bytes anyone computes the same plan.
/// </summary>
public record FrozenRound(string Form, string Engine, string Policy, Guid RoundId, Guid CohortId, DateOnly StartsOn, DateOnly EndsOn,
    int LookBackYears, bool ExternalMentorsOnly, int MostWishes, string Seed, int WeightsVersion, Weights Weights, IReadOnlyList<string> Rules,
    IReadOnlyList<FrozenMentee> Mentees, IReadOnlyList<FrozenMentor> Mentors, IReadOnlyList<FrozenRelationship> Relationships,
    IReadOnlyList<FrozenUnit> Units, IReadOnlyList<FrozenHistory> History, IReadOnlyList<FrozenPair> Pins, IReadOnlyList<FrozenPair> Forbids,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<FrozenFormer>? Former = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? RulesVersion = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<FrozenIdentity>? Same = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Guid>? Institutions = null)
{
    public const string TheForm = "advance-matching-inputs/1";
    public const string TheEngine = "advance-matching/1";

    /// <summary>The same facts in the one order in which they are written, whatever order they were found in.</summary>
    public FrozenRound InOrder() => this with
    {
        Mentees = [.. Mentees.OrderBy(m => Key(m.PersonId), StringComparer.Ordinal)],
        Mentors = [.. Mentors.OrderBy(m => Key(m.PersonId), StringComparer.Ordinal)], // a mentor's own id is a hash
        Relationships = [.. Relationships.Distinct()
            .OrderBy(r => $"{Key(r.PersonId)}{Key(r.OtherPersonId)}{(int)r.Kind}{r.From:O}{r.Until:O}", StringComparer.Ordinal)],
        Units = [.. Units.Distinct().OrderBy(u => $"{Key(u.PersonId)}{u.From:O}{Key(u.InstitutionId)}{u.Unit}{u.Until:O}", StringComparer.Ordinal)],
        History = [.. History.Distinct().OrderBy(h => $"{Key(h.MenteeId)}{Key(h.MentorId)}{h.Refused}", StringComparer.Ordinal)],
        Pins = [.. Pins.Distinct().OrderBy(p => $"{Key(p.MenteeId)}{Key(p.MentorId)}", StringComparer.Ordinal)],
        Former = Former is null ? null : [.. Former.OrderBy(f => Key(f.MenteeId), StringComparer.Ordinal)],
        Same = Same is null ? null : [.. Same.OrderBy(s => $"{Key(s.MenteeId)}{Key(s.MentorPersonId)}", StringComparer.Ordinal)],
        Institutions = Institutions is null ? null : [.. Institutions.Distinct().OrderBy(Key, StringComparer.Ordinal)],
        Forbids = [.. Forbids.Distinct().OrderBy(p => $"{Key(p.MenteeId)}{Key(p.MentorId)}", StringComparer.Ordinal)],
    };

    /// <summary>What a thing is ordered by.</summary>
    public static string Key(Guid id) => id.ToString("D");

    /// <summary>
    /// The name under which a mentee or mentor draws lots: the place in this order, from 1. An id is drawn at random, so lots over
    /// ids would fall differently in a second play of the same story with the same seed.
    /// </summary>
    public static string Lot(int index) => (index + 1).ToString("D4", CultureInfo.InvariantCulture);
}

/// <summary>The one way in which frozen inputs and plans are written: members as declared, no blanks, UTF-8.</summary>
public static class Canonical
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Options)!;

    /// <summary>SHA-256 over the UTF-8 bytes, in lower-case hex.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
