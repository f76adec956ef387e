using System.Globalization;
using System.Threading.RateLimiting;
using Advance.Host.Identity;

namespace Advance.Host.Http;

/// <summary>
/// So many requests a second for each caller (a person; without a token, an address), more at once after a pause; beyond that 429 with
/// <c>Retry-After</c>. Settings <c>RateLimit__PerSecond</c> (0: no limit, as in the Development environment unless set) and
/// <c>RateLimit__AtOnce</c>. What anybody can call without an account has a limit of its own per address and minute, in every
/// environment (<c>RateLimit__OpenPerMinute</c>).
/// </summary>
public static class RateLimit
{
    private const int PerSecondUnlessSet = 100;
    private const int OpenPerMinuteUnlessSet = 60;

    public static void AddRateLimit(this WebApplicationBuilder builder)
    {
        var perSecond = builder.Configuration.GetValue("RateLimit:PerSecond", builder.Environment.IsDevelopment() ? 0 : PerSecondUnlessSet);
        var atOnce = builder.Configuration.GetValue("RateLimit:AtOnce", perSecond * 10);
        var openPerMinute = builder.Configuration.GetValue("RateLimit:OpenPerMinute", OpenPerMinuteUnlessSet);
        builder.Services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = 429;
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => Of(context, perSecond, atOnce));
            options.AddPolicy(Advance.Contracts.Limits.Open, context => RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new() { PermitLimit = openPerMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));
            options.OnRejected = (rejected, _) =>
            {
                var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
                rejected.HttpContext.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
                return ValueTask.CompletedTask;
            };
        });
    }

    /// <summary>The Host's own requests (seed, import, demo) and health checks are not counted.</summary>
    private static RateLimitPartition<string> Of(HttpContext context, int perSecond, int atOnce)
    {
        if (perSecond <= 0 || context.User.HasClaim("iss", LocalTokens.HostIssuer) || context.Request.Path.StartsWithSegments("/health"))
            return RateLimitPartition.GetNoLimiter("");
        var caller = context.User.Identity?.Name ?? context.Connection.RemoteIpAddress?.ToString() ?? "";
        return RateLimitPartition.GetTokenBucketLimiter(caller, _ => new()
        {
            TokenLimit = atOnce,
            TokensPerPeriod = perSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        });
    }
}
