using System.Text.Json;
using Advance.Contracts;
using Advance.Tests.Http.Circles;

namespace Advance.Tests.Http.People;

/// <summary>The access export of one person where events name several.</summary>
public class AccessTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    private static JsonElement DataOf(JsonElement export, string type) => export.GetProperty("events").GetProperty("items").EnumerateArray()
        .Single(e => e.GetProperty("type").GetString() == type).GetProperty("data");

    [Fact]
    public async Task An_export_shows_of_an_import_the_persons_own_row_only()
    {
        var (ada, grace) = (await Somebody.RegisterAsync(Host), await Somebody.RegisterAsync(Host));
        var import = await Host.Staff.CreateAsync("/api/imports", new { kind = "mentors" });
        object Row(int line, Guid person) => new { line, personId = person, personVersion = 1, thingId = Ids.New(), thingVersion = 1, texts = 0 };
        await Host.Staff.DoAsync($"/api/imports/{import}/record-rows", new { rows = new[] { Row(2, ada), Row(3, grace) } });

        var byStaff = await Host.Staff.ReadAsync($"/api/people/{grace}/access");
        var row = DataOf(byStaff, "applications.rows-imported").GetProperty("rows").EnumerateArray().Single();
        (row.GetProperty("line").GetInt32(), row.GetProperty("personId").GetGuid()).Should().Be((3, grace));
        byStaff.ToString().Should().NotContain(ada.ToString());
        (await Host.As(Roles.Mentee, grace).ReadAsync($"/api/people/{grace}/access")).ToString().Should().NotContain(ada.ToString());
        (await Host.Staff.ReadAsync($"/api/imports/{import}/rows")).GetProperty("items").GetArrayLength().Should().Be(2, "the import itself names everybody to staff");
    }

    [Fact]
    public async Task An_export_and_the_own_timeline_show_of_a_circle_the_own_seat_and_of_a_merge_both_ids()
    {
        var (ada, former, grace, emmy) = (await Somebody.RegisterAsync(Host), await Somebody.RegisterAsync(Host), await Somebody.RegisterAsync(Host), await Somebody.RegisterAsync(Host));
        var programme = await CircleProgramme.WithAsync(Host, mentees: 0, mentors: 3);
        await programme.PublishAsync([.. new[] { former, grace, emmy }.Select(p => new OfferAccepted(Ids.New(), programme.CohortId, p, Ids.New(), "1.0"))]);
        await Host.Staff.CreateAsync("/api/circles", new { programme.CohortId, mentees = new[] { former, grace, emmy }, programme.Mentors });
        await Host.Staff.DoAsync($"/api/people/{ada}/merge", new { mergedPersonId = former });

        foreach (var (client, history) in new[] { (Host.Staff, "access?limit=200"), (Host.As(Roles.Mentee, ada), "access?limit=200"), (Host.As(Roles.Mentee, ada), "timeline?limit=200") })
        {
            var seen = await client.ReadAsync($"/api/people/{ada}/{history}");
            var events = seen.TryGetProperty("events", out var page) ? seen : JsonSerializer.SerializeToElement(new { events = seen });
            var seat = DataOf(events, "circles.circle-composed").GetProperty("seats").EnumerateArray().Single();
            seat.GetProperty("personId").GetGuid().Should().Be(former, history);
            DataOf(events, "people.person-merged").GetProperty("mergedPersonId").GetGuid().Should().Be(former);
            seen.ToString().Should().NotContain(grace.ToString()).And.NotContain(emmy.ToString()).And.NotContain(programme.Mentors[0].ToString());
        }
    }
}
