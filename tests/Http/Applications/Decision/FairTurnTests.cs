using System.Text.Json;
using Advance.Contracts;

namespace Advance.Tests.Http.Applications;

public class FairTurnTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    [Fact]
    public async Task Who_was_declined_for_want_of_places_has_priority_in_the_next_call_until_it_is_used()
    {
        var (programme, cohort, a) = await Decided.CohortAsync(Host, places: 1, applicants: 3);
        await Host.Staff.DoAsync(Decided.Of(a[2], "decline"), new { ground = "Merit" });
        await Decided.ReleaseAsync(Host, cohort, a[..2], places: 1);
        var ada = a[1].PersonId;
        var turn = (await LedgerAsync(programme, l => l.Count == 1)).Single();
        turn.GetProperty("personId").GetGuid().Should().Be(ada);
        Priority(turn).Should().Be($"{cohort} declined-for-capacity Open");

        var next = await programme.CohortWithAnOpenCallAsync(Host, places: 1);
        using var self = Host.As(Roles.Mentee, ada);
        Applied again = new(await self.CreateAsync("/api/applications", new { cohortId = next, personId = ada }), ada);
        var other = await programme.AnEligibleApplicationAsync(Host, next);
        var listed = (await Host.Staff.ReadAsync($"/api/cohorts/{next}/applications")).Items();
        listed.ToDictionary(i => i.GetProperty("personId").GetGuid(), i => i.GetProperty("hasPriority").GetBoolean())
            .Should().BeEquivalentTo(new Dictionary<Guid, bool> { [ada] = true, [other.PersonId] = false });

        await Host.Staff.DoAsync(Decided.Of(again, "confirm-eligibility"), new { });
        await Decided.ReleaseAsync(Host, next, [again, other], places: 1);
        var ledger = await LedgerAsync(programme, l => l.Count == 2 && l.Any(t => !t.GetProperty("hasPriority").GetBoolean()));
        Priority(ledger.Single(t => t.GetProperty("personId").GetGuid() == ada)).Should().Be($"{cohort} declined-for-capacity Used");

        var open = ledger.Single(t => t.GetProperty("personId").GetGuid() == other.PersonId).GetProperty("id").GetGuid();
        var withdraw = $"/api/priorities/{open}/withdraw";
        await Host.Staff.RefusedAsync(withdraw, new { reason = "contested", committeeId = cohort, resolutionNumber = "2026/1" }, 409, "resolution-unknown");
        await Host.Staff.RefusedAsync(withdraw, new { reason = "Because of Ada" }, 400, "malformed");
        await Host.Staff.DoAsync(withdraw, new { reason = "granted-in-error" });
        await Host.Staff.RefusedAsync(withdraw, new { reason = "granted-in-error" }, 409, "no-open-priority");
        await Host.Staff.RefusedAsync($"/api/priorities/{Ids.New()}/withdraw", new { reason = "granted-in-error" }, 404, "not-found");
        (await Host.Staff.ReadAsync($"/api/strands/{programme.StrandId}/fair-turns?limit=1")).GetProperty("next").ValueKind.Should().Be(JsonValueKind.String);
        using var stranger = Host.As(Roles.Mentee, ada);
        using var forbidden = await stranger.GetAsync($"/api/strands/{programme.StrandId}/fair-turns");
        forbidden.StatusCode.Should().Be(System.Net.HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Who_still_waits_when_the_cohort_starts_has_priority_until_a_place_comes_after_all()
    {
        var (programme, cohort, a) = await Decided.CohortAsync(Host, places: 1, applicants: 3);
        await Decided.ReleaseAsync(Host, cohort, a, places: 1, wait: true);
        await Host.Staff.DoAsync($"/api/cohorts/{cohort}/start");
        (await LedgerAsync(programme, l => l.Count == 2)).Select(Priority).Should().OnlyContain(p => p == $"{cohort} still-waiting Open");
        await Host.Staff.DoAsync(Decided.Of(a[0], "withdraw"));
        var turn = await LedgerAsync(programme, l => l.Any(t => !t.GetProperty("hasPriority").GetBoolean()));
        turn.Single(t => !t.GetProperty("hasPriority").GetBoolean()).GetProperty("personId").GetGuid().Should().Be(a[1].PersonId);

        var augusta = await programme.APersonAsync(Host);
        await Decided.HappensAsync(Host, augusta, new PersonMerged(augusta, a[2].PersonId));
        var handed = await LedgerAsync(programme, l => l.Count == 3);
        handed.Single(t => t.GetProperty("hasPriority").GetBoolean()).GetProperty("personId").GetGuid().Should().Be(augusta, "priority follows the person");
    }

    private Task<List<JsonElement>> LedgerAsync(Programme programme, Func<List<JsonElement>, bool> until) =>
        Eventually.Get(async () => (await Host.Staff.ReadAsync($"/api/strands/{programme.StrandId}/fair-turns")).Items(), until, "the decisions were heard");

    private static string Priority(JsonElement turn)
    {
        var p = turn.GetProperty("priorities").EnumerateArray().Single();
        return $"{p.GetProperty("cohortId").GetGuid()} {p.GetProperty("reason").GetString()} {p.GetProperty("state").GetString()}";
    }
}
