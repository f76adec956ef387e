using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Advance.Host.Http;

/// <summary>Not ready while the Host still prepares (seeding on the first start).</summary>
public sealed class Readiness : IHealthCheck
{
    public bool IsPreparing { get; set; }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(IsPreparing ? HealthCheckResult.Unhealthy("preparing") : HealthCheckResult.Healthy());
}
