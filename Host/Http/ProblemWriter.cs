using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;

namespace Advance.Host.Http;

/// <summary>
/// Writes every problem that a framework below makes (Wolverine's of a body, a query value, an idempotency key) as one of ours:
/// our type, a sentence, the JSON path or the parameter's name, and nothing of how it came about inside.
/// </summary>
public sealed partial class ProblemWriter(ILogger<ProblemWriter> log) : IProblemDetailsWriter
{
    /// <summary>Whatever the caller accepts: an error is never without a body.</summary>
    public bool CanWrite(ProblemDetailsContext context) => true;

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var (response, problem) = (context.HttpContext.Response, Ours(context.ProblemDetails, context.HttpContext.Response.StatusCode));
        if (problem != context.ProblemDetails && problem.Status >= 500)
            log.LogError("The request failed below with {Title}: {Detail}", context.ProblemDetails.Title, context.ProblemDetails.Detail);
        response.StatusCode = problem.Status ?? response.StatusCode;
        await response.WriteAsJsonAsync(problem, problem.GetType(), options: null, "application/problem+json", context.HttpContext.RequestAborted);
    }

    public static ProblemDetails Ours(ProblemDetails problem, int answered = 500)
    {
        if (problem.Type?.StartsWith(Problems.TypePrefix, StringComparison.Ordinal) == true) return problem;
        var status = problem.Status ?? answered;
        if (problem is HttpValidationProblemDetails validation)
            return Problems.OfFields(validation.Errors, "The request is not valid.");
        return status switch
        {
            400 when Parameter().Match(problem.Detail ?? "") is { Success: true, Groups: var found } =>
                Problems.OfFields(new Dictionary<string, string[]> { [found[1].Value] = ["This cannot be read as what it takes."] },
                    $"The value of {found[1].Value} cannot be read as what it takes."),
            400 when problem.Title == "Invalid JSON format" => Problems.Make(400, "malformed", "Malformed request", OfJson(problem.Detail ?? "")),
            409 => Problems.Make(409, "idempotency-in-progress", "In progress", "A request with this Idempotency-Key is still running; ask again."),
            422 => Problems.Make(422, "idempotency-mismatch", "Key used for something else",
                "This Idempotency-Key was used for another request; a new request needs a new key."),
            _ => Problems.OfStatus(status),
        };
    }

    /// <summary>One sentence about a body that could not be read. The names in it are the caller's or those of the API document.</summary>
    private static string OfJson(string detail)
    {
        var path = Path().Match(detail) is { Success: true } found ? found.Groups[1].Value.Trim() : "$";
        if (MissingMembers().Match(detail) is { Success: true } missing) return $"The body lacks at {path}: {missing.Groups[1].Value.Replace("'", "")}.";
        if (Unmapped().Match(detail) is { Success: true } unknown) return $"The body has a member that is not known here: {path}.{unknown.Groups[1].Value}.";
        if (detail.Contains("maximum configured depth", StringComparison.Ordinal)) return "The body is nested too deeply.";
        return detail.Contains("Path:", StringComparison.Ordinal)
            ? $"The body could not be read at {path}: what stands there is not {WhatIsTaken.Of(detail, path) ?? "what this address takes"}."
            : "The body could not be read as JSON.";
    }

    [GeneratedRegex(@"(?:Query string parameter|Header) '([A-Za-z0-9-]{1,60})'")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"Path: (\$[^|]{0,200}?) \|")]
    private static partial Regex Path();

    [GeneratedRegex(@"JSON property '([^']{1,100})' could not be mapped")]
    private static partial Regex Unmapped();

    [GeneratedRegex(@"missing required properties including: (('[A-Za-z0-9]+'(, )?)+)")]
    private static partial Regex MissingMembers();
}
