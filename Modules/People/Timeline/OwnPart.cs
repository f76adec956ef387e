using System.Text.Json;
using System.Text.Json.Nodes;

namespace Advance.People;

/// <summary>
/// What of an event is for one of the persons whom it names. The rule knows no event by name, so it holds for those of tomorrow: of a list
/// only the entries stay that name the person, or nobody; whoever stands beside them there is another person's business. An event that
/// names the person by themselves is theirs: it keeps the other side of what it tells (their mentor, the person they are related to) and
/// whom they wished for. One that names them in a list only is about many, or about somebody else, and keeps no other person's id at all.
/// </summary>
public static class OwnPart
{
    /// <summary>Lists of other persons that are the word of whom the event is about.</summary>
    private static readonly IReadOnlySet<string> Said = new HashSet<string>(StringComparer.Ordinal) { "mentorWishes" };

    /// <summary>For the access export.</summary>
    public static JsonElement Of(JsonElement data, IReadOnlyList<Guid> own) => Element(data, new(own, NamesOthers: true));

    /// <summary>For the person's own timeline, which names nobody else at all and leaves out what is empty.</summary>
    public static JsonElement WithoutOthers(JsonElement data, IReadOnlyList<Guid> own) => Element(data, new(own, NamesOthers: false));

    private static JsonElement Element(JsonElement data, Reader reader) => JsonSerializer.SerializeToElement(reader.Part(data, isTheirs: false));

    private sealed record Reader(IReadOnlyList<Guid> Own, bool NamesOthers)
    {
        public JsonObject Part(JsonElement part, bool isTheirs)
        {
            isTheirs |= part.EnumerateObject().Any(m => IsOwn(m.Value));
            JsonObject kept = [];
            foreach (var member in part.EnumerateObject())
            {
                if (Guid.TryParse(member.Name, out var key) && !Own.Contains(key)) continue; // a table by persons
                var value = member.Value;
                if (value.ValueKind is JsonValueKind.Array) kept[member.Name] = List(value, isTheirs && NamesOthers && Said.Contains(member.Name));
                else if (value.ValueKind is JsonValueKind.Object) kept[member.Name] = Part(value, isTheirs);
                else if (!IsId(value) || IsOwn(value) || IsThing(member.Name) || (isTheirs && NamesOthers))
                {
                    if (NamesOthers || value.ValueKind is not JsonValueKind.Null) kept[member.Name] = JsonNode.Parse(value.GetRawText());
                }
            }

            return kept;
        }

        private JsonArray List(JsonElement list, bool isSaid) => [.. list.EnumerateArray().Where(entry => isSaid || Names(entry, IsOwn) || !NamesSomebody(entry))
            .Select(entry => entry.ValueKind switch
            {
                JsonValueKind.Object => Part(entry, isTheirs: false),
                JsonValueKind.Array => List(entry, isSaid),
                _ => JsonNode.Parse(entry.GetRawText()),
            })];

        private bool IsOwn(JsonElement value) => IsId(value) && Own.Contains(value.GetGuid());

        private static bool IsId(JsonElement value) => value.ValueKind is JsonValueKind.String && value.TryGetGuid(out _);

        private static bool IsThing(string member) => EventsOfPeople.Things.Contains(char.ToUpperInvariant(member[0]) + member[1..]);

        /// <summary>Whether any value in this part is one.</summary>
        private static bool Names(JsonElement part, Func<JsonElement, bool> isOne) => part.ValueKind switch
        {
            JsonValueKind.Object => part.EnumerateObject().Any(m => Names(m.Value, isOne)),
            JsonValueKind.Array => part.EnumerateArray().Any(entry => Names(entry, isOne)),
            _ => isOne(part),
        };

        /// <summary>Whether this part has an id that may be a person's; one that stands in a list for itself always may.</summary>
        private static bool NamesSomebody(JsonElement part) => part.ValueKind switch
        {
            JsonValueKind.Object => part.EnumerateObject().Any(m => m.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array
                ? NamesSomebody(m.Value) : IsId(m.Value) && !IsThing(m.Name)),
            JsonValueKind.Array => part.EnumerateArray().Any(NamesSomebody),
            _ => IsId(part),
        };
    }
}
