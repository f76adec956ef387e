using System.Text.Json;
using System.Text.Json.Serialization;
using Advance.Host.Identity;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http.Json;
using Marten.Events.Daemon;
using Scalar.AspNetCore;
using Wolverine.Http;
using Wolverine.Http.Marten;

namespace Advance.Host.Http;

/// <summary>The HTTP side: JSON, problems, endpoints of the modules, documents, health.</summary>
public static class Api
{
    /// <summary>The most bytes of a request's body; uploads have their own limit.</summary>
    public const int MostBytes = 256 * 1024;

    public static void AddApi(this WebApplicationBuilder builder)
    {
        builder.Services.Configure<JsonOptions>(options => Configure(options.SerializerOptions));
        builder.Services.AddSingleton<IProblemDetailsWriter, ProblemWriter>();
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<Problems>();
        builder.Services.AddWolverineHttp();
        builder.Services.AddOpenApi(OpenApiDocument.Configure);
        builder.AddRateLimit();
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddHealthChecks().AddCheck<Readiness>("prepared").AddMartenAsyncDaemonHealthCheck(maxEventLag: 1000);
    }

    public static void Configure(JsonSerializerOptions json)
    {
        json.NumberHandling = JsonNumberHandling.Strict;
        json.MaxDepth = 32;
        json.RespectNullableAnnotations = true;
        json.RespectRequiredConstructorParameters = true;
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.Converters.Add(new JsonStringEnumConverter(allowIntegerValues: false));
    }

    public static void UseApi(this WebApplication app)
    {
        app.Use(SafeHeaders.InvokeAsync);
        app.UseExceptionHandler();
        app.UseStatusCodePages(StatusProblems.WriteAsync);
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseMiddleware<LimitedRoles>();
        app.UseAuthorization();
        app.Use(EmptyBody.InvokeAsync);
        app.UseMiddleware<IfMatch>();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.MapScalarApiReference("/docs").AllowAnonymous();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = _ => true }).AllowAnonymous();
        app.MapWolverineEndpoints(options =>
        {
            options.ApplyCorrelationIdHeaderToAllEndpoints = true;
            options.RejectUnparseableQueryValues = true;
            options.AddPolicy<Idempotency>();
            options.AddPolicy<Answers>();
            options.AddPolicy<WholeBody>();
            options.MapMartenConcurrencyFailuresToConflict(toProblemDetails: Problems.Of);
        });
        EndpointPolicies.AssertEveryEndpointHasOne(app);
    }
}
