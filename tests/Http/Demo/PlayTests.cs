using System.Text.RegularExpressions;
using Advance.Host;
using Advance.Host.Demo;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Advance.Tests.Http.Demo;

/// <summary>The programme year that <c>demo</c> plays.</summary>
public partial class PlayTests(SharedHost shared)
{
    [Fact]
    public async Task Two_plays_of_the_year_tell_the_same_events_but_for_ids_and_times()
    {
        var plays = await Task.WhenAll(PlayAsync(), PlayAsync());
        plays[0].Values.Sum().Should().BeGreaterThan(500);
        plays[0].Where(e => plays[1].GetValueOrDefault(e.Key) != e.Value).Should().BeEmpty("the second play tells it as often");
        plays[1].Where(e => plays[0].GetValueOrDefault(e.Key) != e.Value).Should().BeEmpty("the first play tells it as often");
        plays[0].Keys.Select(e => e.Split(' ')[0]).Distinct().Should().Contain(["matching.mentorship-completed", "circles.circle-completed",
            "events.gathering-closed", "applications.application-promoted", "strands.cohort-completed", "reporting.report-issued"]);
    }

    /// <summary>Plays, reports on each cohort, and gives how often the log says what: reactions have no fixed place among the commands.</summary>
    private async Task<IReadOnlyDictionary<string, int>> PlayAsync()
    {
        await using var host = await TestHost.StartAsync(shared.Server, adjust: services => services.AddSingleton(YearPlay.Lots()), now: YearPlay.Begin);
        await Seeder.SeedShippedAsync(host.App);
        var api = ApiClient.Of(host.App);
        foreach (var cohort in await new YearPlay(api, host.Clock, _ => { }).PlayAsync())
            await api.CreateAsync("/api/reports", new { cohortId = cohort.Id, kind = "cohort-audit" });
        await using var source = NpgsqlDataSource.Create(host.ConnectionString);
        await using var command = source.CreateCommand("select type || ' ' || data from es.mt_events where type <> 'tombstone'");
        await using var reader = await command.ExecuteReaderAsync();
        List<string> told = [];
        while (await reader.ReadAsync()) told.Add(IdsTimesAndDigests().Replace(reader.GetString(0), "*"));
        return told.CountBy(e => e).ToDictionary();
    }

    [GeneratedRegex("""[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}|(?<=")[\w-]{43}(?=")|\d{4}-\d\d-\d\dT[0-9:.]+(Z|[+-]\d\d:\d\d)|(?<="(asOf|position|previousTreeSize)": )\d+""")]
    private static partial Regex IdsTimesAndDigests();
}
