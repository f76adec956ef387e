using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Advance.People;

namespace Advance.Tests.House;

/// <summary>What an access export shows of events that name many, for every event that there is.</summary>
public class OwnPartTests(HouseHost host)
{
    private static readonly JsonSerializerOptions AsStored = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    [Fact]
    public void Of_no_event_an_access_export_shows_the_other_entries_of_a_list_in_which_the_person_stands()
    {
        var lists = 0;
        foreach (var type in host.StoredNames.Keys)
        {
            var data = JsonSerializer.SerializeToNode(Sample.Of(type), type, AsStored)!;
            List<(Guid One, Guid Other)> beside = [];
            Double(data, beside);
            foreach (var (one, other) in beside)
            {
                OwnPart.Of(JsonSerializer.SerializeToElement(data), [one]).ToString().Should().NotContain(other.ToString(), host.StoredNames[type]);
                lists++;
            }
        }

        lists.Should().BeGreaterThan(8, "these events name several people");
    }

    /// <summary>Gives each list that names people two entries, and every id a value of its own; notes whose ids stand beside each other.</summary>
    private static void Double(JsonNode part, List<(Guid, Guid)> beside)
    {
        if (part is JsonObject members)
        {
            foreach (var (name, value) in members.ToList())
            {
                if (Fresh(value) is { } id) members[name] = id;
                else if (value is not null) Double(value, beside);
            }
        }
        else if (part is JsonArray { Count: 1 } list)
        {
            list.Add(list[0]?.DeepClone());
            for (var i = 0; i < 2; i++)
                if (Fresh(list[i]) is { } id) list[i] = id;
                else if (list[i] is { } entry) Double(entry, beside);
            if (IdOf(list[0]) is { } one && IdOf(list[1]) is { } other) beside.Add((one, other));
        }
    }

    private static Guid? Fresh(JsonNode? value) => value is JsonValue v && v.TryGetValue<string>(out var text) && Guid.TryParse(text, out _) ? Guid.NewGuid() : null;

    /// <summary>The id of whom an entry names: the entry itself, or its member that may be a person's.</summary>
    private static Guid? IdOf(JsonNode? entry) => entry switch
    {
        JsonValue v when v.TryGetValue<Guid>(out var id) => id,
        JsonObject o => o.Where(m => !EventsOfPeople.Things.Contains(char.ToUpperInvariant(m.Key[0]) + m.Key[1..])).Select(m => IdOf(m.Value)).FirstOrDefault(id => id is not null),
        _ => null,
    };
}
