using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Advance.Contracts;

namespace Advance.Tests.Http.Walk;

/// <summary>Each way in which a step of the whole way can be refused, met once.</summary>
[Collection(WalkHost.Name)]
public class RefusalTests(WalkHost walk)
{
    private readonly Office _office = new(walk.Host);

    [Fact]
    public async Task Steps_out_of_turn_are_refused_by_the_rule_that_says_no()
    {
        var of = await _office.PlanAsync("OneOnOne", hardCap: 1);
        var (cohort, staff) = (of.CohortId, _office.Staff);
        await staff.RefusedAsync($"/api/cohorts/{cohort}/extend-call", new { deadline = _office.Now.AddDays(1) }, 409, "call-not-open");
        await staff.RefusedAsync($"/api/cohorts/{cohort}/publish-call", new { deadline = _office.Now.AddDays(-1) }, 409, "deadline-passed");
        await staff.RefusedAsync($"/api/cohorts/{cohort}/publish-call", new { deadline = _office.Now.AddDays(9), places = 2 }, 409, "above-hard-cap");
        await staff.DoAsync($"/api/cohorts/{cohort}/publish-call", new { deadline = _office.Now.AddDays(9) });
        var ada = await ApplyAsync(of);
        await _office.Mentee(ada.PersonId).RefusedAsync("/api/applications", new { cohortId = cohort, personId = ada.PersonId }, 409, "already-applied");
        await staff.RefusedAsync($"/api/applications/{ada.ApplicationId}/select", null, 409, "not-eligible");
        await staff.RefusedAsync($"/api/cohorts/{cohort}/start", null, 409, "call-still-open");
        await staff.DoAsync($"/api/applications/{ada.ApplicationId}/confirm-eligibility", new { });
        var emmy = await ApplyAsync(of);
        await staff.DoAsync($"/api/applications/{emmy.ApplicationId}/confirm-eligibility", new { });
        await staff.DoAsync($"/api/applications/{ada.ApplicationId}/select");
        await staff.RefusedAsync($"/api/applications/{emmy.ApplicationId}/select", null, 409, "cohort-full");
        await staff.RefusedAsync($"/api/applications/{ada.ApplicationId}/offer", new { expiresAt = _office.Now.AddDays(9) }, 409, "decisions-not-released");
        await staff.RefusedAsync("/api/matching-rounds", new { cohortId = Ids.New() }, 409, "cohort-unknown");
        await staff.RefusedAsync($"/api/cohorts/{cohort}/compose-circles", null, 409, "not-a-circle-cohort");

        _office.Pass(TimeSpan.FromDays(10));
        var late = await _office.RegisterAsync("Mary", of.OwnerId);
        await _office.Mentee(late).RefusedAsync("/api/applications", new { cohortId = cohort, personId = late }, 409, "deadline-passed");
    }

    [Fact]
    public async Task What_does_not_exist_is_404_and_who_may_not_is_403_and_who_is_nobody_401()
    {
        var nothing = Ids.New();
        foreach (var (address, body) in new (string, object?)[]
        {
            ($"/api/strands/{nothing}/retire", null), ($"/api/cohorts/{nothing}/close-call", null), ($"/api/applications/{nothing}/select", null),
            ($"/api/mentors/{nothing}/pause", null), ($"/api/matching-rounds/{nothing}/compute", null), ($"/api/mentorships/{nothing}/complete", null),
            ($"/api/circles/{nothing}/approve", null), ($"/api/gatherings/{nothing}/close", null), ($"/api/people/{nothing}/erase", null),
            ("/api/reports", new { cohortId = nothing, kind = "cohort-audit" }),
        })
        {
            await _office.Staff.RefusedAsync(address, body, 404, "not-found");
            await _office.As(Roles.Integrator).RefusedAsync(address, body, 403, "forbidden");
            await walk.Host.Anonymous().RefusedAsync(address, body, 401, "unauthenticated");
        }
    }

    [Fact]
    public async Task What_cannot_be_read_is_400_with_the_field_that_is_wrong()
    {
        var staff = _office.Staff;
        await staff.RefusedAsync("/api/strands", new { key = "Not a key", name = "", format = "OneOnOne" }, 400, "malformed");
        foreach (var (address, body) in new[]
        {
            ("/api/strands", """{"key": "strand", "name": "Strand", "format": "Square"}"""),
            ("/api/strands", """{"key": "strand", "name": "Strand", "format": "Circle", "colour": "red"}"""),
            ("/api/gatherings", """{"kind": "Lecture", "title": "T", "capacity": "12"}"""), ("/api/institutions", """{"key":"""),
        })
        {
            using StringContent content = new(body, MediaTypeHeaderValue.Parse("application/json"));
            using var unreadable = await staff.PostAsync(address, content);
            ((int)unreadable.StatusCode).Should().Be(400, body);
        }

        using var wrong = await staff.PostAsJsonAsync("/api/people", new { givenName = "", familyName = "B", email = "nowhere" });
        var errors = (await wrong.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        errors.EnumerateObject().Select(e => e.Name).Should().BeEquivalentTo(["givenName", "email"]);
    }

    [Fact]
    public async Task Who_replaces_what_has_changed_since_they_read_it_is_refused()
    {
        var person = await _office.RegisterAsync("Ada", (await _office.PlanAsync("OneOnOne", 1)).OwnerId);
        var address = $"/api/people/{person}";
        using var read = await _office.Mentee(person).GetAsync(address);
        var etag = read.Headers.ETag!.ToString();
        var corrected = new { givenName = "Ada", familyName = "King", email = $"{Programme.Key("ada")}@example.org" };
        (await SendAsync($"{address}/correct", corrected)).Should().Be((428, "precondition-missing"));
        (await SendAsync($"{address}/correct", corrected, ifMatch: "\"999\"")).Should().Be((412, "stale"));
        (await SendAsync($"{address}/correct", corrected, ifMatch: etag)).Should().Be((200, ""));
        (await SendAsync($"{address}/correct", corrected, ifMatch: etag)).Should().Be((412, "stale"));
        var cohort = (await _office.PlanAsync("OneOnOne", 1)).CohortId;
        (await SendAsync($"/api/cohorts/{cohort}/cancel", null, ifMatch: "\"7\"")).Should().Be((412, "stale"), "every command honours If-Match");
    }

    [Fact]
    public async Task A_command_given_twice_with_one_key_happens_once_and_another_one_under_that_key_is_refused()
    {
        var key = Guid.NewGuid().ToString();
        object Body(string name) => new { key = name, name = "Institution" };
        var (first, other) = (Programme.Key("inst"), Programme.Key("inst"));
        var one = await AnswerAsync("/api/institutions", Body(first), key);
        (await AnswerAsync("/api/institutions", Body(first), key)).Should().Be(one, "the same answer, with the same id");
        one.Status.Should().Be(201);
        (await SendAsync("/api/institutions", Body(other), idempotencyKey: key)).Status.Should().Be(422);
        (await SendAsync("/api/institutions", Body(first))).Should().Be((409, "key-taken"), "without the key it is another command");
        (await SendAsync("/api/institutions", Body(other))).Status.Should().Be(201, "the refused one had made nothing");
    }

    private async Task<Applied> ApplyAsync(CohortOf of) => await _office.ApplyAsync(of.CohortId, await _office.RegisterAsync("Ada", of.OwnerId));

    private async Task<(int Status, string Text)> AnswerAsync(string address, object? body, string idempotencyKey)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, address) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", idempotencyKey);
        using var response = await _office.Staff.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private async Task<(int Status, string Code)> SendAsync(string address, object? body, string? ifMatch = null, string? idempotencyKey = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, address) { Content = body is null ? null : JsonContent.Create(body) };
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        using var response = await _office.Staff.SendAsync(request);
        if (response.IsSuccessStatusCode) return ((int)response.StatusCode, "");
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        return ((int)response.StatusCode, problem.GetProperty("type").GetString()!.Split('/')[^1]);
    }
}
