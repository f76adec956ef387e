using Advance.Contracts;

namespace Advance.Tests.Http.Applications;

public class WaitingListTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    [Fact]
    public async Task The_waiting_list_has_positions_reasons_and_an_order_until_the_release()
    {
        var (_, cohort, a) = await Decided.CohortAsync(Host, places: 1, applicants: 4);
        var (reason, order) = (Ids.New(), $"/api/cohorts/{cohort}/order-waiting-list");
        await Host.Staff.DoAsync(Decided.Of(a[0], "select"));
        await Host.Staff.DoAsync(Decided.Of(a[1], "waitlist"));
        await Host.Staff.RefusedAsync(Decided.Of(a[2], "waitlist"), new { position = 3 }, 409, "position-beyond-list");
        await Host.Staff.RefusedAsync(Decided.Of(a[2], "waitlist"), new { position = 0 }, 400, "malformed");
        await Host.Staff.DoAsync(Decided.Of(a[2], "waitlist"), new { position = 1, reasonTextId = reason });
        await Host.Staff.DoAsync(Decided.Of(a[3], "waitlist"), new { });
        (await PositionsAsync(a)).Should().Equal(null, 2, 1, 3);
        (await Host.Staff.ReadAsync(Decided.Of(a[2]))).GetProperty("reasonTextId").GetGuid().Should().Be(reason);

        await Host.Staff.RefusedAsync(order, new { applicationIds = new[] { a[3].ApplicationId, a[1].ApplicationId } }, 409, "waiting-list-mismatch");
        await Host.Staff.RefusedAsync($"/api/cohorts/{Ids.New()}/order-waiting-list", new { applicationIds = new[] { Ids.New() } }, 404, "not-found");
        object all = new { applicationIds = new[] { a[3].ApplicationId, a[1].ApplicationId, a[2].ApplicationId } };
        await Host.Staff.DoAsync(order, all);
        (await PositionsAsync(a)).Should().Equal(null, 2, 3, 1);
        await Host.Staff.DoAsync($"/api/cohorts/{cohort}/close-call");
        await Host.Staff.DoAsync($"/api/cohorts/{cohort}/release-decisions");
        await Host.Staff.RefusedAsync(order, all, 409, "already-released");
    }

    [Fact]
    public async Task More_places_reach_those_who_wait_in_order()
    {
        var (_, cohort, a) = await Decided.CohortAsync(Host, places: 1, applicants: 4);
        await Decided.ReleaseAsync(Host, cohort, a, places: 1, wait: true);
        await Decided.HappensAsync(Host, cohort, new CapRaised(cohort, 3, "2026/9"));
        await Eventually.Get(async () => (await PositionsAsync(a)) is [null, null, null, 1], "two of three move up");
        (await Decided.StatusAsync(Host, a[2])).Should().Be("Selected");
        var places = await Host.Staff.ReadAsync($"/api/cohorts/{cohort}/places");
        (places.GetProperty("cap").GetInt32(), places.GetProperty("free").GetInt32()).Should().Be((3, 0));
    }

    private async Task<List<int?>> PositionsAsync(Applied[] applied)
    {
        List<int?> positions = [];
        foreach (var a in applied)
        {
            var position = (await Host.Staff.ReadAsync(Decided.Of(a))).GetProperty("waitingPosition");
            positions.Add(position.ValueKind is System.Text.Json.JsonValueKind.Null ? null : position.GetInt32());
        }

        return positions;
    }
}
