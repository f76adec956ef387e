using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Advance.Host.Http;

/// <summary>Answers without a body (401, 403, 404, 405, 415) get a problem as well.</summary>
public static class StatusProblems
{
    public static Task WriteAsync(StatusCodeContext context)
    {
        var response = context.HttpContext.Response;
        var (code, title) = response.StatusCode switch
        {
            401 => ("unauthenticated", "A bearer token that is valid here is needed."),
            403 => ("forbidden", "Your role may not do this."),
            404 => ("not-found", "There is nothing at this address."),
            405 => ("method-not-allowed", "This address does not take this method."),
            415 => ("unsupported-media-type", "The body must be application/json."),
            _ => ("malformed", "The request could not be read as what this address takes."),
        };
        var problem = new ProblemDetails { Status = response.StatusCode, Type = Problems.TypePrefix + code, Title = title };
        return response.WriteAsJsonAsync(problem, options: null, "application/problem+json");
    }
}
