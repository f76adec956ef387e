using Advance.Host.Postgres;
using static Advance.Tests.Http.Postgres.ScratchFolder;

namespace Advance.Tests.Http.Postgres;

public sealed class EmbeddedPostgresTests(ITestOutputHelper output) : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    private Task<EmbeddedPostgres> Start(bool durable = true) =>
        EmbeddedPostgres.StartAsync(new(_scratch.Data, Durable: durable, Progress: output.WriteLine), default);

    [Fact]
    public async Task An_empty_folder_becomes_a_cluster_with_checksums_in_utf8()
    {
        await using var server = await Start();
        output.WriteLine($"Cold start of {server.Version}: {server.StartedIn.TotalSeconds:0.00} s");

        var connection = server.ConnectionString("postgres");
        (await AskAsync(connection, "show data_checksums")).Should().Be("on");
        (await AskAsync(connection, "show server_encoding")).Should().Be("UTF8");
        (await AskAsync(connection, "show listen_addresses")).Should().Be("");
        (await AskAsync(connection, "show fsync")).Should().Be("on");
        (await AskAsync(connection, "select current_user::text")).Should().Be("postgres");
        (await AskAsync(connection, "select lower('ÉLÈVE')")).Should().Be("élève");
        (await AskAsync(connection, "show server_version")).Should().BeOfType<string>()
            .Which.Should().StartWith(server.Version);
        Directory.GetDirectories(_scratch.Data, "*.making-*").Should().BeEmpty();
    }

    [Fact]
    public async Task A_second_start_finds_what_the_first_one_kept()
    {
        await using (var first = await Start())
        {
            await first.EnsureDatabaseAsync("advance", default);
            await AskAsync(first.ConnectionString("advance"), "create table kept as select 42 as answer");
        }

        _scratch.ServerProcess().Should().BeNull("the server stops with its owner");
        await using var second = await Start();
        output.WriteLine($"Warm start: {second.StartedIn.TotalSeconds:0.00} s");
        (await AskAsync(second.ConnectionString("advance"), "select answer from kept")).Should().Be(42);
        second.StartedIn.Should().BeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_database_asked_for_ten_times_at_once_is_there_once()
    {
        await using var server = await Start(durable: false);
        const string name = "Odd \"name\"";
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => server.EnsureDatabaseAsync(name, default)));
        (await AskAsync(server.ConnectionString(name), "select current_database()::text")).Should().Be(name);
        (await AskAsync(server.ConnectionString(name), "show fsync")).Should().Be("off");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Killing_the_owner_stops_the_server_and_loses_nothing(bool wholeTree)
    {
        using var owner = await PostgresOwner.StartAsync(_scratch.Data);
        await AskAsync(owner.ConnectionString, "create table kept as select 42 as answer");
        _scratch.ServerProcess().Should().NotBeNull();

        await (wholeTree ? owner.KillTreeAsync() : owner.KillGroupAsync());

        await Eventually.Get(() => _scratch.ServerProcess() is null, "the keeper stops the server of a killed owner");
        await using var next = await Start();
        (await AskAsync(next.ConnectionString("postgres"), "select answer from kept")).Should().Be(42);
    }

    [Fact]
    public async Task A_start_right_after_the_kill_of_the_owner_waits_for_the_old_server()
    {
        using var owner = await PostgresOwner.StartAsync(_scratch.Data);
        await AskAsync(owner.ConnectionString, "create table kept as select 42 as answer");
        var old = _scratch.ServerProcess();
        await owner.KillGroupAsync();

        await using var next = await Start();

        _scratch.ServerProcess().Should().NotBe(old);
        (await AskAsync(next.ConnectionString("postgres"), "select answer from kept")).Should().Be(42);
    }

    [Fact]
    public async Task A_killed_server_recovers_on_the_next_start()
    {
        await using (var first = await Start())
        {
            await AskAsync(first.ConnectionString("postgres"), "create table kept as select 42 as answer");
            using var server = System.Diagnostics.Process.GetProcessById(_scratch.ServerProcess()!.Value);
            server.Kill();
            await server.WaitForExitAsync();
        }

        await using var second = await Start();
        (await AskAsync(second.ConnectionString("postgres"), "select answer from kept")).Should().Be(42);
    }

    [Fact]
    public async Task A_stale_process_number_of_somebody_else_gets_no_signal()
    {
        await using (await Start()) { }
        using var bystander = System.Diagnostics.Process.Start("sleep", "600");
        var cluster = Directory.GetDirectories(_scratch.Data, "pg*").Single();
        var file = Path.Combine(cluster, "postmaster.pid");
        await File.WriteAllTextAsync(file, $"{bystander.Id}\n{cluster}\n1\n5432\n\n\n\n\n");
        try
        {
            try
            {
                await using var server = await Start(); // when the bystander is another user's
            }
            catch (StartupRefused refused)
            {
                refused.Message.Should().Contain("postmaster.pid"); // when it is ours, PostgreSQL is careful
            }

            bystander.HasExited.Should().BeFalse();
        }
        finally
        {
            bystander.Kill();
        }
    }
}
