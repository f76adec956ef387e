using System.Diagnostics;
using JasperFx.OpenTelemetry;
using Marten;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Advance.Host.Http;

/// <summary>Traces and metrics, sent by OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to; else nothing is collected.</summary>
public static class Telemetry
{
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])) return;
        builder.Services.ConfigureMarten(store =>
        {
            store.OpenTelemetry.TrackConnections = TrackLevel.Normal;
            store.OpenTelemetry.TrackEventCounters();
        });
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("advance", serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString()))
            .WithTracing(traces => traces
                .AddAspNetCoreInstrumentation(o => o.Filter = context => !context.Request.Path.StartsWithSegments("/health"))
                .AddSource("Wolverine", "Marten").AddNpgsql()
                .SetSampler(new ParentBasedSampler(new WithoutIdleWork())).AddProcessor(new WithoutActor()).AddOtlpExporter())
            .WithMetrics(metrics => metrics
                .AddMeter("Wolverine:advance", "Marten", "Advance.Log", "Npgsql", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
                .AddOtlpExporter());
    }
}

/// <summary>Everything but the daemon's look for new events, several a second for as long as the process lives.</summary>
public sealed class WithoutIdleWork : Sampler
{
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        new(samplingParameters.Name == "marten.daemon.highwatermark" ? SamplingDecision.Drop : SamplingDecision.RecordAndSample);
}

/// <summary>A trace says what happened and how long it took, never who: some acts are recorded without their actor (rule M8).</summary>
public sealed class WithoutActor : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data) => data.SetTag("enduser.id", null);
}
