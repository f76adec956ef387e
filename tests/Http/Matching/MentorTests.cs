using System.Net.Http.Json;
using Advance.Contracts;

namespace Advance.Tests.Http.Matching;

public class MentorTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    [Fact]
    public async Task A_mentor_enrols_once_and_says_how_much_room_there_is()
    {
        var cast = await Cast.WithACohortAsync(Host);
        var (mentor, person) = await cast.MentorAsync(capacity: 1);
        await Host.Staff.RefusedAsync("/api/mentors", new { personId = person, capacity = 1, isExternal = false }, 409, "mentor-already-enrolled");
        await Host.Staff.RefusedAsync("/api/mentors", new { personId = Ids.New(), capacity = 1, isExternal = false }, 409, "person-unknown");
        await Host.Staff.RefusedAsync("/api/mentors", new { personId = await cast.PersonAsync(), capacity = 1, isExternal = false, institutionId = Ids.New() },
            409, "institution-unknown");
        await Host.Staff.RefusedAsync("/api/mentors", new { personId = person, capacity = -1, isExternal = false }, 400, "malformed");

        var own = cast.AsMentor(person);
        await own.DoAsync($"/api/mentors/{mentor}/declare-capacity", new { capacity = 3 });
        await own.DoAsync($"/api/mentors/{mentor}/pause");
        await own.RefusedAsync($"/api/mentors/{mentor}/pause", null, 409, "mentor-already-paused");
        await own.DoAsync($"/api/mentors/{mentor}/resume");
        await cast.AsMentor(Ids.New()).RefusedAsync($"/api/mentors/{mentor}/pause", null, 403, "forbidden");
        (await own.ReadAsync($"/api/mentors/{mentor}")).GetProperty("capacity").GetInt32().Should().Be(3);
        await own.DoAsync($"/api/mentors/{mentor}/retire");
        await own.RefusedAsync($"/api/mentors/{mentor}/declare-capacity", new { capacity = 1 }, 409, "mentor-retired");

        (await Host.Staff.CreateAsync("/api/mentors", new { personId = person, capacity = 2, isExternal = true })).Should().Be(mentor, "a mentor comes back under the same id");
        var listed = (await Host.Staff.ReadAsync("/api/mentors?limit=200")).GetProperty("items").EnumerateArray().Single(m => m.GetProperty("id").GetGuid() == mentor);
        listed.GetProperty("status").GetString().Should().Be("Enrolled");
        listed.GetProperty("load").GetInt32().Should().Be(0);
    }

    [Fact]
    public async Task One_person_enrolled_ten_times_at_once_is_one_mentor_and_nine_honest_refusals()
    {
        var cast = await Cast.WithACohortAsync(Host);
        var person = await cast.PersonAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10)
            .Select(_ => Host.Staff.PostAsJsonAsync("/api/mentors", new { personId = person, capacity = 1, isExternal = false })));
        answers.Count(a => (int)a.StatusCode == 201).Should().Be(1);
        foreach (var refused in answers.Where(a => (int)a.StatusCode != 201))
            (await refused.Content.ReadAsStringAsync()).Should().Contain("mentor-already-enrolled");
    }

    [Fact]
    public async Task Both_sides_ask_for_each_other_and_the_next_plan_weighs_it()
    {
        await using var host = await shared.OwnAsync();
        var cast = await Cast.WithACohortAsync(host);
        var (mentor, grace) = await cast.MentorAsync();
        var (_, rosalind) = await cast.MentorAsync();
        var ada = await cast.MenteeAsync(wishes: [rosalind]);
        await cast.AsMentee(ada).RefusedAsync($"/api/cohorts/{cast.Cohort}/state-wishes", new { personId = ada, mentorWishes = new[] { ada } }, 409, "wish-for-oneself");
        await cast.AsMentee(ada).RefusedAsync($"/api/cohorts/{cast.Cohort}/state-wishes", new { personId = ada, mentorWishes = new[] { grace, grace } }, 400, "malformed");
        await cast.AsMentee(grace).RefusedAsync($"/api/cohorts/{cast.Cohort}/state-wishes", new { personId = ada, mentorWishes = new[] { grace } }, 403, "forbidden");
        await cast.AsMentee(ada).DoAsync($"/api/cohorts/{cast.Cohort}/state-wishes", new { personId = ada, mentorWishes = new[] { grace } });
        await cast.AsMentor(grace).DoAsync($"/api/mentors/{mentor}/state-wishes", new { cohortId = cast.Cohort, menteeWishes = new[] { ada } });
        var round = await cast.RoundAsync();
        await host.Staff.DoAsync($"/api/matching-rounds/{round}/compute");
        var pair = (await host.Staff.ReadAsync($"/api/matching-rounds/{round}/proposal")).GetProperty("proposal").GetProperty("pairs")[0];
        pair.GetProperty("mentorId").GetGuid().Should().Be(mentor);
        pair.GetProperty("contributions").EnumerateArray().Single(c => c.GetProperty("criterion").GetString() == "wishes").GetProperty("points").GetInt32().Should().Be(300);
    }
}
