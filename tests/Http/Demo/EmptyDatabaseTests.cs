using Advance.Host;
using Advance.Host.Postgres;
using Npgsql;

namespace Advance.Tests.Http.Demo;

/// <summary>Where a demo plays: beside the installation, never in it.</summary>
public class EmptyDatabaseTests(SharedHost shared)
{
    [Fact]
    public async Task A_second_demo_begins_with_log_keys_and_a_checkpoint_of_its_own_and_leaves_those_of_the_installation_alone()
    {
        using var scratch = new Postgres.ScratchFolder();
        await using var installation = new Installation { DataFolder = Path.Combine(scratch.Path, "data"), ConnectionString = await EmptyAsync() };
        var own = Path.Combine(await installation.KeyFolderAsync(), "checkpoint");
        await File.WriteAllTextAsync(own, "of the installation");

        await using var first = await installation.EmptyDatabaseAsync("advance_demo");
        var played = Path.Combine(await first.KeyFolderAsync(), "checkpoint");
        played.Should().NotBe(own);
        await File.WriteAllTextAsync(played, "of the first demo");

        await using var second = await installation.EmptyDatabaseAsync("advance_demo");
        Directory.EnumerateFileSystemEntries(await second.KeyFolderAsync()).Should().BeEmpty("the log of the first demo would be taken for a restored backup");
        (await File.ReadAllTextAsync(own)).Should().Be("of the installation");
    }

    [Fact]
    public async Task A_demo_is_refused_in_an_own_database_that_is_not_empty()
    {
        using var scratch = new Postgres.ScratchFolder();
        await using var installation = new Installation { DataFolder = scratch.Path, ConnectionString = await shared.Server.CloneAsync() };
        await installation.Awaiting(i => i.EmptyDatabaseAsync("advance_demo")).Should().ThrowAsync<StartupRefused>().WithMessage("*empty database*");
    }

    private async Task<string> EmptyAsync()
    {
        var name = $"advance_empty_{Environment.ProcessId}";
        await using var source = NpgsqlDataSource.Create(shared.Server.ConnectionString("postgres"));
        await using var drop = source.CreateCommand($"drop database if exists {name} with (force)");
        await drop.ExecuteNonQueryAsync();
        await using var create = source.CreateCommand($"create database {name}");
        await create.ExecuteNonQueryAsync();
        return shared.Server.ConnectionString(name);
    }
}
