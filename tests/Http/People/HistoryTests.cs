using System.Text.Json;
using Advance.Contracts;

namespace Advance.Tests.Http.People;

/// <summary>What held when, and when it was known.</summary>
public class HistoryTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    private Task<Guid> InstitutionAsync(string key) => Host.Staff.CreateAsync("/api/institutions", new { key, name = "Institution" });

    private static List<JsonElement> Items(JsonElement page) => [.. page.GetProperty("items").EnumerateArray()];

    private static string Instant(JsonElement e, string name) => Uri.EscapeDataString(e.GetProperty(name).GetString()!);

    [Fact]
    public async Task A_corrected_affiliation_is_what_was_believed_then_and_what_is_believed_now()
    {
        var (uni, person) = (await InstitutionAsync(Programme.Key("uni")), await Somebody.RegisterAsync(Host));
        var address = $"/api/people/{person}";
        await Host.Staff.DoAsync($"{address}/record-affiliation", new { institutionId = uni, unit = "dcs", careerStage = "postdoc", from = "2025-01-01" });
        var wrong = Items(await Host.Staff.ReadAsync($"{address}/affiliations")).Single();
        var instead = new { institutionId = uni, unit = "dphyms", careerStage = "postdoc", from = "2025-02-01" };
        await Host.Staff.DoAsync($"{address}/correct-affiliation", new { affiliationId = wrong.GetProperty("affiliationId").GetGuid(), instead });
        var right = Items(await Host.Staff.ReadAsync($"{address}/affiliations")).Single();
        right.GetProperty("unit").GetString().Should().Be("dphyms");
        Items(await Host.Staff.ReadAsync($"{address}/affiliations?knownAt={Instant(wrong, "knownSince")}")).Single().GetProperty("unit").GetString().Should().Be("dcs");
        Items(await Host.Staff.ReadAsync($"{address}/affiliations?history=true")).Should().HaveCount(2);

        await Host.Staff.DoAsync($"{address}/end-affiliation", new { affiliationId = right.GetProperty("affiliationId").GetGuid(), until = "2026-03-31" });
        Items(await Host.Staff.ReadAsync($"{address}/affiliations?on=2026-03-31")).Should().ContainSingle();
        Items(await Host.Staff.ReadAsync($"{address}/affiliations?on=2026-04-01")).Should().BeEmpty();
        Items(await Host.Staff.ReadAsync($"{address}/affiliations?on=2026-04-01&knownAt={Instant(right, "knownSince")}")).Should().ContainSingle("its end was not known then");
        (await Host.Staff.ReadAsync($"{address}/affiliations?history=true&limit=2")).GetProperty("next").GetString().Should().Be("2");

        await Host.Staff.RefusedAsync($"{address}/end-affiliation", new { affiliationId = Ids.New(), until = "2026-03-31" }, 404, "not-found");
        await Host.Staff.RefusedAsync($"{address}/end-affiliation", new { affiliationId = right.GetProperty("affiliationId").GetGuid(), until = "2020-01-01" }, 409, "affiliation-begins-later");
        await Host.Staff.RefusedAsync($"{address}/record-affiliation", new { institutionId = uni, unit = "dcs", careerStage = "postdoc", from = "2025-01-01", until = "2024-01-01" }, 400, "malformed");
        await Host.As(Roles.Mentee, person).RefusedAsync($"{address}/correct-affiliation", new { affiliationId = Ids.New() }, 403, "forbidden");
        foreach (var bad in new[] { "?on=yesterday", "?after=-1", "?limit=0", "?history=true&on=2026-01-01", "?knownAt=never" })
        {
            using var response = await Host.Staff.GetAsync($"{address}/affiliations{bad}");
            ((int)response.StatusCode).Should().Be(400, bad);
        }
    }

    [Fact]
    public async Task A_relationship_is_ended_or_taken_back_and_known_as_it_was()
    {
        var (ada, grace) = (await Somebody.RegisterAsync(Host), await Somebody.RegisterAsync(Host));
        await Host.Staff.DoAsync($"/api/people/{ada}/disclose-relationship", new { otherPersonId = grace, kind = "Supervision", from = "2024-01-01" });
        var disclosed = Items(await Host.Staff.ReadAsync($"/api/people/{grace}/relationships")).Single();
        var id = disclosed.GetProperty("id").GetGuid();
        await Host.As(Roles.Mentor, ada).RefusedAsync($"/api/relationships/{id}/end", new { until = "2024-06-30" }, 409, "end-dated-back");
        await Host.As(Roles.Mentor, Ids.New()).RefusedAsync($"/api/relationships/{id}/end", new { until = "2024-06-30" }, 403, "forbidden");
        await Host.Staff.DoAsync($"/api/relationships/{id}/end", new { until = "2024-06-30" });
        Items(await Host.Staff.ReadAsync($"/api/people/{ada}/relationships?on=2024-07-01")).Should().BeEmpty();
        Items(await Host.Staff.ReadAsync($"/api/people/{ada}/relationships?on=2024-07-01&knownAt={Instant(disclosed, "knownSince")}")).Should().ContainSingle();
        await Host.As(Roles.Mentor, ada).RefusedAsync($"/api/relationships/{id}/retract", null, 403, "forbidden");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Host.Staff.PostAsync($"/api/relationships/{id}/retract", null)));
        answers.Count(a => a.IsSuccessStatusCode).Should().Be(1);
        foreach (var refused in answers.Where(a => !a.IsSuccessStatusCode)) (await refused.Content.ReadAsStringAsync()).Should().Contain("/relationship-retracted");
        await Host.Staff.RefusedAsync($"/api/relationships/{id}/retract", null, 409, "relationship-retracted");
        await Host.Staff.RefusedAsync($"/api/relationships/{Ids.New()}/retract", null, 404, "not-found");
        Items(await Host.Staff.ReadAsync($"/api/people/{ada}/relationships")).Should().BeEmpty();
        Items(await Host.As(Roles.Mentee, grace).ReadAsync($"/api/people/{grace}/relationships?history=true")).Should().HaveCount(2);
        await Host.Staff.DoAsync($"/api/people/{ada}/disclose-relationship", new { otherPersonId = grace, kind = "CoAuthorship", year = 2025 });
        await Host.Staff.RefusedAsync($"/api/people/{ada}/disclose-relationship", new { otherPersonId = grace, kind = "Kinship" }, 400, "malformed");
        await Host.Staff.RefusedAsync($"/api/people/{ada}/disclose-relationship", new { otherPersonId = grace, kind = "Kinship", from = "2024-01-01", until = "2023-01-01" }, 400, "malformed");
    }

    [Fact]
    public async Task Ties_follow_from_line_management_and_units()
    {
        var uni = await InstitutionAsync(Programme.Key("uni"));
        List<Guid> people = [];
        for (var i = 0; i < 4; i++) people.Add(await Somebody.RegisterAsync(Host));
        var (ada, boss, top, peer) = (people[0], people[1], people[2], people[3]);
        Task Line(Guid above, Guid below) => Host.Staff.DoAsync($"/api/people/{above}/disclose-relationship", new { otherPersonId = below, kind = "LineManagement", from = "2024-01-01" });
        await Line(boss, ada);
        await Line(top, boss);
        await Line(boss, peer);
        foreach (var person in new[] { ada, peer })
            await Host.Staff.DoAsync($"/api/people/{person}/record-affiliation", new { institutionId = uni, unit = "dcs", careerStage = "postdoc", from = "2025-01-01" });
        await Host.Staff.RefusedAsync($"/api/people/{ada}/disclose-relationship", new { otherPersonId = boss, kind = "LineManagement", from = "2025-01-01" }, 409, "line-management-both-ways");

        var ties = Items(await Host.As(Roles.Mentee, ada).ReadAsync($"/api/people/{ada}/ties"));
        ties.Select(t => (t.GetProperty("otherPersonId").GetGuid(), t.GetProperty("rule").GetString())).Should()
            .BeEquivalentTo([(boss, "line-management"), (top, "skip-level"), (peer, "same-manager"), (peer, "same-unit")]);
        Items(await Host.Staff.ReadAsync($"/api/people/{ada}/ties?on=2024-06-01")).Should().HaveCount(3, "the unit was not shared yet");
        var first = ties.Single(t => t.GetProperty("rule").GetString() == "line-management");
        Items(await Host.Staff.ReadAsync($"/api/people/{ada}/ties?knownAt={Instant(first, "knownSince")}")).Should().ContainSingle();
        using var other = await Host.As(Roles.Mentee, peer).GetAsync($"/api/people/{ada}/ties");
        ((int)other.StatusCode).Should().Be(403);
    }

    [Fact]
    public async Task A_partners_representative_sees_the_partners_own_people_without_contact_data()
    {
        var (key, elsewhere) = (Programme.Key("lih"), await InstitutionAsync(Programme.Key("list")));
        var partner = await InstitutionAsync(key);
        var (own, former, stranger) = (await Somebody.RegisterAsync(Host), await Somebody.RegisterAsync(Host), await Somebody.RegisterAsync(Host));
        Task Works(Guid person, Guid at, string from) => Host.Staff.DoAsync($"/api/people/{person}/record-affiliation", new { institutionId = at, unit = "unit", careerStage = "postdoc", from });
        await Works(own, partner, "2024-01-01");
        await Works(own, elsewhere, "2020-01-01");
        await Works(former, partner, "2020-01-01");
        await Works(former, elsewhere, "2024-01-01");
        await Works(stranger, elsewhere, "2024-01-01");
        using var representative = Host.As(Roles.Partner, institution: key);

        Items(await representative.ReadAsync($"/api/institutions/{partner}/people")).Select(p => p.GetProperty("id").GetGuid()).Should().Equal(own);
        Items(await representative.ReadAsync($"/api/institutions/{partner}/people?on=2022-01-01")).Select(p => p.GetProperty("id").GetGuid()).Should().Equal(former);
        var seen = await representative.ReadAsync($"/api/people/{own}");
        (seen.GetProperty("givenName").GetString(), seen.GetProperty("email").ValueKind).Should().Be(("Ada", JsonValueKind.Null));
        seen.GetProperty("affiliations").EnumerateArray().Should().OnlyContain(a => a.GetProperty("institutionId").GetGuid() == partner);
        Items(await representative.ReadAsync($"/api/people/{own}/affiliations")).Should().ContainSingle();
        foreach (var address in new[] { $"/api/people/{former}", $"/api/people/{stranger}", $"/api/people/{Ids.New()}", $"/api/people/{stranger}/affiliations",
            $"/api/people/{own}/relationships", $"/api/people/{own}/timeline", $"/api/people/{own}/identities", $"/api/institutions/{elsewhere}/people" })
        {
            using var refused = await representative.GetAsync(address);
            ((int)refused.StatusCode).Should().Be(403, address);
        }

        using var auditor = await Host.As(Roles.Committee).GetAsync($"/api/institutions/{partner}/people");
        ((int)auditor.StatusCode).Should().Be(403);
        using var nowhere = await Host.Staff.GetAsync($"/api/institutions/{Ids.New()}/people");
        ((int)nowhere.StatusCode).Should().Be(404);
    }
}
