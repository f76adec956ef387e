using Advance.Applications;
using Advance.Contracts;
using Advance.Tests.Http.People;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Advance.Tests.Http.Applications;

/// <summary>Where a steering committee is constituted, its resolution releases; a Host of its own, because that holds for all cohorts.</summary>
public class ReleaseTests(SharedHost shared)
{
    [Fact]
    public async Task A_constituted_steering_committee_releases_by_a_resolution_that_names_the_cohort_and_appeals_have_fourteen_days()
    {
        await using var host = await shared.OwnAsync();
        var (programme, cohort, applied) = await Decided.CohortAsync(host, places: 1, applicants: 3);
        var release = $"/api/cohorts/{cohort}/release-decisions";
        var committee = await host.Staff.CreateAsync("/api/committees", new { key = "sc", name = "Steering", kind = "Steering" });
        var ada = await Somebody.RegisterAsync(host);
        await host.Staff.DoAsync($"/api/committees/{committee}/seat-member", new { personId = ada, institutionId = programme.OwnerId, from = "2020-01-01" });
        await host.Staff.DoAsync(Decided.Of(applied[0], "select"));
        foreach (var other in applied[1..]) await host.Staff.DoAsync(Decided.Of(other, "decline"), new { ground = "Merit" });
        await host.Staff.DoAsync($"/api/cohorts/{cohort}/close-call");

        await host.Staff.RefusedAsync(release, null, 409, "resolution-required");
        await host.Staff.RefusedAsync(release, new { }, 409, "resolution-required");
        await host.Staff.RefusedAsync(release, new { committeeId = committee }, 400, "malformed");
        await host.Staff.RefusedAsync(release, new { by = committee }, 400, "malformed");
        object by = new { committeeId = committee, resolutionNumber = "2026/7" };
        await host.Staff.RefusedAsync(release, by, 409, "resolution-unknown");
        await host.Staff.DoAsync($"/api/committees/{committee}/resolve", new { number = "2026/6", on = "2025-02-01", subject = "Another matter" });
        await host.Staff.DoAsync($"/api/committees/{committee}/resolve", new { number = "2026/7", on = "2025-02-01", subject = "Selection", cohortId = cohort });
        await host.Staff.RefusedAsync(release, new { committeeId = committee, resolutionNumber = "2026/6" }, 409, "resolution-unknown");
        await host.Staff.DoAsync($"/api/committees/{committee}/resolve", new { number = "2026/8", on = "2025-02-01", subject = "Also about it", cohortId = cohort });
        await host.Staff.RefusedAsync(release, null, 409, "resolution-required"); // two name the cohort: which one?
        await host.Staff.DoAsync(release, by);
        (await Clerk.HistoryAsync(host, cohort)).OfType<DecisionsReleased>().Single().Should().Be(new DecisionsReleased(cohort, 1, 0, 2, "2026/7", committee));

        var next = await programme.CohortWithAnOpenCallAsync(host);
        await host.Staff.DoAsync($"/api/cohorts/{next}/close-call");
        await host.Staff.RefusedAsync($"/api/cohorts/{next}/release-decisions", null, 409, "resolution-required");
        await host.Staff.DoAsync($"/api/committees/{committee}/resolve", new { number = "2026/9", on = "2025-02-01", subject = "Selection", cohortId = next });
        await host.Staff.DoAsync($"/api/cohorts/{next}/release-decisions");
        await using (var session = host.App.Services.GetRequiredService<IDocumentStore>().QuerySession())
            (await session.Events.FetchStreamAsync(Intake.IdOf(next))).Select(e => e.Data).Should().Equal([new DecisionsReleased(next, 0, 0, 0, "2026/9", committee)],
                "of one that names the cohort nobody need say which");

        var appeal = Decided.Of(applied[1], "appeal");
        await host.As(Roles.Mentee, applied[1].PersonId).DoAsync(appeal, new { reasonTextId = Ids.New() });
        var grace = await Somebody.RegisterAsync(host);
        await host.Staff.DoAsync(Decided.Of(applied[1], "assign-appeal-reviewer"), new { personId = grace });
        var permit = (await host.As(Roles.Reviewer, grace).ReadAsync(appeal)).GetProperty("documents")[0].GetProperty("permit").GetString();
        host.Clock.Advance(TimeSpan.FromDays(15));
        var (_, lapsed, _) = await Permits.OpenAsync(host.As(Roles.Reviewer, grace), "/api/case-texts", permit);
        lapsed.Should().Contain("permit-expired", "a permit follows the clock of the system");
        await host.As(Roles.Mentee, applied[2].PersonId).RefusedAsync(Decided.Of(applied[2], "appeal"), new { reasonTextId = Ids.New() }, 409, "appeal-deadline-passed");
    }
}
