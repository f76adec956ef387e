using System.Text.Json.Nodes;
using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Integration;

public static class SchemasOfEventsEndpoint
{
    /// <summary>The JSON Schema (2020-12) of a published event's data, by its stored name or its CloudEvents type.</summary>
    [WolverineGet("/api/schemas/{type}"), AllowAnonymous]
    public static JsonObject Get(string type, PublishedEvents published) => Missing.Unless(published.SchemaOf(type), "schema");
}

public static class AsyncApiEndpoint
{
    /// <summary>The feed and every event in it as an AsyncAPI 3 document, made from the code that runs.</summary>
    [WolverineGet("/asyncapi.json"), AllowAnonymous]
    public static JsonObject Get(PublishedEvents published)
    {
        JsonObject messages = [], references = [];
        foreach (var name in published.Names)
        {
            messages[name] = MessageOf(name, published);
            references[name] = new JsonObject { ["$ref"] = $"#/components/messages/{name}" };
        }

        return new()
        {
            ["asyncapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = "Advance: domain events", ["version"] = "1" },
            ["defaultContentType"] = "application/json",
            ["servers"] = new JsonObject { ["advance"] = ServerOf(new Uri(published.Origin)) },
            ["channels"] = new JsonObject
            {
                ["feed"] = new JsonObject
                {
                    ["address"] = "/api/feed",
                    ["messages"] = references,
                    ["description"] = "Every published event in the order of the log; by pages, with long poll, or as server-sent events at /api/feed/stream.",
                },
            },
            ["operations"] = new JsonObject
            {
                ["publish"] = new JsonObject
                {
                    ["action"] = "send",
                    ["channel"] = new JsonObject { ["$ref"] = "#/channels/feed" },
                    ["summary"] = "Advance tells what happened.",
                },
            },
            ["components"] = new JsonObject
            {
                ["messages"] = messages,
                ["securitySchemes"] = new JsonObject { ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["bearerFormat"] = "JWT" } },
            },
        };
    }

    private static JsonObject ServerOf(Uri origin) => new()
    {
        ["host"] = origin.Authority,
        ["protocol"] = origin.Scheme,
        ["security"] = new JsonArray(new JsonObject { ["$ref"] = "#/components/securitySchemes/bearer" }),
    };

    /// <summary>The envelope with the data's schema at its address in it.</summary>
    private static JsonObject MessageOf(string name, PublishedEvents published) => new()
    {
        ["name"] = CloudEventNames.Prefix + name,
        ["contentType"] = "application/cloudevents+json",
        ["payload"] = new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray("specversion", "id", "source", "type", "subject", "time", "sequence", "data"),
            ["properties"] = new JsonObject
            {
                ["specversion"] = new JsonObject { ["const"] = "1.0" },
                ["id"] = new JsonObject { ["type"] = "string", ["format"] = "uuid" },
                ["source"] = new JsonObject { ["const"] = published.Origin },
                ["type"] = new JsonObject { ["const"] = CloudEventNames.Prefix + name },
                ["subject"] = new JsonObject { ["type"] = "string", ["format"] = "uuid" },
                ["time"] = new JsonObject { ["type"] = "string", ["format"] = "date-time" },
                ["sequence"] = new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9]{20}$" },
                ["data"] = published.SchemaOf(name)!,
            },
        },
    };
}
