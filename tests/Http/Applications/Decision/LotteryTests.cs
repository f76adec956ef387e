using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Advance.Contracts;

namespace Advance.Tests.Http.Applications;

public class LotteryTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    [Fact]
    public async Task A_tie_is_drawn_with_a_seed_that_was_committed_to_and_anybody_computes_it_again()
    {
        var (_, cohort, a) = await Decided.CohortAsync(Host, places: 1, applicants: 4);
        var (commit, draw) = ($"/api/cohorts/{cohort}/commit-lottery", $"/api/cohorts/{cohort}/draw-lots");
        Guid[] tied = [.. a[..3].Select(x => x.ApplicationId)];
        object lots = new { applicationIds = tied, places = 1 };
        await Host.Staff.RefusedAsync(draw, lots, 409, "lottery-not-committed");
        await Host.Staff.DoAsync(commit);
        await Host.Staff.RefusedAsync(commit, null, 409, "lottery-already-committed");
        await Host.Staff.RefusedAsync($"/api/cohorts/{Ids.New()}/commit-lottery", null, 404, "not-found");
        var committed = (await ReadAsync(cohort))[0];
        committed.GetProperty("seed").ValueKind.Should().Be(JsonValueKind.Null, "it is revealed by the draw");
        await Host.Staff.RefusedAsync(draw, new { applicationIds = new[] { tied[0], Ids.New() }, places = 1 }, 409, "not-tied");
        await Host.Staff.RefusedAsync(draw, new { applicationIds = tied, places = 3 }, 400, "malformed");

        await Host.Staff.DoAsync(draw, lots);
        await Host.Staff.RefusedAsync(draw, lots, 409, "lottery-already-drawn");
        var drawn = (await ReadAsync(cohort))[0];
        var (seed, commitment) = (drawn.GetProperty("seed").GetString()!, drawn.GetProperty("commitment").GetString());
        seed.Should().MatchRegex("^[0-9a-f]{64}$");
        commitment.Should().Be(committed.GetProperty("commitment").GetString()).And.Be(Hash($"advance.lottery.commitment.1\n{cohort}\n1\n{seed}"));
        drawn.GetProperty("order").EnumerateArray().Select(i => i.GetGuid()).Should()
            .Equal(tied.OrderBy(id => Hash($"advance.lottery.lot.1\n{seed}\n{id}"), StringComparer.Ordinal));

        await Host.Staff.DoAsync(Decided.Of(a[3], "select"));
        await Host.Staff.DoAsync(commit);
        await Host.Staff.RefusedAsync(draw, new { applicationIds = new[] { tied[0], a[3].ApplicationId }, places = 0 }, 409, "not-tied");
    }

    [Fact]
    public async Task Staff_decide_in_the_order_of_the_lots_or_set_them_aside_openly()
    {
        var (_, cohort, a) = await Decided.CohortAsync(Host, places: 2, applicants: 4);
        var (draw, aside) = ($"/api/cohorts/{cohort}/draw-lots", $"/api/cohorts/{cohort}/set-lots-aside");
        await Host.Staff.DoAsync($"/api/cohorts/{cohort}/commit-lottery");
        await Host.Staff.RefusedAsync(aside, new { number = 1 }, 409, "lots-not-drawn");
        await Host.Staff.DoAsync(draw, new { applicationIds = a.Select(x => x.ApplicationId), places = 2 });
        var order = (await ReadAsync(cohort))[0].GetProperty("order").EnumerateArray().Select(i => a.Single(x => x.ApplicationId == i.GetGuid())).ToArray();

        await Host.Staff.RefusedAsync(Decided.Of(order[1], "select"), null, 409, "lots-not-kept");
        await Host.Staff.DoAsync(Decided.Of(order[0], "withdraw"));
        await Host.Staff.DoAsync(Decided.Of(order[1], "select"));
        await Host.Staff.RefusedAsync(Decided.Of(order[3], "select"), null, 409, "lots-not-kept");
        await Host.Staff.DoAsync($"/api/cohorts/{cohort}/commit-lottery");
        await Host.Staff.RefusedAsync(draw, new { applicationIds = new[] { order[2].ApplicationId, order[3].ApplicationId }, places = 1 }, 409, "drawn-before");
        await Host.Staff.RefusedAsync(aside, new { number = 1, committeeId = Ids.New(), resolutionNumber = "2026/8" }, 409, "resolution-unknown");
        await Host.Staff.RefusedAsync(aside, new { number = 1, resolutionNumber = "2026/8" }, 400, "malformed");
        await Host.Staff.DoAsync(aside, new { number = 1 });
        await Host.Staff.RefusedAsync(aside, new { number = 1 }, 409, "lots-already-set-aside");
        (await ReadAsync(cohort))[0].GetProperty("isSetAside").GetBoolean().Should().BeTrue();
        await Host.Staff.DoAsync(Decided.Of(order[3], "select"));
        (await Clerk.HistoryAsync(Host, cohort)).Decided<ApplicationSelected>().Select(s => s.ApplicationId).Should().Equal(order[1].ApplicationId, order[3].ApplicationId);
    }

    [Fact]
    public async Task The_waiting_list_keeps_the_order_of_the_lots_and_for_want_of_places_they_are_declined_from_its_end()
    {
        var (_, cohort, a) = await Decided.CohortAsync(Host, places: 1, applicants: 5);
        await Host.Staff.DoAsync(Decided.Of(a[4], "select"));
        await Host.Staff.DoAsync($"/api/cohorts/{cohort}/commit-lottery");
        await Host.Staff.DoAsync($"/api/cohorts/{cohort}/draw-lots", new { applicationIds = a[..4].Select(x => x.ApplicationId), places = 0 });
        var order = (await ReadAsync(cohort))[0].GetProperty("order").EnumerateArray().Select(i => a.Single(x => x.ApplicationId == i.GetGuid())).ToArray();
        await Host.Staff.RefusedAsync(Decided.Of(order[1], "waitlist"), null, 409, "lots-not-kept");
        await Host.Staff.DoAsync(Decided.Of(order[0], "waitlist"));
        await Host.Staff.RefusedAsync(Decided.Of(order[1], "waitlist"), new { position = 1 }, 409, "lots-not-kept");
        await Host.Staff.DoAsync(Decided.Of(order[1], "waitlist"));
        await Host.Staff.RefusedAsync($"/api/cohorts/{cohort}/order-waiting-list", new { applicationIds = new[] { order[1].ApplicationId, order[0].ApplicationId } }, 409, "lots-not-kept");
        await Host.Staff.RefusedAsync(Decided.Of(order[0], "decline"), new { ground = "Capacity" }, 409, "lots-not-kept");
        await Host.Staff.DoAsync(Decided.Of(order[3], "decline"), new { ground = "Capacity" });
        await Host.Staff.DoAsync(Decided.Of(order[2], "decline"), new { ground = "Capacity" });
        await Host.Staff.DoAsync(Decided.Of(order[0], "decline"), new { ground = "Merit" });
        (await Host.Staff.ReadAsync(Decided.Of(order[1]))).GetProperty("waitingPosition").GetInt32().Should().Be(1);
    }

    [Fact]
    public async Task Holders_of_a_priority_come_first()
    {
        var (programme, cohort, a) = await Decided.CohortAsync(Host, places: 1, applicants: 2);
        await Decided.ReleaseAsync(Host, cohort, a, places: 1);
        await Eventually.Get(async () => (await Host.Staff.ReadAsync($"/api/strands/{programme.StrandId}/fair-turns")).Items().Count == 1, "priority was given");
        var next = await programme.CohortWithAnOpenCallAsync(Host, places: 1);
        var others = await programme.EligibleApplicationsAsync(Host, next, 5);
        var ada = await Host.As(Roles.Mentee, a[1].PersonId).CreateAsync("/api/applications", new { cohortId = next, personId = a[1].PersonId });
        await Host.Staff.DoAsync($"/api/applications/{ada}/confirm-eligibility", new { });
        await Host.Staff.DoAsync($"/api/cohorts/{next}/commit-lottery");
        await Host.Staff.DoAsync($"/api/cohorts/{next}/draw-lots", new { applicationIds = others.Select(o => o.ApplicationId).Append(ada), places = 1 });
        var drawn = (await ReadAsync(next))[0];
        drawn.GetProperty("order")[0].GetGuid().Should().Be(ada);
        drawn.GetProperty("withPriority").EnumerateArray().Select(i => i.GetGuid()).Should().Equal(ada);
    }

    [Fact]
    public async Task Of_eight_who_draw_at_once_one_draws()
    {
        var (_, cohort, a) = await Decided.CohortAsync(Host, places: 1, applicants: 2);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Host.Staff.TryAsync($"/api/cohorts/{cohort}/commit-lottery")));
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Host.Staff.TryAsync($"/api/cohorts/{cohort}/draw-lots",
            new { applicationIds = a.Select(x => x.ApplicationId), places = 1 })));
        answers.GroupBy(x => x).ToDictionary(g => g.Key, g => g.Count()).Should()
            .BeEquivalentTo(new Dictionary<string, int> { ["200"] = 1, ["409 lottery-already-drawn"] = 7 });
        (await ReadAsync(cohort)).GetArrayLength().Should().Be(1);
    }

    private async Task<JsonElement> ReadAsync(Guid cohort) => (await Host.As(Roles.Auditor).ReadAsync($"/api/cohorts/{cohort}/lottery")).GetProperty("draws");

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
