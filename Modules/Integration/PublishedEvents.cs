using System.Text.Json.Nodes;
using System.Text.Json;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Advance.Contracts;
using Marten;
using Microsoft.Extensions.Configuration;

namespace Advance.Integration;

/// <summary>
/// The events that leave the system: those of Contracts, by their stored names. What a module keeps to itself is not among them,
/// because its type is its own.
/// </summary>
public sealed class PublishedEvents
{
    private const string OriginSetting = "ADVANCE_ORIGIN";

    /// <summary>As the store writes events: camel case, enums by name.</summary>
    private static readonly JsonSerializerOptions AsStored = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    private readonly SortedDictionary<string, Type> _types = new(StringComparer.Ordinal);

    public PublishedEvents(IDocumentStore store, IConfiguration configuration)
    {
        Origin = (configuration[OriginSetting] ?? "https://advance.uni.lu").TrimEnd('/');
        Schema = store.Options.Events.DatabaseSchemaName;
        foreach (var known in store.Options.Events.AllKnownEventTypes().Where(t => t.EventType.Assembly == typeof(PersonRegistered).Assembly))
            _types[known.EventTypeName] = known.EventType;
        Names = [.. _types.Keys];
    }

    /// <summary>The installation's origin, as set by <c>ADVANCE_ORIGIN</c>: source of every event, beginning of every address in one.</summary>
    public string Origin { get; }

    /// <summary>Stored names, in order.</summary>
    public string[] Names { get; }

    internal string Schema { get; }

    public string SchemaAddress(string name) => $"{Origin}/api/schemas/{name}";

    /// <summary>The JSON Schema of an event's data, by stored name or CloudEvents type; null when nothing of that name is published.</summary>
    public JsonObject? SchemaOf(string name)
    {
        var stored = name.StartsWith(CloudEventNames.Prefix, StringComparison.Ordinal) ? name[CloudEventNames.Prefix.Length..] : name;
        if (!_types.TryGetValue(stored, out var type)) return null;
        var schema = AsStored.GetJsonSchemaAsNode(type, new() { TreatNullObliviousAsNonNullable = true }).AsObject();
        var head = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = SchemaAddress(stored),
            ["title"] = stored,
        };
        foreach (var (key, value) in schema) head[key] = value?.DeepClone();
        return head;
    }
}
