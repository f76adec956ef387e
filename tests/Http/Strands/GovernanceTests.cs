using System.Net.Http.Json;
using Advance.Contracts;

namespace Advance.Tests.Http.Strands;

/// <summary>Policies as law, caps, copies, partners.</summary>
public class GovernanceTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    [Fact]
    public async Task A_policy_changes_by_resolution_once_there_are_cohorts_and_a_steering_committee()
    {
        await using var host = await shared.OwnAsync();
        var it = await TheCommittee.OfFiveAsync(host, kind: "Steering");
        var (adopt, number) = ($"/api/strands/{it.StrandId}/adopt-policy", Programme.Key("2026"));
        object Change(string? resolutionNumber) => new { effectiveFrom = "2020-03-01", policy = TheCommittee.Policy("OneEach", 12), resolutionNumber };
        await it.Staff.RefusedAsync(adopt, Change(null), 409, "resolution-required");
        await it.Staff.RefusedAsync(adopt, Change(number), 409, "resolution-unknown");
        await it.Staff.DoAsync(it.ResolveAddress, it.OnCohort(number, await it.MeetAsync(it.OfOwner)));
        await it.Staff.RefusedAsync(adopt, Change(number), 409, "resolution-unknown");
        var onStrand = Programme.Key("2026");
        await it.Staff.DoAsync(it.ResolveAddress,
            new { number = onStrand, on = TheCommittee.Day, subject = "Fewer places", strandId = it.StrandId, meetingId = await it.MeetAsync(it.OfOwner) });
        await it.Staff.DoAsync(adopt, Change(onStrand));
        await it.Staff.RefusedAsync(adopt, new { effectiveFrom = "2020-04-01", policy = TheCommittee.Policy("OneEach", 11), resolutionNumber = onStrand }, 409, "resolution-used");
        (await it.Staff.ReadAsync($"/api/cohorts/{it.CohortId}")).GetProperty("policyVersion").GetInt32().Should().Be(2, "a call that is published keeps its policy");

        var difference = await host.As(Roles.Mentee).ReadAsync($"/api/strands/{it.StrandId}/policies/difference?from=2&to=3");
        difference.GetProperty("to").GetProperty("resolutionNumber").GetString().Should().Be(onStrand);
        Fields(difference).Should().BeEquivalentTo(["hardCap: 20 > 12", "targetTo: 20 > 12", "composition: None > OneEach"]);
        Fields(await it.Staff.ReadAsync($"/api/strands/{it.StrandId}/policies/difference?from=3&to=2")).Should().Contain("hardCap: 12 > 20");
        foreach (var (query, status) in new[] { ("from=1&to=9", 404), ("from=1", 400), ("from=0&to=1", 400), ("from=one&to=2", 400) })
        {
            using var wrong = await it.Staff.GetAsync($"/api/strands/{it.StrandId}/policies/difference?{query}");
            ((int)wrong.StatusCode).Should().Be(status, query);
        }
    }

    [Fact]
    public async Task A_policy_that_contradicts_itself_is_malformed()
    {
        var programme = await Programme.WithAStrandAsync(Host);
        var policy = TheCommittee.Policy("None");
        policy["partnerRepresentativeRequired"] = true;
        await Host.Staff.RefusedAsync($"/api/strands/{programme.StrandId}/adopt-policy", new { effectiveFrom = "2021-01-01", policy }, 400, "malformed");
        policy["partnerRepresentativeRequired"] = false;
        policy["requiredDeclarations"] = new System.Text.Json.Nodes.JsonArray("Not a key");
        await Host.Staff.RefusedAsync($"/api/strands/{programme.StrandId}/adopt-policy", new { effectiveFrom = "2021-01-01", policy }, 400, "malformed");
    }

    [Fact]
    public async Task A_raised_cap_gives_one_more_place_and_needs_a_resolution_on_the_cohort()
    {
        var it = await TheCommittee.OfFiveAsync(Host);
        var programme = await Programme.WithAStrandAsync(Host, hardCap: 1);
        var cohort = await programme.CohortWithAnOpenCallAsync(Host);
        var (one, two) = (await programme.AnEligibleApplicationAsync(Host, cohort), await programme.AnEligibleApplicationAsync(Host, cohort));
        await Host.Staff.DoAsync($"/api/applications/{one.ApplicationId}/select");
        await Host.Staff.RefusedAsync($"/api/applications/{two.ApplicationId}/select", null, 409, "cohort-full");
        var (raise, number) = ($"/api/cohorts/{cohort}/raise-cap", Programme.Key("cap"));
        await Host.Staff.RefusedAsync(raise, new { places = 2, resolutionNumber = number }, 409, "resolution-unknown");
        await Host.Staff.DoAsync(it.ResolveAddress, new { number, on = TheCommittee.Day, subject = "One more", cohortId = cohort });
        await Host.Staff.RefusedAsync(raise, new { places = 1, resolutionNumber = number }, 409, "cap-not-raised");
        await Host.Staff.RefusedAsync(raise, new { places = 501, resolutionNumber = number }, 400, "malformed");
        await Host.Staff.DoAsync(raise, new { places = 2, resolutionNumber = number });
        await Host.Staff.RefusedAsync(raise, new { places = 3, resolutionNumber = number }, 409, "resolution-used");
        await Host.Staff.DoAsync($"/api/applications/{two.ApplicationId}/select");
        var planned = await Host.Staff.CreateAsync("/api/cohorts", new { programme.StrandId, key = Programme.Key("c"), startsOn = "2051-01-01" });
        await Host.Staff.RefusedAsync($"/api/cohorts/{planned}/raise-cap", new { places = 2, resolutionNumber = number }, 409, "call-not-published");
        await Host.Staff.DoAsync($"/api/cohorts/{planned}/cancel");
        await Host.Staff.RefusedAsync($"/api/cohorts/{planned}/raise-cap", new { places = 2, resolutionNumber = number }, 409, "cohort-over");
        await Host.As(Roles.Committee).RefusedAsync(raise, new { places = 3, resolutionNumber = number }, 403, "forbidden");
    }

    [Fact]
    public async Task A_copied_cohort_takes_places_and_deadline_from_its_original()
    {
        var programme = await Programme.WithAStrandAsync(Host);
        var original = await programme.CohortWithAnOpenCallAsync(Host, places: 7);
        var starts = DateOnly.Parse((await Host.Staff.ReadAsync($"/api/cohorts/{original}")).GetProperty("startsOn").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        var key = Programme.Key("copy");
        using var answer = await Host.Staff.PostAsJsonAsync($"/api/cohorts/{original}/copy", new { key, startsOn = starts.AddYears(1).ToString("yyyy-MM-dd", null) });
        ((int)answer.StatusCode).Should().Be(201);
        var copy = await Host.Staff.ReadAsync(answer.Headers.Location!.ToString());
        copy.GetProperty("key").GetString().Should().Be(key);
        copy.GetProperty("template").GetProperty("fromCohortId").GetGuid().Should().Be(original);
        var id = copy.GetProperty("id").GetGuid();
        await Host.Staff.DoAsync($"/api/cohorts/{id}/publish-call", new { });
        copy = await Host.Staff.ReadAsync($"/api/cohorts/{id}");
        copy.GetProperty("places").GetInt32().Should().Be(7);
        var before = await DaysBeforeStartAsync(original);
        (await DaysBeforeStartAsync(id)).Should().BeApproximately(before, 0.001);
        await Host.Staff.RefusedAsync($"/api/cohorts/{original}/copy", new { key, startsOn = "2060-01-01" }, 409, "key-taken");
        await Host.Staff.RefusedAsync($"/api/cohorts/{Ids.New()}/copy", new { key = Programme.Key("copy"), startsOn = "2060-01-01" }, 404, "not-found");
        var plain = await Host.Staff.CreateAsync("/api/cohorts", new { programme.StrandId, key = Programme.Key("c"), startsOn = "2061-01-01" });
        await Host.Staff.RefusedAsync($"/api/cohorts/{plain}/publish-call", new { places = 3 }, 400, "malformed");
    }

    [Fact]
    public async Task A_copied_strand_has_its_rules_its_notes_and_its_partners()
    {
        var programme = await Programme.WithAStrandAsync(Host, "Circle", hardCap: 9);
        var partner = await TheCommittee.PartnerAsync(Host, programme.StrandId);
        await Host.Staff.DoAsync($"/api/strands/{programme.StrandId}/adopt-policy",
            new { effectiveFrom = "2021-01-01", policy = Programme.Policy(8), notes = new Dictionary<string, string> { ["hardCap"] = "By experience." } });
        var key = Programme.Key("copy");
        using var answer = await Host.Staff.PostAsJsonAsync($"/api/strands/{programme.StrandId}/copy", new { key, name = "Another strand" });
        ((int)answer.StatusCode).Should().Be(201);
        var copy = await Host.Staff.ReadAsync(answer.Headers.Location!.ToString());
        copy.GetProperty("format").GetString().Should().Be("Circle");
        copy.GetProperty("policy").GetProperty("policy").GetProperty("hardCap").GetInt32().Should().Be(8);
        copy.GetProperty("partners")[0].GetProperty("institutionId").GetGuid().Should().Be(partner);
        (await Host.Staff.ReadAsync($"/api/strands/{copy.GetProperty("id").GetGuid()}/policies")).GetProperty("items")[0].GetProperty("notes")
            .GetProperty("hardCap").GetString().Should().Be("By experience.");
        await Host.Staff.RefusedAsync($"/api/strands/{programme.StrandId}/copy", new { key, name = "Another strand" }, 409, "key-taken");
        await Host.Staff.RefusedAsync($"/api/strands/{programme.StrandId}/copy", new { key = "K", name = "" }, 400, "malformed");
    }

    [Fact]
    public async Task Partners_join_are_postponed_leave_and_come_back_and_any_day_knows_who_takes_part()
    {
        var programme = await Programme.WithAStrandAsync(Host);
        var (strand, list) = ($"/api/strands/{programme.StrandId}", await TheCommittee.PartnerAsync(Host, programme.StrandId, "2090-09-01"));
        var liser = await TheCommittee.PartnerAsync(Host, programme.StrandId);
        async Task<IEnumerable<Guid>> OnAsync(string day) =>
            (await Host.As(Roles.Mentee).ReadAsync($"{strand}/partners?on={day}")).GetProperty("items").EnumerateArray().Select(p => p.GetProperty("institutionId").GetGuid());
        await Host.Staff.RefusedAsync($"{strand}/postpone-partner", new { institutionId = liser, from = "2090-01-01" }, 409, "partner-already-joined");
        await Host.Staff.RefusedAsync($"{strand}/postpone-partner", new { institutionId = list, from = "2090-08-01" }, 409, "joining-date-not-later");
        await Host.Staff.DoAsync($"{strand}/postpone-partner", new { institutionId = list, from = "2091-09-01" });
        await Host.Staff.RefusedAsync($"{strand}/end-partnership", new { institutionId = liser, on = "2019-12-31" }, 409, "leaving-before-joining");
        await Host.Staff.DoAsync($"{strand}/end-partnership", new { institutionId = liser, on = "2095-12-31" });
        await Host.Staff.RefusedAsync($"{strand}/end-partnership", new { institutionId = liser, on = "2096-12-31" }, 409, "not-a-partner");
        await Host.Staff.RefusedAsync($"{strand}/admit-partner", new { institutionId = liser, from = "2095-12-31" }, 409, "partner-already-admitted");
        await Host.Staff.DoAsync($"{strand}/admit-partner", new { institutionId = liser, from = "2098-01-01" });
        (await OnAsync("2091-08-31")).Should().BeEquivalentTo([liser]);
        (await OnAsync("2091-09-01")).Should().BeEquivalentTo([liser, list]);
        (await OnAsync("2096-01-01")).Should().BeEquivalentTo([list]);
        (await OnAsync("2098-01-01")).Should().BeEquivalentTo([liser, list]);
        var first = await Host.Staff.ReadAsync($"{strand}/partners?on=2098-01-01&limit=1");
        (await Host.Staff.ReadAsync($"{strand}/partners?on=2098-01-01&after={first.GetProperty("next").GetString()}")).GetProperty("items").GetArrayLength().Should().Be(1);
        using var wrong = await Host.Staff.GetAsync($"{strand}/partners?on=2098-02-30");
        ((int)wrong.StatusCode).Should().Be(400);
    }

    private static IEnumerable<string> Fields(System.Text.Json.JsonElement difference) => difference.GetProperty("changes").EnumerateArray()
        .Select(c => $"{c.GetProperty("field").GetString()}: {c.GetProperty("old").GetString()} > {c.GetProperty("new").GetString()}");

    private async Task<double> DaysBeforeStartAsync(Guid cohort)
    {
        var view = await Host.Staff.ReadAsync($"/api/cohorts/{cohort}");
        return (view.GetProperty("startsOn").GetDateTime() - view.GetProperty("deadline").GetDateTimeOffset().UtcDateTime).TotalDays;
    }
}
