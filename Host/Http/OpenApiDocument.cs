using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Advance.Host.Http;

/// <summary>What the API document says beyond what the endpoints say themselves.</summary>
public static class OpenApiDocument
{
    /// <summary>The schema of every error.</summary>
    public const string Problem = "Problem";

    private const string Description = """
        The ADVANCE mentoring programme: strands, applications, matching, circles, gatherings, reports.

        A command is a POST whose address ends in its verb; a question is a GET. Every error is a problem (RFC 9457) whose `type` ends in
        a stable code. A rule that says no answers 409 with the code of the rule, and nothing is changed.
        """;

    public static void Configure(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddOperationTransformer(OperationDocs.DescribeAsync);
        options.AddSchemaTransformer((schema, _, _) =>
        {
            if (schema.Enum?.Count > 0) schema.Type ??= JsonSchemaType.String;
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "Advance", Version = "1", Description = Description };
            document.AddComponent(Problem, ProblemSchema());
            document.Components!.Schemas!.Remove("ProblemDetails"); // every error is a Problem
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes["bearer"] =
                new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT" };
            document.Security = [new() { [new OpenApiSecuritySchemeReference("bearer", document)] = [] }];
            foreach (var alike in document.Paths.Values.SelectMany(p => p.Operations!.Values).GroupBy(o => o.OperationId).Where(g => g.Count() > 1))
                foreach (var operation in alike) operation.OperationId = $"{operation.OperationId}Of{operation.Tags!.First().Reference.Id}";
            document.Tags = document.Paths.Values.SelectMany(p => p.Operations!.Values).SelectMany(o => o.Tags ?? new HashSet<OpenApiTagReference>())
                .Select(t => t.Reference.Id!).Distinct().Order(StringComparer.Ordinal).Select(name => new OpenApiTag { Name = name }).ToHashSet();
            return Task.CompletedTask;
        });
    }

    private static OpenApiSchema ProblemSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "Why the request was not done (RFC 9457).",
        Required = new HashSet<string> { "type", "title", "status", "detail" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uri", Pattern = $"^{Problems.TypePrefix.Replace(".", "\\.")}[a-z0-9-]+$" },
            ["title"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
            ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "One sentence for a person." },
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "Of a malformed request: the sentences of each field.",
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
            },
        },
        Examples =
        [
            new JsonObject
            {
                ["type"] = Problems.TypePrefix + "cohort-full", ["title"] = "Refused by a rule", ["status"] = 409,
                ["detail"] = "Every place of this cohort is taken.",
            },
        ],
    };
}
