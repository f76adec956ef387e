using System.Net.Http.Json;
using System.Text.Json;
using Advance.Contracts;

namespace Advance.Tests.Http.Gatherings;

public class GatheringTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    internal static object Plan(TestHost host, int capacity, Guid? cohortId = null, Guid? seriesId = null) => new
    {
        kind = "Lecture",
        title = "Women Leaders",
        place = "Belval",
        online = "https://uni.lu/live",
        capacity,
        cohortId,
        seriesId,
        startsAt = host.Clock.GetUtcNow().AddDays(10),
        endsAt = host.Clock.GetUtcNow().AddDays(10).AddHours(2),
    };

    internal static async Task<Guid> OpenAsync(TestHost host, int capacity, Guid? cohortId = null)
    {
        var gathering = await host.Staff.CreateAsync("/api/gatherings", Plan(host, capacity, cohortId));
        await host.Staff.DoAsync($"/api/gatherings/{gathering}/open-registration");
        return gathering;
    }

    internal static async Task<JsonElement> RegisterAsync(HttpClient client, Guid gathering, Guid personId)
    {
        using var response = await client.PostAsJsonAsync($"/api/gatherings/{gathering}/register", new { personId });
        response.IsSuccessStatusCode.Should().BeTrue(await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    [Fact]
    public async Task Thirty_at_once_for_five_seats_give_five_seats_and_a_waiting_list_of_twenty_five()
    {
        var gathering = await OpenAsync(Host, capacity: 5);
        var staff = Host.Staff;
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => RegisterAsync(staff, gathering, Ids.New())));

        answers.Should().OnlyContain(a => a.GetProperty("id").GetGuid() == gathering);
        answers.Count(a => a.GetProperty("state").GetString() == "Confirmed").Should().Be(5);
        answers.Where(a => a.GetProperty("state").GetString() == "Waitlisted").Select(a => a.GetProperty("position").GetInt32())
            .Should().BeEquivalentTo(Enumerable.Range(1, 25));
        var view = await Host.Staff.ReadAsync($"/api/gatherings/{gathering}");
        (view.GetProperty("confirmed").GetInt32(), view.GetProperty("waiting").GetInt32()).Should().Be((5, 25));
    }

    [Fact]
    public async Task Seats_given_back_at_once_go_to_the_first_who_wait()
    {
        var gathering = await OpenAsync(Host, capacity: 3);
        var people = Enumerable.Range(0, 8).Select(_ => Ids.New()).ToList();
        foreach (var person in people) await RegisterAsync(Host.Staff, gathering, person);
        await Task.WhenAll(people.Take(3).Select(p => Host.Staff.DoAsync($"/api/gatherings/{gathering}/cancel-registration", new { personId = p })));

        var registrations = (await Host.Staff.ReadAsync($"/api/gatherings/{gathering}")).GetProperty("registrations").EnumerateArray().ToList();
        registrations.Select(r => r.GetProperty("personId").GetGuid()).Should().Equal(people.Skip(3));
        registrations.Count(r => r.GetProperty("state").GetString() == "Confirmed").Should().Be(3);
    }

    [Fact]
    public async Task A_person_registers_themselves_and_sees_no_other_person()
    {
        var gathering = await OpenAsync(Host, capacity: 1);
        var (ada, grace) = (Ids.New(), Ids.New());
        var (asAda, asGrace) = (Host.As(Roles.Mentee, ada), Host.As(Roles.Mentee, grace));
        await RegisterAsync(asAda, gathering, ada);
        await asGrace.RefusedAsync($"/api/gatherings/{gathering}/register", new { personId = ada }, 403, "forbidden");
        (await RegisterAsync(asGrace, gathering, grace)).GetProperty("position").GetInt32().Should().Be(1);
        await asAda.RefusedAsync($"/api/gatherings/{gathering}/register", new { personId = ada }, 409, "already-registered");

        var seen = await asGrace.ReadAsync($"/api/gatherings/{gathering}");
        seen.GetProperty("registrations").EnumerateArray().Should().ContainSingle().Which.GetProperty("personId").GetGuid().Should().Be(grace);
        seen.GetProperty("online").ValueKind.Should().Be(JsonValueKind.Null);
        (await asAda.ReadAsync($"/api/gatherings/{gathering}")).GetProperty("online").GetString().Should().Be("https://uni.lu/live");
    }

    [Fact]
    public async Task A_gathering_is_rescheduled_by_who_has_read_it_and_once_cancelled_accepts_nothing()
    {
        var gathering = await OpenAsync(Host, capacity: 5);
        var address = $"/api/gatherings/{gathering}";
        var moved = new { startsAt = Host.Clock.GetUtcNow().AddDays(20), endsAt = Host.Clock.GetUtcNow().AddDays(20).AddHours(1) };
        await Host.Staff.RefusedAsync($"{address}/reschedule", moved, 428, "precondition-missing");
        (await RescheduleAsync("\"1\"")).Should().Be(412);
        (await RescheduleAsync("\"2\"")).Should().Be(200);
        await Host.Staff.DoAsync($"{address}/cancel");
        await Host.Staff.RefusedAsync($"{address}/register", new { personId = Ids.New() }, 409, "gathering-cancelled");
        await Host.As(Roles.Mentee).RefusedAsync($"{address}/cancel", null, 403, "forbidden");

        async Task<int> RescheduleAsync(string ifMatch)
        {
            using HttpRequestMessage request = new(HttpMethod.Post, $"{address}/reschedule") { Content = JsonContent.Create(moved) };
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
            using var response = await Host.Staff.SendAsync(request);
            return (int)response.StatusCode;
        }
    }

    [Fact]
    public async Task A_cohort_has_its_own_gatherings_and_those_for_all_and_its_own_are_cancelled_with_it()
    {
        var programme = await Programme.WithAStrandAsync(Host);
        var cohort = await programme.CohortWithAnOpenCallAsync(Host);
        var (own, forAll) = (await OpenAsync(Host, 5, cohort), await OpenAsync(Host, 5));
        (await AllOfAsync($"/api/cohorts/{cohort}/gatherings")).Should().Contain([own, forAll]);
        (await AllOfAsync($"/api/gatherings?cohortId={cohort}")).Should().Equal(own);

        await Host.Staff.DoAsync($"/api/cohorts/{cohort}/cancel");
        await Eventually.Get(async () => (await Host.Staff.ReadAsync($"/api/gatherings/{own}")).GetProperty("status").GetString() == "Cancelled",
            "a cancelled cohort's gatherings are cancelled");
        (await Host.Staff.ReadAsync($"/api/gatherings/{forAll}")).GetProperty("status").GetString().Should().Be("RegistrationOpen");
        await Host.Staff.RefusedAsync("/api/gatherings", Plan(Host, 5, cohort), 409, "cohort-over");
        await Host.Staff.RefusedAsync("/api/gatherings", Plan(Host, 5, Ids.New()), 409, "cohort-unknown");
    }

    private async Task<List<Guid>> AllOfAsync(string address)
    {
        List<Guid> ids = [];
        for (string? after = ""; after is not null;)
        {
            var page = await Host.Staff.ReadAsync($"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit=3{(after == "" ? "" : $"&after={after}")}");
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetGuid()));
            after = page.GetProperty("next").GetString();
        }

        return ids;
    }

    [Fact]
    public async Task A_series_takes_gatherings_of_its_kind()
    {
        var key = Programme.Key("leaders");
        var series = await Host.Staff.CreateAsync("/api/series", new { key, title = "Women Leaders", kind = "Lecture" });
        await Host.Staff.RefusedAsync("/api/series", new { key, title = "Again", kind = "Lecture" }, 409, "key-taken");
        var gathering = await Host.Staff.CreateAsync("/api/gatherings", Plan(Host, 5, seriesId: series));
        (await Host.Staff.ReadAsync($"/api/gatherings/{gathering}")).GetProperty("seriesId").GetGuid().Should().Be(series);
        (await Host.Staff.ReadAsync($"/api/series/{series}")).GetProperty("title").GetString().Should().Be("Women Leaders");
        (await Host.Staff.ReadAsync("/api/series?limit=200")).GetProperty("items").EnumerateArray().Should().NotBeEmpty();
    }
}
