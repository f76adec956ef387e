using System.Net.Http.Json;
using System.Text.Json;
using Advance.Contracts;

namespace Advance.Tests.Http.Circles;

public class SessionTests(SharedHost shared)
{
    [Fact]
    public async Task A_circle_meets_and_only_those_seated_that_day_were_there()
    {
        await using var host = await shared.OwnAsync();
        var programme = await CircleProgramme.WithAsync(host, mentees: 3, mentors: 4);
        var circle = await programme.RunningAsync();
        var address = $"/api/circles/{circle}";
        var mentor = host.As(Roles.Mentor, programme.Mentors[0]);
        var startsAt = host.Clock.GetUtcNow().AddDays(5);
        var session = await ScheduleAsync(mentor, address, startsAt);
        Guid[] present = [programme.Mentees[0], programme.Mentors[0]];
        await mentor.RefusedAsync($"{address}/record-attendance", new { sessionId = session, present }, 409, "session-not-begun");
        await host.As(Roles.Mentee, programme.Mentees[0]).RefusedAsync($"{address}/record-attendance", new { sessionId = session, present }, 403, "forbidden");

        host.Clock.Advance(TimeSpan.FromDays(5) + TimeSpan.FromMinutes(1));
        var nextDay = DateOnly.FromDateTime(startsAt.UtcDateTime).AddDays(1);
        await host.Staff.DoAsync($"{address}/replace-mentor", new { personId = programme.Mentors[1], byPersonId = programme.Mentors[3], from = nextDay });
        await mentor.RefusedAsync($"{address}/record-attendance", new { sessionId = session, present = new[] { programme.Mentors[3] } }, 409, "not-seated-that-day");
        await mentor.RefusedAsync($"{address}/record-attendance", new { sessionId = Ids.New(), present }, 409, "session-unknown");
        await mentor.DoAsync($"{address}/record-attendance", new { sessionId = session, present = present.Append(programme.Mentors[1]) });
        await mentor.DoAsync($"{address}/record-attendance", new { sessionId = session, present = present.Append(programme.Mentors[1]) });
        await host.Staff.DoAsync($"{address}/complete");
        await host.Staff.RefusedAsync($"{address}/complete", null, 409, "circle-not-running");

        var view = await host.Staff.ReadAsync(address);
        view.GetProperty("status").GetString().Should().Be("Completed");
        view.GetProperty("version").GetInt32().Should().Be(8, "the attendance recorded twice is one event");
        view.GetProperty("sessions")[0].GetProperty("present").GetArrayLength().Should().Be(3);
        view.GetProperty("seats").EnumerateArray().Single(s => s.GetProperty("personId").GetGuid() == programme.Mentors[1])
            .GetProperty("freeFrom").GetString().Should().Be(nextDay.ToString("yyyy-MM-dd", null));
    }

    private static async Task<Guid> ScheduleAsync(HttpClient client, string address, DateTimeOffset startsAt)
    {
        using var response = await client.PostAsJsonAsync($"{address}/schedule-session", new { startsAt, minutes = 90 });
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        response.IsSuccessStatusCode.Should().BeTrue(answer.ToString());
        return answer.GetProperty("sessionId").GetGuid();
    }
}
