using System.Text.Json;
using Advance.Host;
using Advance.Host.Commands;
using Advance.Host.Import;
using Npgsql;

namespace Advance.Tests.Http.Import;

/// <summary>The desk where files are imported, as the command line does it, into a Host with the programme of ADVANCE.</summary>
internal sealed class Desk(TestHost host)
{
    public static string Sample(string name) => Path.Combine(AppContext.BaseDirectory, "data", "mentor-match", name);

    public ApiClient Api { get; } = ApiClient.Of(host.App);

    public static async Task<Desk> SeededAsync(TestHost host)
    {
        Desk desk = new(host);
        await Seeder.SeedShippedAsync(host.App);
        return desk;
    }

    /// <summary>A cohort of the Fellows, in a year of its own, whose call is open.</summary>
    public async Task<JsonElement> FellowsAsync(int yearsAhead = 1)
    {
        var strand = (await Api.ReadAsync("/api/strands?key=fellows")).GetProperty("items")[0].GetProperty("id").GetGuid();
        var key = Programme.Key("fellows");
        var startsOn = $"{host.Clock.GetUtcNow().Year + yearsAhead}-09-01";
        var id = await Api.CreateAsync("/api/cohorts", new { strandId = strand, key, startsOn });
        await Api.DoAsync($"/api/cohorts/{id}/publish-call", new { deadline = host.Clock.GetUtcNow().AddDays(30) });
        return await ImportCommand.CohortAsync(Api, key);
    }

    public Task<IReadOnlyList<RowResult>> MentorsAsync(string file, Mapping mapping, bool isDryRun = false) =>
        new MentorsImport(Api, mapping, isDryRun).RunAsync(Table.Read(file, mapping.HeaderRows), _ => { });

    public Task<IReadOnlyList<RowResult>> ApplicationsAsync(string file, Mapping mapping, JsonElement cohort, bool isDryRun = false) =>
        new ApplicationsImport(Api, mapping, isDryRun, cohort).RunAsync(Table.Read(file, mapping.HeaderRows), _ => { });

    /// <summary>How long the log is, and how many documents People holds.</summary>
    public async Task<(long Events, long People)> StateAsync()
    {
        await using var source = NpgsqlDataSource.Create(host.ConnectionString);
        await using var command = source.CreateCommand("select (select count(*) from es.mt_events), (select count(*) from people.mt_doc_personaldata)");
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    public static string Summary(IReadOnlyList<RowResult> results) =>
        string.Join(", ", results.GroupBy(r => r.Outcome).OrderBy(g => g.Key).Select(g => $"{g.Count()} {g.Key}"));
}
