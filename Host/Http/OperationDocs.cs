using System.Text.Json.Nodes;
using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Wolverine.Http;

namespace Advance.Host.Http;

/// <summary>Describes each endpoint by its own <c>///</c>: summary, description, the codes by which it refuses; and what all have in common.</summary>
public static class OperationDocs
{
    public static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        if (context.Description.ActionDescriptor is not WolverineActionDescriptor { Chain: { } chain }) return Task.CompletedTask;
        var text = XmlDocs.Of(chain.Method.Method);
        operation.Summary = XmlDocs.FirstSentence(text);
        operation.Description = text;
        operation.OperationId = IdOf(chain);
        operation.Tags = new HashSet<OpenApiTagReference> { new(chain.Method.HandlerType.Assembly.GetName().Name!.Replace("Advance.", ""), context.Document) };
        var refusals = XmlDocs.Refusals(text);
        if (refusals.Count > 0)
            operation.AddExtension("x-refusals",
                new JsonNodeExtension(new JsonArray([.. refusals.Select(code => JsonValue.Create(code))])));
        if (chain.DeduplicatedWithResponse is not null)
            AddHeader(operation, "Idempotency-Key", false, "The same key with the same request is answered again as it was, for 24 hours.");
        if (TakesIfMatch(chain)) AddHeader(operation, "If-Match", InsistsOnIfMatch(chain), "The ETag of what was read: 412 when it has changed since.");
        if (operation.RequestBody is OpenApiRequestBody body && chain.Method.Method.IsDefined(typeof(BodyIsOptionalAttribute), true)) body.Required = false;
        Answer(operation, chain, refusals, text, context.Document!);
        return Task.CompletedTask;
    }

    /// <summary><c>PublishCallEndpoint</c> is <c>publishCall</c>; of several questions in one class each has its method's name before.</summary>
    private static string IdOf(HttpChain chain)
    {
        var stem = chain.Method.HandlerType.Name.Replace("Endpoint", "");
        var name = IsCommand(chain) ? stem : chain.Method.Method.Name.Replace("Async", "") + stem;
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private static bool IsCommand(HttpChain chain) => chain.HttpMethods.Contains("POST");

    private static bool HasId(HttpChain chain) => chain.RoutePattern!.Parameters.Count > 0;

    private static bool TakesIfMatch(HttpChain chain) => IsCommand(chain) && HasId(chain);

    private static bool InsistsOnIfMatch(HttpChain chain) =>
        chain.Method.Method.IsDefined(typeof(RequiresIfMatchAttribute), true) || chain.Method.HandlerType.IsDefined(typeof(RequiresIfMatchAttribute), true);

    private static void AddHeader(OpenApiOperation operation, string name, bool required, string description) =>
        (operation.Parameters ??= []).Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Header,
            Required = required,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });

    /// <summary>The errors that this endpoint can answer; those that every address can (429, 503) stand at each as well.</summary>
    private static void Answer(OpenApiOperation operation, HttpChain chain, IReadOnlyList<string> refusals, string text,
        Microsoft.OpenApi.OpenApiDocument document)
    {
        var responses = operation.Responses ??= [];
        foreach (var error in responses.Keys.Where(k => k[0] is '4' or '5').ToList()) responses.Remove(error);
        if (responses.ContainsKey("201")) responses.Remove("200");
        var takesInput = IsCommand(chain) || operation.Parameters?.Count > 0;
        foreach (var (status, sentence) in Errors(chain, refusals, takesInput, HasId(chain) || text.Contains("404", StringComparison.Ordinal)))
        {
            responses[status] = new OpenApiResponse
            {
                Description = sentence,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(OpenApiDocument.Problem, document) },
                },
            };
        }
    }

    private static IEnumerable<(string Status, string Sentence)> Errors(HttpChain chain, IReadOnlyList<string> refusals, bool takesInput, bool mayMiss)
    {
        if (takesInput) yield return ("400", "`malformed`: the request has not the shape that is asked for.");
        if (!chain.Method.Method.IsDefined(typeof(AllowAnonymousAttribute), true))
        {
            yield return ("401", "`unauthenticated`: there is no valid token.");
            yield return ("403", "`forbidden`: the caller may not do this.");
        }

        if (mayMiss) yield return ("404", "`not-found`: there is no such thing, or the caller may not know of it.");
        List<string> conflicts = [.. refusals];
        if (IsCommand(chain)) conflicts.Add("changed-meanwhile");
        if (chain.DeduplicatedWithResponse is not null) conflicts.Add("idempotency-in-progress");
        if (conflicts.Count > 0) yield return ("409", $"Refused, nothing changed: {string.Join(", ", conflicts.Select(c => $"`{c}`"))}.");
        if (TakesIfMatch(chain)) yield return ("412", "`stale`: it has changed since it was read.");
        if (chain.DeduplicatedWithResponse is not null) yield return ("422", "`idempotency-mismatch`: the key was used for another request.");
        if (InsistsOnIfMatch(chain)) yield return ("428", "`precondition-missing`: `If-Match` is missing.");
        yield return ("429", "`too-many-requests`: wait as `Retry-After` says.");
        yield return ("503", "`unavailable`: try again.");
    }
}
