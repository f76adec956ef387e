using Microsoft.AspNetCore.Diagnostics;

namespace Advance.Host.Http;

/// <summary>Answers without a body (401, 403, 404, 405, 406, 413, 415, 429) get a problem as well.</summary>
public static class StatusProblems
{
    public static Task WriteAsync(StatusCodeContext context)
    {
        var response = context.HttpContext.Response;
        return response.WriteAsJsonAsync(Problems.OfStatus(response.StatusCode), options: null, "application/problem+json");
    }
}
