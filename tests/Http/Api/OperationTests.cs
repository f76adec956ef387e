using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text;
using Advance.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Advance.Tests.Http.Api;

/// <summary>What those who run it see: logs, traces, limits, the end of the process.</summary>
public class OperationTests(SharedHost shared)
{
    [Fact]
    public async Task Mistakes_of_clients_and_races_leave_neither_errors_nor_values_in_the_log()
    {
        await using var host = await ConfiguredHost.StartAsync(shared.Server);
        using var staff = host.As(Roles.Staff);
        foreach (var body in new[] { "nonsense-of-a-client", """{ "givenName": 5, "familyName": "Lovelace-Secret" }""", "{}" })
            using (await staff.PostAsync("/api/people", new StringContent(body, Encoding.UTF8, "application/json"))) { }
        var person = new { givenName = "Ada", familyName = "Lovelace-Secret", email = "ada-secret@example.org" };
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ => { using var response = await staff.PostAsJsonAsync("/api/people", person); }));
        using (await staff.GetAsync("/api/people?after=ada-secret")) { }
        host.Lines.All.Where(l => l.Level >= LogLevel.Error).Should().BeEmpty();
        host.Lines.All.Where(l => l.Text.Contains("secret", StringComparison.OrdinalIgnoreCase) || l.Text.Contains("nonsense")).Should().BeEmpty();
    }

    [Fact]
    public async Task The_process_ends_without_an_error_in_the_log()
    {
        var host = await ConfiguredHost.StartAsync(shared.Server);
        using (var staff = host.As(Roles.Staff))
            await staff.CreateAsync("/api/institutions", new { key = Programme.Key("inst"), name = "Institution" });
        await host.DisposeAsync();
        host.Lines.All.Where(l => l.Level >= LogLevel.Error).Select(l => l.Text).Should().BeEmpty();
    }

    [Fact]
    public async Task A_process_that_breaks_off_ends_without_an_error_in_the_log()
    {
        var host = await ConfiguredHost.StartAsync(shared.Server);
        using (var staff = host.As(Roles.Staff))
            await staff.CreateAsync("/api/institutions", new { key = Programme.Key("inst"), name = "Institution" });
        await host.App.DisposeAsync();
        host.Lines.All.Where(l => l.Level >= LogLevel.Error).Select(l => l.Text).Should().BeEmpty();
    }

    [Fact]
    public async Task Who_asks_too_fast_is_told_when_to_come_back_and_others_are_not_slowed()
    {
        await using var host = await ConfiguredHost.StartAsync(shared.Server, "--RateLimit:PerSecond", "1", "--RateLimit:AtOnce", "5");
        using var hasty = host.As(Roles.Mentee, Ids.New());
        using var other = host.As(Roles.Mentee, Ids.New());
        List<int> statuses = [];
        for (var i = 0; i < 30; i++)
        {
            using var response = await hasty.GetAsync("/api/strands");
            statuses.Add((int)response.StatusCode);
            if (response.StatusCode is not System.Net.HttpStatusCode.TooManyRequests) continue;
            response.Headers.RetryAfter!.Delta.Should().BePositive();
            (await Answer.OfAsync(response)).Code.Should().Be("too-many-requests");
        }

        statuses.Take(5).Should().NotContain(429);
        statuses.Should().Contain(429);
        using var calm = await other.GetAsync("/api/strands");
        ((int)calm.StatusCode).Should().NotBe(429);
    }

    [Fact]
    public async Task Traces_and_metrics_go_where_the_setting_says_without_idle_work_and_without_who()
    {
        ConcurrentQueue<(string Path, string Body)> sent = [];
        await using var collector = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "None"]).Build();
        collector.MapPost("/{**path}", async (HttpRequest request) =>
        {
            using var body = new StreamReader(request.Body, Encoding.Latin1);
            sent.Enqueue((request.Path, await body.ReadToEndAsync()));
        });
        await collector.StartAsync();
        await using var host = await ConfiguredHost.StartAsync(shared.Server,
            "--OTEL_EXPORTER_OTLP_ENDPOINT", collector.Urls.First(), "--OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
        var person = Ids.New();
        using (var staff = host.As(Roles.Staff, person))
            await staff.CreateAsync("/api/institutions", new { key = Programme.Key("inst"), name = "Institution" });
        // The request's own span ends a moment after its answer is there, so what was sent by then may lack it.
        await Eventually.Get(() => Has("/v1/traces", "POST /api/institutions", "Npgsql"), "the traces of the request are sent");
        await Eventually.Get(() => Has("/v1/metrics", "http.server.request.duration", "marten.", "db.client"), "the metrics are sent");
        (Has("/v1/traces", "highwatermark"), Has("/v1/traces", person.ToString())).Should().Be((false, false), "idle work and who it was are not sent");

        bool Has(string path, params string[] words)
        {
            host.App.Services.GetRequiredService<TracerProvider>().ForceFlush(10_000).Should().BeTrue();
            host.App.Services.GetRequiredService<MeterProvider>().ForceFlush(10_000).Should().BeTrue();
            var all = string.Concat(sent.Where(s => s.Path == path).Select(s => s.Body));
            return words.All(w => all.Contains(w, StringComparison.Ordinal));
        }
    }
}
