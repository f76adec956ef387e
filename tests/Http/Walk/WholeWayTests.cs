using System.Text.Json;
using Advance.Contracts;
using Advance.Tests.Http.Integration;

namespace Advance.Tests.Http.Walk;

/// <summary>The whole way of a cohort over HTTP, each step by who takes it, as it is seen afterwards by those who may see it.</summary>
[Collection(WalkHost.Name)]
public class WholeWayTests(WalkHost walk)
{
    private readonly Office _office = new(walk.Host);

    [Fact]
    public async Task A_cohort_of_pairs_goes_from_its_call_to_the_committees_report()
    {
        var pairs = await PairsWalk.PlayAsync(_office);
        var cohort = pairs.Of.CohortId;

        (await StatusAsync($"/api/cohorts/{cohort}")).Should().Be("Completed");
        (await StatusAsync($"/api/applications/{pairs.Lise.ApplicationId}")).Should().Be("Accepted", "she moved up when another declined");
        (await StatusAsync($"/api/mentorships/{pairs.Completed}")).Should().Be("Completed");
        (await StatusAsync($"/api/mentorships/{pairs.Ended}")).Should().Be("Ended");
        var places = await _office.Staff.ReadAsync($"/api/cohorts/{cohort}/places");
        (places.GetProperty("cap").GetInt32(), places.GetProperty("taken").GetInt32(), places.GetProperty("waiting").GetInt32()).Should().Be((2, 2, 0));
        (await _office.Mentor(pairs.Grace).ReadAsync($"/api/mentorships/{pairs.Completed}")).GetProperty("contactReleased").GetBoolean().Should().BeTrue();

        string[] steps = ["strands.cohort-planned", "strands.call-published", "strands.call-extended", "applications.application-submitted",
            "strands.call-closed", "applications.decisions-released", "applications.eligibility-confirmed", "applications.application-selected",
            "applications.application-waitlisted", "applications.application-declined", "applications.offer-made", "applications.offer-accepted", "applications.offer-declined",
            "applications.application-promoted", "strands.cohort-started", "matching.matching-round-opened", "matching.proposal-computed",
            "matching.matching-round-published", "matching.mentorship-formed", "matching.mentorship-agreed", "matching.meeting-counted",
            "matching.mentorship-completed", "matching.mentorship-ended", "strands.cohort-completed"];
        await AssertToldInOrderAsync(cohort, steps);
        await AssertReportedAsync(cohort);
    }

    [Fact]
    public async Task A_cohort_of_circles_goes_from_its_call_to_its_last_session_with_a_gathering_on_the_way()
    {
        var circles = await CircleWalk.PlayAsync(_office);
        var circle = await _office.Mentee(circles.Mentees[0]).ReadAsync($"/api/circles/{circles.CircleId}");
        circle.GetProperty("status").GetString().Should().Be("Completed");
        circle.GetProperty("groundRules").GetProperty("text").GetString().Should().Be("What is said here stays here.");
        circle.GetProperty("sessions")[0].GetProperty("present").GetArrayLength().Should().Be(6);
        var gathering = await _office.Staff.ReadAsync($"/api/gatherings/{circles.Gathering.GatheringId}");
        (gathering.GetProperty("status").GetString(), gathering.GetProperty("attended").GetInt32()).Should().Be(("Closed", 2));
        (await _office.Mentee(circles.Gathering.Promoted).ReadAsync($"/api/gatherings/{circles.Gathering.GatheringId}/certificates/{circles.Gathering.Promoted}"))
            .GetProperty("minutes").GetInt32().Should().Be(120);

        await AssertToldInOrderAsync(circles.Of.CohortId, ["strands.cohort-planned", "strands.call-published", "applications.offer-accepted", "strands.cohort-started",
            "circles.circle-composed", "circles.circle-approved", "circles.ground-rules-adopted", "circles.circle-started", "circles.session-scheduled",
            "circles.session-attended", "events.gathering-planned", "events.gathering-attended", "events.gathering-closed", "circles.circle-completed",
            "strands.cohort-completed"]);
        await AssertReportedAsync(circles.Of.CohortId);
    }

    /// <summary>The first of each step stands after the first of the step before it, on the timeline and in the feed, in the same order of the log.</summary>
    private async Task AssertToldInOrderAsync(Guid cohort, string[] steps)
    {
        var timeline = await Eventually.Get(() => Office.AllAsync(_office.Staff, $"/api/cohorts/{cohort}/timeline"),
            entries => Array.TrueForAll(steps, step => entries.Any(e => e.GetProperty("kind").GetString() == step)), $"the timeline shows {string.Join(", ", steps)}");
        FirstOfEach(timeline.Select(e => e.GetProperty("kind").GetString()!), steps).Should().BeInAscendingOrder();
        timeline.Select(e => e.GetProperty("position").GetInt64()).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();

        var feed = (await _office.As(Roles.Integrator).WholeFeedAsync()).Where(e => e.GetProperty("data").TryGetProperty("cohortId", out var id) && id.ValueKind == JsonValueKind.String && id.GetGuid() == cohort).ToList();
        feed.Select(e => e.GetProperty("sequence").GetString()).Should().BeInAscendingOrder(StringComparer.Ordinal).And.OnlyHaveUniqueItems();
        FirstOfEach(feed.Select(e => e.GetProperty("type").GetString()!["lu.uni.advance.".Length..]), steps).Should().BeInAscendingOrder();
    }

    private static List<int> FirstOfEach(IEnumerable<string> kinds, string[] steps)
    {
        var all = kinds.ToList();
        var first = steps.Select(step => all.IndexOf(step)).ToList();
        first.Should().NotContain(-1, $"each of {string.Join(", ", steps)} is told");
        return first;
    }

    /// <summary>Staff issue the report; the committee and the auditor read the same.</summary>
    private async Task AssertReportedAsync(Guid cohort)
    {
        var report = await _office.Staff.CreateAsync("/api/reports", new { cohortId = cohort, kind = "cohort-audit" });
        var read = await _office.As(Roles.Committee).ReadAsync($"/api/reports/{report}");
        read.GetProperty("cohortId").GetGuid().Should().Be(cohort);
        var document = await _office.As(Roles.Auditor).GetByteArrayAsync($"/api/reports/{report}.json");
        read.GetProperty("digest").GetString().Should().EndWithEquivalentOf(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(document)));
        (await _office.As(Roles.Auditor).GetStringAsync($"/api/reports/{report}.html")).Should().Contain("<html");
        await _office.As(Roles.Mentee).RefusedAsync("/api/reports", new { cohortId = cohort, kind = "cohort-audit" }, 403, "forbidden");
    }

    private async Task<string?> StatusAsync(string address) => (await _office.Staff.ReadAsync(address)).GetProperty("status").GetString();
}
