using System.Text.Json;
using Advance.Contracts;
using Advance.Tests.Http.Integration;

namespace Advance.Tests.Http.Applications;

/// <summary>Until the decisions of a cohort are released, nobody outside the office and its committees learns of one (rule A7).</summary>
public class PreparedTests(SharedHost shared)
{
    private static readonly string[] Told = ["eligibility-confirmed", "eligibility-refused", "application-selected", "application-waitlisted",
        "application-promoted", "application-declined", "waiting-list-ordered", "lots-drawn", "lots-set-aside"];

    private TestHost Host => shared.Host;

    [Fact]
    public async Task Integrators_hear_of_a_decision_with_the_release_and_of_each_application_once_as_it_stands()
    {
        var (programme, cohort, a) = await Decided.CohortAsync(Host, places: 2, applicants: 6);
        var refused = await programme.AnApplicationAsync(Host, cohort);
        await Host.Staff.DoAsync(Decided.Of(refused, "refuse-eligibility"), new { rule = "contract-too-short" });
        await Host.Staff.DoAsync($"/api/cohorts/{cohort}/commit-lottery");
        await Host.Staff.DoAsync($"/api/cohorts/{cohort}/draw-lots", new { applicationIds = a[..2].Select(x => x.ApplicationId), places = 0 });
        await Host.Staff.DoAsync($"/api/cohorts/{cohort}/set-lots-aside", new { number = 1 });
        foreach (var selected in a[..2]) await Host.Staff.DoAsync(Decided.Of(selected, "select"));
        foreach (var waits in a[2..5]) await Host.Staff.DoAsync(Decided.Of(waits, "waitlist"));
        await Host.Staff.DoAsync($"/api/cohorts/{cohort}/order-waiting-list", new { applicationIds = new[] { a[3], a[4], a[2] }.Select(x => x.ApplicationId) });
        await Host.Staff.DoAsync(Decided.Of(a[5], "decline"), new { ground = "Capacity" });
        await Host.Staff.DoAsync(Decided.Of(a[0], "withdraw")); // its place goes to a[3]
        await Host.Staff.DoAsync($"/api/cohorts/{cohort}/close-call");
        // whatever was published before this last event is in the feed by then
        await Eventually.Get(() => FeedAsync(cohort), feed => feed.Any(e => e.Type == "strands.call-closed"), "the feed has come so far");
        (await FeedAsync(cohort)).Select(e => e.Type.Split('.')[1]).Should().NotContain(Told).And.Contain(["application-withdrawn", "lottery-committed"]);
        (await Host.Staff.ReadAsync($"/api/cohorts/{cohort}/timeline?limit=200")).Items().Select(e => e.GetProperty("kind").GetString()!.Split('.')[1])
            .Should().NotContain(Told);

        await Host.Staff.DoAsync($"/api/cohorts/{cohort}/release-decisions");
        var told = (await Eventually.Get(() => FeedAsync(cohort), feed => feed.Any(e => e.Type == "applications.eligibility-refused"), "the release reaches the feed"))
            .Where(e => Told.Append("decisions-released").Contains(e.Type.Split('.')[1])).ToList();
        told.Single(e => e.Type == "applications.decisions-released").Data.GetProperty("selected").GetInt32().Should().Be(2);
        Ids(told, "application-selected").Should().Equal(a[1].ApplicationId, a[3].ApplicationId);
        Ids(told, "application-waitlisted").Should().Equal(a[4].ApplicationId, a[2].ApplicationId);
        told.Where(e => e.Type.EndsWith("application-waitlisted", StringComparison.Ordinal)).Select(e => e.Data.GetProperty("position").GetInt32()).Should().Equal(1, 2);
        Ids(told, "application-declined").Should().Equal(a[5].ApplicationId);
        Ids(told, "eligibility-refused").Should().Equal(refused.ApplicationId);
        Ids(told, "eligibility-confirmed").Should().BeEquivalentTo(a[1..].Select(x => x.ApplicationId));
        Ids(told, "application-promoted").Should().BeEmpty("whoever moved up before the release was selected");
        told.Single(e => e.Type == "applications.waiting-list-ordered").Data.GetProperty("applicationIds").EnumerateArray().Select(i => i.GetGuid())
            .Should().Equal(a[4].ApplicationId, a[2].ApplicationId);
        told.Count(e => e.Type is "applications.lots-drawn" or "applications.lots-set-aside").Should().Be(2);

        await Host.As(Roles.Mentee, a[1].PersonId).DoAsync(Decided.Of(a[1], "withdraw"));
        var after = await Eventually.Get(() => FeedAsync(cohort), feed => feed.Any(e => e.Type == "applications.application-promoted"), "a decision after the release is heard at once");
        Ids(after, "application-promoted").Should().Equal(a[4].ApplicationId);
        Clerk.AssertHistory(await Clerk.HistoryAsync(Host, cohort), 2, "as prepared, so released");
    }

    [Fact]
    public async Task A_partners_representative_sees_a_decision_about_their_own_people_after_the_release()
    {
        var (programme, cohort, a) = await Decided.CohortAsync(Host, places: 1, applicants: 2);
        using var partner = Host.As(Roles.Partner, institution: programme.OwnerKey);
        await Host.Staff.DoAsync(Decided.Of(a[0], "select"));
        await Host.Staff.DoAsync(Decided.Of(a[1], "decline"), new { ground = "Merit" });
        var seen = (await partner.ReadAsync($"/api/cohorts/{cohort}/applications")).Items();
        seen.Should().HaveCount(2).And.OnlyContain(x => x.GetProperty("status").GetString() == "UnderReview"
            && x.GetProperty("version").ValueKind == JsonValueKind.Null && x.GetProperty("ground").ValueKind == JsonValueKind.Null);
        (await partner.ReadAsync(Decided.Of(a[0]))).GetProperty("status").GetString().Should().Be("UnderReview");
        foreach (var status in new[] { "Selected", "Declined", "Eligible" })
            (await partner.ReadAsync($"/api/cohorts/{cohort}/applications?status={status}")).Items().Should().BeEmpty($"{status} is a decision");

        await Host.Staff.DoAsync($"/api/cohorts/{cohort}/close-call");
        await Host.Staff.DoAsync($"/api/cohorts/{cohort}/release-decisions");
        (await partner.ReadAsync($"/api/cohorts/{cohort}/applications?status=Selected")).Items().Single().GetProperty("id").GetGuid().Should().Be(a[0].ApplicationId);
        (await partner.ReadAsync(Decided.Of(a[1]))).GetProperty("status").GetString().Should().Be("Declined");
    }

    [Fact]
    public async Task What_was_prepared_by_mistake_is_taken_back_before_the_release_and_nobody_hears_of_it()
    {
        var (programme, cohort, a) = await Decided.CohortAsync(Host, places: 1, applicants: 2);
        var third = await programme.AnApplicationAsync(Host, cohort);
        await Host.Staff.RefusedAsync(Decided.Of(a[0], "reconsider"), null, 409, "not-decided");
        await Host.Staff.DoAsync(Decided.Of(a[0], "decline"), new { ground = "Capacity" });
        await Host.Staff.DoAsync(Decided.Of(a[0], "reconsider"));
        await Host.Staff.DoAsync(Decided.Of(a[0], "select"));
        await Host.Staff.DoAsync(Decided.Of(a[1], "waitlist"));
        await Host.Staff.DoAsync(Decided.Of(third, "refuse-eligibility"), new { rule = "contract-too-short" });
        await Host.Staff.RefusedAsync(Decided.Of(a[0], "reconsider-eligibility"), null, 409, "already-decided");
        await Host.Staff.DoAsync(Decided.Of(third, "reconsider-eligibility"));
        (await Decided.StatusAsync(Host, third)).Should().Be("Submitted");
        await Host.Staff.DoAsync(Decided.Of(third, "confirm-eligibility"), new { });
        await Host.Staff.DoAsync(Decided.Of(third, "decline"), new { ground = "Merit" });
        using var own = Host.As(Roles.Mentee, third.PersonId);
        (await own.ReadAsync(Decided.Of(third))).GetProperty("status").GetString().Should().Be("UnderReview");
        (await own.ReadAsync($"/api/people/{third.PersonId}/timeline?limit=200")).Items().Select(e => e.GetProperty("type").GetString())
            .Should().NotContain(t => t!.Contains("reconsidered"));

        await Host.Staff.DoAsync($"/api/cohorts/{cohort}/close-call");
        await Host.Staff.DoAsync($"/api/cohorts/{cohort}/release-decisions");
        await Host.Staff.RefusedAsync(Decided.Of(third, "reconsider"), null, 409, "already-released");
        (await Decided.StatusAsync(Host, a[0])).Should().Be("Selected");
        var feed = await Eventually.Get(() => FeedAsync(cohort), told => told.Any(e => e.Type == "applications.application-declined"), "the release reaches the feed");
        Ids(feed, "application-declined").Should().Equal(third.ApplicationId);
        Ids(feed, "eligibility-refused").Should().BeEmpty("that was a mistake");
        Clerk.AssertHistory(await Clerk.HistoryAsync(Host, cohort), 1, "a decision taken back");
    }

    private static IEnumerable<Guid> Ids(IEnumerable<(string Type, JsonElement Data)> told, string name) =>
        told.Where(e => e.Type == $"applications.{name}").Select(e => e.Data.GetProperty("applicationId").GetGuid());

    /// <summary>What the feed has of a cohort.</summary>
    private async Task<List<(string Type, JsonElement Data)>> FeedAsync(Guid cohort)
    {
        using var integrator = Host.As(Roles.Integrator);
        return [.. (await integrator.WholeFeedAsync()).Select(e => (Type: e.GetProperty("type").GetString()!["lu.uni.advance.".Length..], Data: e.GetProperty("data")))
            .Where(e => e.Data.TryGetProperty("cohortId", out var id) && id.ValueKind == JsonValueKind.String && id.GetGuid() == cohort)];
    }
}
