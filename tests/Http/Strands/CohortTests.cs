using Advance.Contracts;

namespace Advance.Tests.Http.Strands;

public class CohortTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    [Fact]
    public async Task A_cohort_goes_from_its_plan_to_its_end()
    {
        var programme = await Programme.WithAStrandAsync(Host);
        var cohort = await Host.Staff.CreateAsync("/api/cohorts", new { programme.StrandId, key = Programme.Key("c"), startsOn = Programme.NextYear });
        await Host.Staff.DoAsync($"/api/cohorts/{cohort}/publish-call", new { deadline = Host.Clock.GetUtcNow().AddDays(30) });
        await Host.Staff.DoAsync($"/api/cohorts/{cohort}/close-call");
        await Host.Staff.DoAsync($"/api/cohorts/{cohort}/start");
        await Host.Staff.DoAsync($"/api/cohorts/{cohort}/complete");

        var view = await Host.Staff.ReadAsync($"/api/cohorts/{cohort}");
        view.GetProperty("status").GetString().Should().Be("Completed");
        view.GetProperty("places").GetInt32().Should().Be(20);
    }

    [Fact]
    public async Task A_cohort_is_refused_out_of_turn_with_its_code()
    {
        var programme = await Programme.WithAStrandAsync(Host);
        var cohort = await Host.Staff.CreateAsync("/api/cohorts", new { programme.StrandId, key = Programme.Key("c"), startsOn = Programme.NextYear });
        await Host.Staff.RefusedAsync($"/api/cohorts/{cohort}/start", null, 409, "call-still-open");
        await Host.Staff.RefusedAsync($"/api/cohorts/{Guid.CreateVersion7()}/start", null, 404, "not-found");
        await Host.As(Roles.Mentee).RefusedAsync($"/api/cohorts/{cohort}/start", null, 403, "forbidden");
        await Host.Anonymous().RefusedAsync($"/api/cohorts/{cohort}/start", null, 401, "unauthenticated");
    }
}
