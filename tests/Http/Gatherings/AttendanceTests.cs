using Advance.Contracts;

namespace Advance.Tests.Http.Gatherings;

public class AttendanceTests(SharedHost shared)
{
    [Fact]
    public async Task A_gathering_is_held_closed_and_certified()
    {
        await using var host = await shared.OwnAsync();
        var gathering = await GatheringTests.OpenAsync(host, capacity: 2);
        var address = $"/api/gatherings/{gathering}";
        var (ada, grace, emmy) = (Ids.New(), Ids.New(), Ids.New());
        await GatheringTests.RegisterAsync(host.Staff, gathering, ada);
        await GatheringTests.RegisterAsync(host.Staff, gathering, grace);
        await host.Staff.RefusedAsync($"{address}/record-attendance", new { present = new[] { ada } }, 409, "gathering-not-begun");
        await host.Staff.RefusedAsync($"{address}/record-attendance", new { present = new[] { ada, ada } }, 400, "malformed");

        host.Clock.Advance(TimeSpan.FromDays(10) + TimeSpan.FromMinutes(5));
        await host.Staff.RefusedAsync($"{address}/register", new { personId = emmy }, 409, "gathering-begun");
        await host.Staff.DoAsync($"{address}/record-attendance", new { present = new[] { ada, emmy } });
        await host.Staff.DoAsync($"{address}/record-attendance", new { present = new[] { emmy, ada } });
        await host.Staff.RefusedAsync($"{address}/close", null, 409, "gathering-not-over");
        host.Clock.Advance(TimeSpan.FromHours(2));
        await host.Staff.DoAsync($"{address}/close");

        var view = await host.Staff.ReadAsync(address);
        view.GetProperty("status").GetString().Should().Be("Closed");
        view.GetProperty("attended").GetInt32().Should().Be(2);
        view.GetProperty("version").GetInt32().Should().Be(6, "the attendance recorded twice is one event");
        (await host.As(Roles.Mentee, emmy).ReadAsync($"{address}/certificates/{emmy}")).GetProperty("minutes").GetInt32().Should().Be(120);
        using var none = await host.Staff.GetAsync($"{address}/certificates/{grace}");
        ((int)none.StatusCode).Should().Be(404);
        using var another = await host.As(Roles.Mentee, grace).GetAsync($"{address}/certificates/{emmy}");
        ((int)another.StatusCode).Should().Be(403);
    }

    [Fact]
    public async Task A_calendar_entry_is_for_callers_with_a_token_and_carries_the_recorded_time()
    {
        var host = shared.Host;
        var gathering = await GatheringTests.OpenAsync(host, capacity: 2);
        var address = $"/api/gatherings/{gathering}/calendar.ics";
        using var anonymous = await host.Anonymous().GetAsync(address);
        ((int)anonymous.StatusCode).Should().Be(401);

        using var response = await host.As(Roles.Mentee, Ids.New()).GetAsync(address);
        response.Content.Headers.ContentType!.ToString().Should().Be("text/calendar; charset=utf-8");
        var text = await response.Content.ReadAsStringAsync();
        text.Should().StartWith("BEGIN:VCALENDAR\r\n").And.Contain($"UID:{gathering}@advance.uni.lu\r\n").And.NotContain("URL:");
        var stamp = text.Split("\r\n").Single(l => l.StartsWith("DTSTAMP:", StringComparison.Ordinal))["DTSTAMP:".Length..];
        DateTimeOffset.ParseExact(stamp, "yyyyMMdd'T'HHmmss'Z'", null, System.Globalization.DateTimeStyles.AssumeUniversal)
            .Should().BeCloseTo(host.Clock.GetUtcNow(), TimeSpan.FromMinutes(5));
        (await host.Staff.GetStringAsync(address)).Should().Contain("URL:https://uni.lu/live\r\n");
    }
}
