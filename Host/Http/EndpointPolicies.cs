using Microsoft.AspNetCore.Authorization;

namespace Advance.Host.Http;

/// <summary>Deny by default: the Host does not start when an endpoint says neither who may call it nor that everybody may.</summary>
public static class EndpointPolicies
{
    public static void AssertEveryEndpointHasOne(IEndpointRouteBuilder app)
    {
        var open = app.DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is null && !e.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(a => a.Policy is not null))
            .Select(e => e.RoutePattern.RawText).ToList();
        if (open.Count > 0) throw new InvalidOperationException($"These endpoints have no policy: {string.Join(", ", open)}");
    }
}
