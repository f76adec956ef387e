using System.Diagnostics;
using Advance.Contracts;
using Advance.Tests.Http.Reporting;
using JasperFx.Events.Projections;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Advance.Tests.Http.Log;

/// <summary>A report is pinned to a position: wherever and whenever it is issued from that position, it is the same to the byte.</summary>
public sealed class SameBytesTests(SharedHost shared) : IDisposable
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("ADVANCE_LONG") == "1";

    private static readonly (string Name, string Zone, string Culture, string Processors, string DatabaseZone)[] Machines =
    [
        ("east", "Pacific/Kiritimati", "tr_TR.UTF-8", "1", "Asia/Kolkata"),
        ("west", "Pacific/Niue", "ar_SA.UTF-8", "2", "America/St_Johns"),
        ("north", "Europe/Luxembourg", "fa_IR.UTF-8", "8", "UTC"),
        ("plain", "UTC", "C", "1", "Europe/Luxembourg"),
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("advance-same-bytes-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Under_another_time_zone_culture_number_of_processors_and_after_a_rebuild_a_report_of_one_position_is_the_same_to_the_byte()
    {
        var lived = await LiveAsync();
        NpgsqlConnection.ClearAllPools();

        var notRebuilt = await CloneAsync(lived.ConnectionString, "here");
        await RebuildAsync(lived);
        Dictionary<string, (string Json, string Html)> issued = [];
        foreach (var machine in Machines.Take(IsLong ? 4 : 2))
        {
            var clone = await CloneAsync(lived.ConnectionString, machine.Name);
            issued[machine.Name] = await IssueAsync(machine, clone, lived);
        }

        issued["here"] = await IssuedHereAsync(notRebuilt, lived);
        issued.Values.Distinct().Should().ContainSingle(string.Join(", ", issued.Keys));
        issued["here"].Json.Should().Contain("\"recordedUntil\"").And.Contain("\"applications\"");
    }

    private sealed record Lived(string ConnectionString, string Keys, Guid CohortId, string CohortKey, long Position);

    /// <summary>A cohort of which nothing is issued yet; its Host has gone, so that the database can be cloned.</summary>
    private async Task<Lived> LiveAsync()
    {
        await using var host = await shared.OwnAsync();
        var cohort = await ALivedCohort.InAsync(host);
        var position = await cohort.PositionAsync();
        await new TheLog(host).CompleteAsync();
        var key = (await host.Staff.ReadAsync($"/api/cohorts/{cohort.Id}")).GetProperty("key").GetString()!;
        return new(host.ConnectionString, await host.KeyFolderAsync(), cohort.Id, key, position);
    }

    /// <summary>The Host's own command, in a process of its own on such a machine.</summary>
    private async Task<(string, string)> IssueAsync((string Name, string Zone, string Culture, string Processors, string DatabaseZone) machine, string connectionString, Lived lived)
    {
        var (data, target) = (Path.Combine(_folder.FullName, machine.Name), Path.Combine(_folder.FullName, $"{machine.Name}-bundle"));
        Copy(lived.Keys, Path.Combine(data, "keys"));
        ProcessStartInfo info = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "Advance.Host.dll"), "report", "--cohort", lived.CohortKey, "--as-of", $"{lived.Position}", "--out", target])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
            Environment =
            {
                ["ADVANCE_DATA"] = data,
                ["TZ"] = machine.Zone,
                ["LC_ALL"] = machine.Culture,
                ["LANG"] = machine.Culture,
                ["DOTNET_PROCESSOR_COUNT"] = machine.Processors,
                ["ConnectionStrings__Advance"] = new NpgsqlConnectionStringBuilder(connectionString) { Timezone = machine.DatabaseZone }.ConnectionString,
            },
        };
        using var process = Process.Start(info)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0, await output + await error);
        return (await File.ReadAllTextAsync(Path.Combine(target, "report.json")), await File.ReadAllTextAsync(Path.Combine(target, "report.html")));
    }

    private async Task<(string, string)> IssuedHereAsync(string connectionString, Lived lived)
    {
        var folder = Path.Combine(_folder.FullName, "here");
        Copy(lived.Keys, Path.Combine(folder, "keys"));
        await using var host = await TestHost.StartAsync(folder, connectionString);
        var report = await host.Staff.CreateAsync("/api/reports", new { cohortId = lived.CohortId, kind = "cohort-audit", asOf = lived.Position });
        var auditor = host.As(Roles.Auditor);
        return (await auditor.GetStringAsync($"/api/reports/{report}.json"), await auditor.GetStringAsync($"/api/reports/{report}.html"));
    }

    /// <summary>All projections of the database are told anew.</summary>
    private async Task RebuildAsync(Lived lived)
    {
        var folder = Path.Combine(_folder.FullName, "rebuilt");
        Copy(lived.Keys, Path.Combine(folder, "keys"));
        await using var host = await TestHost.StartAsync(folder, lived.ConnectionString);
        var store = host.App.Services.GetRequiredService<IDocumentStore>();
        await host.App.StopAsync(); // its own daemon rests, so that ours is the only one
        using (var daemon = await store.BuildProjectionDaemonAsync())
        {
            foreach (var projection in ((DocumentStore)store).Options.Projections.All.OfType<ProjectionBase>().Where(p => p.Lifecycle == ProjectionLifecycle.Async))
                await daemon.RebuildProjectionAsync(projection.Name, TimeSpan.FromSeconds(60), default);
        }

        NpgsqlConnection.ClearAllPools();
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var file in Directory.GetFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var marker in Directory.GetFiles(Path.GetDirectoryName(from)!)) File.Copy(marker, Path.Combine(Path.GetDirectoryName(to)!, Path.GetFileName(marker)));
    }

    private static async Task<string> CloneAsync(string connectionString, string name)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        var (from, to) = (settings.Database!, $"{settings.Database}_{name}");
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Database = "postgres", Pooling = false }.ConnectionString);
        // What is left of a connection that was closed a moment ago would refuse the clone.
        await using (var end = source.CreateCommand($"select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = '{from}'")) await end.ExecuteScalarAsync();
        await using var command = source.CreateCommand($"create database {to} template {from}");
        await command.ExecuteNonQueryAsync();
        settings.Database = to;
        return settings.ConnectionString;
    }
}
