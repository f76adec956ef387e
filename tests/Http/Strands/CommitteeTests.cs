using System.Net.Http.Json;
using Advance.Contracts;
using Advance.Tests.Http.People;

namespace Advance.Tests.Http.Strands;

public class CommitteeTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    [Fact]
    public async Task A_committee_is_formed_seats_a_member_resolves_and_ends_the_mandate()
    {
        var programme = await Programme.WithAStrandAsync(Host);
        var (key, ada) = (Programme.Key("executive"), await Somebody.RegisterAsync(Host));
        var committee = await Host.Staff.CreateAsync("/api/committees", new { key, name = "Executive committee", kind = "Executive" });
        await Host.Staff.RefusedAsync("/api/committees", new { key, name = "Another", kind = "Steering" }, 409, "key-taken");
        var seat = new { personId = ada, institutionId = programme.OwnerId, from = "2025-01-01" };
        await Host.Staff.DoAsync($"/api/committees/{committee}/seat-member", seat);
        await Host.Staff.RefusedAsync($"/api/committees/{committee}/seat-member", seat, 409, "member-already-seated");
        await Host.Staff.RefusedAsync($"/api/committees/{committee}/seat-member",
            new { personId = Ids.New(), institutionId = programme.OwnerId, from = "2025-01-01" }, 409, "person-unknown");
        await Host.Staff.RefusedAsync($"/api/committees/{committee}/seat-member",
            new { personId = await Somebody.RegisterAsync(Host), institutionId = programme.OwnerId, from = "2025-01-01", representsPartners = true }, 409, "owner-is-no-partner");
        var resolution = new { number = "2026/1", on = "2025-02-01", subject = "A second cohort", strandId = programme.StrandId };
        await Host.Staff.DoAsync($"/api/committees/{committee}/resolve", resolution);
        await Host.Staff.RefusedAsync($"/api/committees/{committee}/resolve", resolution, 409, "resolution-number-taken");
        await Host.Staff.DoAsync($"/api/committees/{committee}/end-mandate", new { personId = ada, on = "2025-12-31" });

        var view = await Host.As(Roles.Committee).ReadAsync($"/api/committees/{committee}");
        view.GetProperty("mandates")[0].GetProperty("until").GetString().Should().Be("2025-12-31");
        view.GetProperty("resolutions")[0].GetProperty("number").GetString().Should().Be("2026/1");
        (await Host.Staff.ReadAsync($"/api/committees?key={key}")).GetProperty("items").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task A_mandate_is_refused_to_an_identity_that_was_merged_into_another_and_to_a_person_who_was_erased()
    {
        var programme = await Programme.WithAStrandAsync(Host);
        var (kept, merged, erased) = (await Somebody.RegisterAsync(Host), await Somebody.RegisterAsync(Host), await Somebody.RegisterAsync(Host));
        var committee = await Host.Staff.CreateAsync("/api/committees", new { key = Programme.Key("executive"), name = "Executive committee", kind = "Executive" });
        await Host.Staff.DoAsync($"/api/people/{kept}/merge", new { mergedPersonId = merged });
        await Host.Staff.DoAsync($"/api/people/{erased}/erase");
        object Seat(Guid personId) => new { personId, institutionId = programme.OwnerId, from = "2025-01-01" };
        await Host.Staff.RefusedAsync($"/api/committees/{committee}/seat-member", Seat(merged), 409, "person-merged");
        await Host.Staff.RefusedAsync($"/api/committees/{committee}/seat-member", Seat(erased), 409, "person-unknown");
        await Host.Staff.DoAsync($"/api/committees/{committee}/seat-member", Seat(kept));
    }

    [Fact]
    public async Task A_committee_that_judges_blind_does_not_read_the_log_as_it_is_written()
    {
        using var committee = Host.As(Roles.Committee, Ids.New());
        using var auditor = Host.As(Roles.Auditor);
        foreach (var address in new[] { "/api/log/entries", "/api/log/tile/0/000", "/api/log/tile/entries/000" })
        {
            using var refused = await committee.GetAsync(address);
            ((int)refused.StatusCode).Should().Be(403, address);
            using var answered = await auditor.GetAsync(address);
            ((int)answered.StatusCode).Should().NotBe(403, address);
        }

        (await committee.GetAsync("/api/log/checkpoint")).StatusCode.Should().NotBe(System.Net.HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_cohort_outside_the_cadence_needs_a_resolution_that_names_the_strand()
    {
        var strand = await AYearlyStrandAsync();
        object Plan(string? resolution = null) => new { strandId = strand, key = Programme.Key("c"), startsOn = Programme.NextYear, exceptionResolution = resolution };
        var number = Programme.Key("2026");
        await Host.Staff.CreateAsync("/api/cohorts", Plan());
        await Host.Staff.RefusedAsync("/api/cohorts", Plan(), 409, "cadence");
        await Host.Staff.RefusedAsync("/api/cohorts", Plan(number), 409, "resolution-unknown");
        var committee = await Host.Staff.CreateAsync("/api/committees", new { key = Programme.Key("sc"), name = "Steering", kind = "Steering" });
        await Host.Staff.DoAsync($"/api/committees/{committee}/resolve", new { number, on = "2025-02-01", subject = "A second cohort", strandId = strand });
        await Host.Staff.CreateAsync("/api/cohorts", Plan(number));
    }

    [Fact]
    public async Task Of_eight_cohorts_planned_at_once_a_yearly_strand_gets_one()
    {
        var strand = await AYearlyStrandAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            Host.Staff.PostAsJsonAsync("/api/cohorts", new { strandId = strand, key = Programme.Key("c"), startsOn = Programme.NextYear })));
        answers.Count(a => (int)a.StatusCode == 201).Should().Be(1);
        foreach (var refusal in answers.Where(a => !a.IsSuccessStatusCode)) (await refusal.Content.ReadAsStringAsync()).Should().Contain("/cadence");
    }

    [Fact]
    public async Task Strands_policies_institutions_and_charter_are_read()
    {
        var programme = await Programme.WithAStrandAsync(Host);
        await Host.Staff.DoAsync($"/api/strands/{programme.StrandId}/adopt-policy", new { effectiveFrom = "2100-01-01", policy = Programme.Policy(5) });
        using var strand = await Host.Staff.GetAsync($"/api/strands/{programme.StrandId}");
        strand.Headers.ETag!.Tag.Should().Be("\"3\"");
        var first = await Host.Staff.ReadAsync($"/api/strands/{programme.StrandId}/policies?limit=1");
        var second = await Host.Staff.ReadAsync($"/api/strands/{programme.StrandId}/policies?after={first.GetProperty("next").GetString()}");
        second.GetProperty("items")[0].GetProperty("policy").GetProperty("hardCap").GetInt32().Should().Be(5);
        (await Host.Staff.ReadAsync($"/api/institutions/{programme.OwnerId}")).GetProperty("key").GetString().Should().Be(programme.OwnerKey);
        (await Host.Staff.ReadAsync($"/api/institutions?key={programme.OwnerKey}")).GetProperty("items").GetArrayLength().Should().Be(1);
        (await Host.Staff.ReadAsync("/api/strands?limit=1")).GetProperty("items").GetArrayLength().Should().Be(1);
        (await Host.As(Roles.Mentee).ReadAsync("/api/charter")).GetProperty("inForce").GetString().Should().Be("1.0");
        using var missing = await Host.Staff.GetAsync($"/api/strands/{Ids.New()}");
        ((int)missing.StatusCode).Should().Be(404);
    }

    private async Task<Guid> AYearlyStrandAsync()
    {
        var strand = await Host.Staff.CreateAsync("/api/strands", new { key = Programme.Key("yearly"), name = "Fellows", format = "OneOnOne" });
        await Host.Staff.DoAsync($"/api/strands/{strand}/adopt-policy",
            new { effectiveFrom = "2020-01-01", policy = Programme.Policy(cadence: "Yearly") });
        return strand;
    }
}
