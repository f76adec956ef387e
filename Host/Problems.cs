using Advance.Contracts;
using Advance.Host.Http;
using JasperFx;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace Advance.Host;

/// <summary>Every error is a problem (RFC 9457) with a stable type; nothing internal leaves the system.</summary>
public sealed class Problems(ILogger<Problems> log) : IExceptionHandler
{
    public const string TypePrefix = "https://advance.uni.lu/problems/";

    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancel)
    {
        var problem = Of(exception);
        if (problem.Status >= 500 && exception is not Refused) log.LogError(exception, "The request failed with {Code}", problem.Type);
        context.Response.StatusCode = problem.Status!.Value;
        if (problem.Status == 503) context.Response.Headers.RetryAfter = "2";
        await context.Response.WriteAsJsonAsync(problem, problem.GetType(), options: null, "application/problem+json", cancel);
        return true;
    }

    public static ProblemDetails Of(Exception exception) => exception switch
    {
        Refused refused => OfRule(refused),
        Missing missing => Make(404, "not-found", "Not found", missing.Message),
        Forbidden forbidden => Make(403, "forbidden", "Forbidden", forbidden.Message),
        Malformed malformed => OfFields(malformed.Errors.ToDictionary(), malformed.Message),
        MissingPrecondition => Make(428, "precondition-missing", "Precondition missing", "This replaces what you have read: send its ETag as If-Match."),
        StalePrecondition => Make(412, "stale", "Stale", "It has changed since it was read; read it again."),
        BadHttpRequestException bad => OfStatus(bad.StatusCode),
        System.Text.Json.JsonException json => Make(400, "malformed", "Malformed request",
            $"The body could not be read{(json.Path is null ? "" : $" at {json.Path}")}."),
        ConcurrencyException => Make(409, "changed-meanwhile", "Changed meanwhile", "Somebody else changed this at the same moment; try again."),
        _ when IsUniqueViolation(exception) => Make(409, "key-taken", "Refused by a rule", "This key is taken."),
        _ when exception.GetType().Name is "ExistingStreamIdCollisionException" or "DuplicateNaturalKeyException" =>
            Make(409, "already-exists", "Refused by a rule", "This exists already."),
        Advance.Reporting.Log.Server.LogStopped => Make(503, "log-stopped", "Unavailable", "The verifiable log stands still until somebody has looked at it."),
        _ when IsUnavailable(exception) => Make(503, "unavailable", "Unavailable", "The database does not answer or is full; try again."),
        _ => Make(500, "internal", "Internal error", "Something went wrong here; nothing was changed."),
    };

    private static ProblemDetails OfRule(Refused refused)
    {
        var problem = Make(refused.Status, refused.Code, "Refused by a rule", refused.Message);
        if (refused.Parts is { } parts) problem.Extensions["errors"] = parts;
        return problem;
    }

    /// <summary>What an answer of this status means here when nothing more is known.</summary>
    public static ProblemDetails OfStatus(int status) => status switch
    {
        401 => Make(401, "unauthenticated", "Unauthenticated", "A bearer token that is valid here is needed."),
        403 => Make(403, "forbidden", "Forbidden", "Your role may not do this."),
        404 => Make(404, "not-found", "Not found", "There is nothing at this address."),
        405 => Make(405, "method-not-allowed", "Method not allowed", "This address does not take this method."),
        406 => Make(406, "not-acceptable", "Not acceptable", "The answer is application/json; accept that."),
        413 => Make(413, "too-large", "Too large", "The request is too large."),
        415 => Make(415, "unsupported-media-type", "Unsupported media type", "The body must be application/json."),
        429 => Make(429, "too-many-requests", "Too many requests", "You ask faster than this installation allows; wait as Retry-After says."),
        503 => Make(503, "unavailable", "Unavailable", "This cannot be answered at the moment; try again."),
        >= 500 => Make(status, "internal", "Internal error", "Something went wrong here; nothing was changed."),
        _ => Make(status, "malformed", "Malformed request", "The request could not be read as what this address takes."),
    };

    /// <summary>A malformed request, with the sentences of each field.</summary>
    public static ProblemDetails OfFields(IDictionary<string, string[]> fields, string detail) => new ValidationProblemDetails(fields)
    {
        Status = 400,
        Type = TypePrefix + "malformed",
        Title = "Malformed request",
        Detail = detail,
    };

    public static ProblemDetails Make(int status, string code, string title, string detail) =>
        new() { Status = status, Type = TypePrefix + code, Title = title, Detail = detail };

    private static bool IsUniqueViolation(Exception? e) =>
        e is not null && (e is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } || IsUniqueViolation(e.InnerException));

    private static bool IsUnavailable(Exception? e) => e is not null && (e is PostgresException { SqlState: "53100" or "57P03" or "53300" or "57P01" }
        || e is NpgsqlException { IsTransient: true } or TimeoutException || IsUnavailable(e.InnerException));
}
