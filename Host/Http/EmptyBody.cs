using Advance.Contracts;
using Microsoft.AspNetCore.Http.Features;

namespace Advance.Host.Http;

/// <summary>Where a command may come without a body (<see cref="BodyIsOptionalAttribute"/>), none reads as <c>{}</c>.</summary>
public static class EmptyBody
{
    private static readonly byte[] Nothing = "{}"u8.ToArray();

    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (context.GetEndpoint()?.Metadata.GetMetadata<BodyIsOptionalAttribute>() is not null && IsEmpty(context))
            (request.Body, request.ContentLength, request.ContentType) = (new MemoryStream(Nothing), Nothing.Length, "application/json");
        return next(context);
    }

    private static bool IsEmpty(HttpContext context) => context.Request.ContentLength == 0
        || context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false };
}
