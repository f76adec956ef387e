using Advance.Host.Postgres;

namespace Advance.Tests.Http.Postgres;

public sealed class RefusedStartTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    private async Task<string> Refusal(string? binFolder = null, string? data = null)
    {
        var start = async () =>
        {
            await using var server = await EmbeddedPostgres.StartAsync(new(data ?? _scratch.Data, binFolder), default);
        };
        return (await start.Should().ThrowAsync<StartupRefused>()).Which.Message;
    }

    [Fact]
    public async Task A_second_Host_on_the_same_folder_is_refused_and_the_first_goes_on()
    {
        await using var first = await EmbeddedPostgres.StartAsync(new(_scratch.Data, Durable: false), default);

        (await Refusal()).Should().Contain("Another Advance Host").And.Contain(_scratch.Data).And.NotContain("\n");

        (await ScratchFolder.AskAsync(first.ConnectionString("postgres"), "select 1")).Should().Be(1);
    }

    [Fact]
    public async Task A_folder_with_files_of_somebody_else_is_refused_and_left_alone()
    {
        Directory.CreateDirectory(_scratch.Data);
        await File.WriteAllTextAsync(Path.Combine(_scratch.Data, "thesis.txt"), "years of work");

        (await Refusal()).Should().Contain("not Advance's").And.Contain("ADVANCE_DATA").And.NotContain("\n");

        Directory.GetFileSystemEntries(_scratch.Data).Should().ContainSingle();
    }

    [Fact]
    public async Task Without_binaries_one_screen_says_what_to_install()
    {
        var nothing = Directory.CreateDirectory(Path.Combine(_scratch.Path, "nothing")).FullName;

        var screen = await Refusal(nothing);

        screen.Should().Contain(nothing).And.Contain("apt install postgresql").And.Contain("brew install")
            .And.Contain("ADVANCE_PG_BIN").And.Contain("ConnectionStrings__Advance");
        screen.Split('\n').Should().HaveCountLessThan(24).And.OnlyContain(line => line.Length <= 160);
    }

    [Fact]
    public async Task Data_of_another_major_version_is_refused_and_left_alone()
    {
        await using (await EmbeddedPostgres.StartAsync(new(_scratch.Data, Durable: false), default)) { }
        var cluster = Directory.GetDirectories(_scratch.Data, "pg*").Single();
        var newer = Path.Combine(_scratch.Data, "pg99");
        Directory.Move(cluster, newer);

        (await Refusal()).Should().Contain("was written by PostgreSQL 99").And.Contain("pg_dump").And.NotContain("\n");

        Directory.GetDirectories(_scratch.Data, "pg*").Should().Equal(newer);
    }

    [Fact]
    public async Task A_cluster_whose_version_is_not_that_of_its_folder_is_refused()
    {
        await using (await EmbeddedPostgres.StartAsync(new(_scratch.Data, Durable: false), default)) { }
        var cluster = Directory.GetDirectories(_scratch.Data, "pg*").Single();
        await File.WriteAllTextAsync(Path.Combine(cluster, "PG_VERSION"), "9\n");

        (await Refusal()).Should().Contain("was written by PostgreSQL 9,").And.NotContain("\n");
    }

    [Fact]
    public async Task A_data_folder_that_is_a_file_is_refused_with_one_sentence()
    {
        await File.WriteAllTextAsync(_scratch.Data, "");

        (await Refusal()).Should().Contain(_scratch.Data).And.NotContain("\n");
    }

    [Fact]
    public async Task As_root_a_folder_that_the_servers_user_cannot_enter_is_refused()
    {
        Assert.SkipUnless(!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess, "runs as root only");
        File.SetUnixFileMode(_scratch.Path, (UnixFileMode)0b111_000_000);

        (await Refusal()).Should().Contain("may not enter").And.Contain("chmod").And.NotContain("\n");
    }

    [Fact]
    public async Task As_root_the_server_runs_as_an_unprivileged_user()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "runs as root only");
        await using var server = await EmbeddedPostgres.StartAsync(new(_scratch.Data, Durable: false), default);

        var status = await File.ReadAllLinesAsync($"/proc/{_scratch.ServerProcess()}/status");
        string Of(string key) => status.Single(line => line.StartsWith(key, StringComparison.Ordinal));
        Of("Uid:").Split('\t')[1..].Should().OnlyContain(id => id != "0");
        Of("Gid:").Split('\t')[1..].Should().OnlyContain(id => id != "0");
        Of("Groups:").Split(' ', '\t').Should().NotContain("0");
    }
}
