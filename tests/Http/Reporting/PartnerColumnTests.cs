using System.Text.Json;

namespace Advance.Tests.Http.Reporting;

/// <summary>Which institutions have a row in a report follows from when each joined and left (9.4): those to which the cohort's call was open.</summary>
public class PartnerColumnTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    [Fact]
    public async Task A_report_has_a_row_for_each_institution_that_took_part_when_the_call_was_published_whatever_comes_later()
    {
        var programme = await Programme.WithAStrandAsync(Host);
        var partners = $"/api/strands/{programme.StrandId}";
        var (lih, list) = (await PartnerAsync("LIH"), await PartnerAsync("LIST"));
        await Host.Staff.DoAsync($"{partners}/admit-partner", new { institutionId = lih, from = "2020-01-01" });
        var first = await programme.CohortWithAnOpenCallAsync(Host);
        var position = await PositionOfAsync(first);

        // LIST joins between the first and the second cohort, as was agreed long before
        var second = await CohortAsync(programme, Year(3));
        await Host.Staff.DoAsync($"{partners}/admit-partner", new { institutionId = list, from = $"{Year(2)}-01-01" });
        await PublishAsync(second);
        var person = await Programme.APersonAsync(Host, list);
        await Host.Staff.RefusedAsync("/api/applications", new { cohortId = first, personId = person }, 409, "institution-not-in-call");
        await Host.Staff.CreateAsync("/api/applications", new { cohortId = second, personId = person });

        // LIH leaves before the third
        await Host.Staff.DoAsync($"{partners}/end-partnership", new { institutionId = lih, on = $"{Year(4)}-12-31" });
        var third = await CohortAsync(programme, Year(5));
        await PublishAsync(third);

        (await RowsAsync(first, position)).Should().BeEquivalentTo(["University", "LIH"], "at a position before LIST was admitted");
        (await RowsAsync(first)).Should().BeEquivalentTo(["University", "LIH"], "and today: its call was not open to LIST");
        (await RowsAsync(second)).Should().BeEquivalentTo(["University", "LIH", "LIST"]);
        (await RowsAsync(third)).Should().BeEquivalentTo(["University", "LIST"], "LIH has left by its first day");
        var day = $"{Year(3)}-06-01";
        (await Host.Staff.ReadAsync($"{partners}/partners?on={day}")).GetRawText().Should().Contain(lih.ToString()).And.Contain(list.ToString());
    }

    private static int Year(int from) => DateTimeOffset.UtcNow.Year + from; // clock: far enough ahead for every test

    private async Task<Guid> PartnerAsync(string name) => await Host.Staff.CreateAsync("/api/institutions", new { key = Programme.Key(name.ToLowerInvariant()), name });

    private async Task<Guid> CohortAsync(Programme programme, int year) =>
        await Host.Staff.CreateAsync("/api/cohorts", new { programme.StrandId, key = Programme.Key("cohort"), startsOn = $"{year}-09-01" });

    private Task PublishAsync(Guid cohort) => Host.Staff.DoAsync($"/api/cohorts/{cohort}/publish-call", new { deadline = Host.Clock.GetUtcNow().AddDays(30) });

    private async Task<long> PositionOfAsync(Guid cohort) => (await Eventually.Get(() => Host.Staff.ReadAsync($"/api/cohorts/{cohort}/timeline?limit=200"),
        page => page.GetProperty("items").EnumerateArray().Any(e => e.GetProperty("kind").GetString() == "strands.call-published"), "the call is on the timeline"))
        .GetProperty("items").EnumerateArray().Last().GetProperty("position").GetInt64();

    /// <summary>The names, each once: the Host is shared, and every owner has a row.</summary>
    private async Task<List<string?>> RowsAsync(Guid cohort, long? asOf = null)
    {
        var report = await Host.Staff.CreateAsync("/api/reports", new { cohortId = cohort, kind = "cohort-audit", asOf });
        var tables = (await Host.Staff.ReadAsync($"/api/reports/{report}.json")).GetProperty("tables").EnumerateArray();
        return [.. tables.Single(t => t.GetProperty("rowsAre").GetString() == "Institution").GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("name").GetString()).Distinct()];
    }
}
