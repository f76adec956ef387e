using System.Net.Http.Json;
using Advance.Contracts;

namespace Advance.Tests.Http.Matching;

public class CapacityRaceTests(SharedHost shared)
{
    [Fact]
    public async Task A_mentor_with_one_place_who_accepts_in_two_cohorts_at_once_gets_one_mentee()
    {
        var first = await Cast.WithACohortAsync(shared.Host);
        var second = await first.AnotherCohortAsync();
        var topic = Programme.Key("topic");
        var (mentorId, grace) = await first.MentorAsync(capacity: 2, topics: [topic]);
        var (ada, bea) = (await first.MenteeAsync([topic], [grace]), await second.MenteeAsync([topic], [grace]));
        var (one, other) = ((await first.MatchAsync()).Single(), (await second.MatchAsync()).Single());
        await first.AsMentee(ada).DoAsync($"/api/mentorships/{one}/accept");
        await second.AsMentee(bea).DoAsync($"/api/mentorships/{other}/accept");

        using var mentor = first.AsMentor(grace);
        await mentor.DoAsync($"/api/mentors/{mentorId}/declare-capacity", new { capacity = 1 }); // fewer than were proposed
        var answers = await Task.WhenAll(mentor.PostAsync($"/api/mentorships/{one}/accept", null), mentor.PostAsync($"/api/mentorships/{other}/accept", null));
        answers.Select(a => (int)a.StatusCode).Should().BeEquivalentTo([200, 409]);
        (await answers.Single(a => (int)a.StatusCode == 409).Content.ReadAsStringAsync()).Should().Contain("mentor-at-capacity");
        var view = await shared.Host.Staff.ReadAsync($"/api/mentors/{mentorId}");
        view.GetProperty("load").GetInt32().Should().Be(1);
    }

    [Fact]
    public async Task A_mentor_who_leaves_while_the_round_is_published_is_either_proposed_before_or_stops_it()
    {
        var cast = await Cast.WithACohortAsync(shared.Host);
        var topic = Programme.Key("topic");
        var (mentorId, grace) = await cast.MentorAsync(topics: [topic]);
        await cast.MenteeAsync([topic], [grace]);
        var round = await cast.RoundAsync();
        await shared.Host.Staff.DoAsync($"/api/matching-rounds/{round}/compute");
        await cast.ApproveAsync(round);
        var publish = shared.Host.Staff.PostAsync($"/api/matching-rounds/{round}/publish", null);
        var retire = cast.AsMentor(grace).PostAsync($"/api/mentors/{mentorId}/retire", null);
        ((int)(await retire).StatusCode).Should().Be(200);
        var (status, answer) = ((int)(await publish).StatusCode, await (await publish).Content.ReadAsStringAsync());
        if (status != 200) answer.Should().Contain("mentor-unavailable");
        var proposed = (await shared.Host.Staff.ReadAsync($"/api/cohorts/{cast.Cohort}/mentorships")).GetProperty("items").GetArrayLength();
        proposed.Should().Be(status == 200 ? 1 : 0);
    }

    [Fact]
    public async Task Ten_proposals_by_hand_at_once_for_one_place_in_two_cohorts_are_one_proposal_and_nine_honest_refusals()
    {
        var first = await Cast.WithACohortAsync(shared.Host);
        var second = await first.AnotherCohortAsync();
        var (mentorId, _) = await first.MentorAsync(capacity: 1);
        List<(Cast Cast, Guid Mentee)> mentees = [];
        for (var i = 0; i < 4; i++) mentees.Add(i % 2 == 0 ? (first, await first.MenteeAsync()) : (second, await second.MenteeAsync()));
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => mentees[i % 4]).Select(m => shared.Host.Staff.PostAsJsonAsync(
            $"/api/cohorts/{m.Cast.Cohort}/propose-pair", new { menteeId = m.Mentee, mentorId, reason = "Practical" })));
        answers.Count(a => (int)a.StatusCode == 201).Should().Be(1);
        foreach (var refused in answers.Where(a => (int)a.StatusCode != 201))
            (await refused.Content.ReadAsStringAsync()).Should().ContainAny("no-capacity", "mentee-unavailable");
    }

    [Fact]
    public async Task Five_publications_at_once_propose_each_pair_once()
    {
        var cast = await Cast.WithACohortAsync(shared.Host);
        var topic = Programme.Key("topic");
        var (_, grace) = await cast.MentorAsync(topics: [topic]);
        await cast.MenteeAsync([topic], [grace]);
        var round = await cast.ApprovedRoundAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => shared.Host.Staff.PostAsync($"/api/matching-rounds/{round}/publish", null)));
        answers.Select(a => (int)a.StatusCode).Order().Should().Equal(200, 409, 409, 409, 409);
        (await shared.Host.Staff.ReadAsync($"/api/cohorts/{cast.Cohort}/mentorships")).GetProperty("items").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task Both_attest_at_once_and_the_meeting_counts_once()
    {
        var cast = await Cast.WithACohortAsync(shared.Host);
        var topic = Programme.Key("topic");
        var (_, grace) = await cast.MentorAsync(topics: [topic]);
        var ada = await cast.MenteeAsync([topic], [grace]);
        var id = (await cast.MatchAsync()).Single();
        foreach (var step in new[] { "accept", "agree" })
            foreach (var client in new[] { cast.AsMentee(ada), cast.AsMentor(grace) })
                await client.DoAsync($"/api/mentorships/{id}/{step}");
        var today = DateOnly.FromDateTime(shared.Host.Clock.GetUtcNow().UtcDateTime);
        await Task.WhenAll(cast.AsMentee(ada).DoAsync($"/api/mentorships/{id}/attest-meeting", new { heldOn = today, minutes = 30 }),
            cast.AsMentor(grace).DoAsync($"/api/mentorships/{id}/attest-meeting", new { heldOn = today, minutes = 30 }));
        (await shared.Host.Staff.ReadAsync($"/api/mentorships/{id}")).GetProperty("meetings").GetArrayLength().Should().Be(1);
    }
}
