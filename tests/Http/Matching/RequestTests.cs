using System.Net.Http.Json;
using System.Text.Json;
using Advance.Contracts;
using Advance.Matching.Requests;
using Advance.Tests.Http.Applications;
using Microsoft.Extensions.DependencyInjection;
using Wolverine;

namespace Advance.Tests.Http.Matching;

/// <summary>A mentee asks for a mentor; staff propose the pair or turn it down, and the mentor learns nothing unless it is proposed.</summary>
public class RequestTests(SharedHost shared)
{
    private TestHost Host => shared.Host;
    private HttpClient Staff => shared.Host.Staff;

    [Fact]
    public async Task A_mentee_asks_for_a_mentor_and_staff_propose_the_pair()
    {
        var cast = await Cast.WithACohortAsync(Host);
        var topic = Programme.Key("topic");
        var (grace, gracePerson) = await cast.MentorAsync(topics: [topic], known: await cast.NamedAsync("Grace"));
        var (rosalind, _) = await cast.MentorAsync();
        var ada = await cast.MenteeAsync([topic], person: await cast.NamedAsync("Ada"));
        var (mentee, mentor) = (cast.AsMentee(ada), cast.AsMentor(gracePerson));
        var offered = await FindAsync(mentee, $"/api/cohorts/{cast.Cohort}/mentors-to-ask-for?limit=200", "mentorId", grace);
        offered.GetProperty("sharedTopics").EnumerateArray().Select(t => t.GetString()).Should().Equal(topic);
        var (request, other) = (await AskAsync(mentee, cast, ada, grace), await AskAsync(mentee, cast, ada, rosalind));
        await mentee.RefusedAsync("/api/mentor-requests", Of(cast, ada, grace), 409, "already-requested");

        (await mentor.ReadAsync("/api/mentor-requests")).Items().Should().BeEmpty("the mentor learns nothing of it");
        using (var hidden = await mentor.GetAsync($"/api/mentor-requests/{request}")) ((int)hidden.StatusCode).Should().Be(404);
        await mentor.RefusedAsync($"/api/mentor-requests/{request}/withdraw", null, 403, "forbidden");
        await mentee.RefusedAsync($"/api/mentor-requests/{request}/turn-down", null, 403, "forbidden");
        var queued = (await Staff.ReadAsync($"/api/cohorts/{cast.Cohort}/unmatched")).Items().Single();
        queued.GetProperty("requests").EnumerateArray().Select(r => r.GetProperty("id").GetGuid()).Should().Equal(request, other);
        queued.GetProperty("reason").ValueKind.Should().Be(JsonValueKind.Null, "a round would place her");

        var suggested = (await Staff.ReadAsync($"/api/cohorts/{cast.Cohort}/suggestions?menteeId={ada}&limit=1")).Items().Single();
        (suggested.GetProperty("mentorId").GetGuid(), suggested.GetProperty("isAskedFor").GetBoolean()).Should().Be((grace, true), "the best one is whom she asks for");
        var id = await Staff.CreateAsync($"/api/cohorts/{cast.Cohort}/propose-pair", new { menteeId = ada, mentorId = grace, reason = "WishOfMentee" });
        (await mentee.ReadAsync("/api/mentor-requests")).Items().Select(r => r.GetProperty("status").GetString()).Should().Equal("Proposed", "Overtaken");
        await mentee.RefusedAsync("/api/mentor-requests", Of(cast, ada, rosalind), 409, "mentee-unavailable");
        await Eventually.Get(async () => (await mentee.ReadAsync($"/api/people/{ada}/timeline?limit=200")).ToString().Contains(id.ToString()), "the mentee sees the proposal");
        (await mentor.ReadAsync($"/api/people/{gracePerson}/timeline?limit=200")).ToString().Should().NotContain(id.ToString(), "the mentee answers first")
            .And.NotContain("mentor-request");
        using (var early = await mentor.GetAsync($"/api/mentorships/{id}")) ((int)early.StatusCode).Should().Be(404);
        await cast.FormAsync(ada, gracePerson, id);
        (await mentee.ReadAsync($"/api/mentorships/{id}/contact")).GetProperty("givenName").GetString().Should().Be("Grace");
        (await mentee.ReadAsync($"/api/mentorships/{id}")).GetProperty("matchingRoundId").ValueKind.Should().Be(JsonValueKind.Null);
        var rationale = await Staff.ReadAsync($"/api/mentorships/{id}/rationale?lang=de");
        rationale.GetProperty("sentences").EnumerateArray().Select(s => s.GetString()).Should().Contain("Das Büro hat das Paar unmittelbar vorgeschlagen.");
        rationale.GetProperty("contributions").EnumerateArray().Sum(c => c.GetProperty("points").GetInt32()).Should().Be(rationale.GetProperty("score").GetInt32());
        using (var private_ = await mentor.GetAsync($"/api/mentorships/{id}/rationale")) ((int)private_.StatusCode).Should().Be(403);
        (await Staff.ReadAsync($"/api/cohorts/{cast.Cohort}/unmatched")).Items().Should().BeEmpty();
    }

    [Fact]
    public async Task Whatever_stands_against_a_mentor_the_mentee_gets_the_same_answer()
    {
        var cast = await Cast.WithACohortAsync(Host);
        var ada = await cast.MenteeAsync();
        var mentors = new List<(Guid Id, Guid Person)>();
        for (var i = 0; i < 5; i++) mentors.Add(await cast.MentorAsync());
        await cast.AsMentor(mentors[0].Person).DoAsync($"/api/mentors/{mentors[0].Id}/never-again", new { menteeId = ada });
        await cast.RelateAsync(mentors[1].Person, ada, RelationshipKind.Kinship);
        await cast.AsMentor(mentors[2].Person).DoAsync($"/api/mentors/{mentors[2].Id}/pause");
        await cast.AsMentor(mentors[3].Person).DoAsync($"/api/mentors/{mentors[3].Id}/declare-capacity", new { capacity = 0 });
        await cast.AsMentor(mentors[4].Person).DoAsync($"/api/mentors/{mentors[4].Id}/retire");
        HashSet<string> answers = [];
        foreach (var id in mentors.Select(m => m.Id).Append(Ids.New()))
        {
            using var refused = await cast.AsMentee(ada).PostAsJsonAsync("/api/mentor-requests", Of(cast, ada, id));
            var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
            answers.Add($"{(int)refused.StatusCode} {problem.GetProperty("type")} {problem.GetProperty("detail")} {problem.TryGetProperty("errors", out _)}");
        }

        answers.Should().ContainSingle().Which.Should().StartWith("409").And.Contain("mentor-not-available");
        var offered = (await cast.AsMentee(ada).ReadAsync($"/api/cohorts/{cast.Cohort}/mentors-to-ask-for?limit=200")).Items().Select(m => m.GetProperty("mentorId").GetGuid());
        offered.Should().NotContain(mentors.Select(m => m.Id));
    }

    [Fact]
    public async Task Requests_are_bounded_taken_back_turned_down_and_lapse()
    {
        await using var host = await shared.OwnAsync();
        var cast = await Cast.WithACohortAsync(host);
        var ada = await cast.MenteeAsync();
        var mentors = new List<Guid>();
        for (var i = 0; i < 4; i++) mentors.Add((await cast.MentorAsync()).Id);
        var mentee = cast.AsMentee(ada);
        await mentee.RefusedAsync("/api/mentor-requests", new { cohortId = cast.Cohort, personId = ada }, 400, "malformed");
        await mentee.RefusedAsync("/api/mentor-requests", Of(cast, Ids.New(), mentors[0]), 403, "forbidden");
        await host.Staff.RefusedAsync("/api/mentor-requests", Of(cast, Ids.New(), mentors[0]), 409, "not-a-mentee");
        await mentee.RefusedAsync("/api/mentor-requests", new { cohortId = Ids.New(), personId = ada, mentorId = mentors[0] }, 404, "not-found");
        var requests = new List<Guid>();
        foreach (var mentor in mentors[..3]) requests.Add(await AskAsync(mentee, cast, ada, mentor));
        await mentee.RefusedAsync("/api/mentor-requests", Of(cast, ada, mentors[3]), 409, "too-many-mentor-requests");
        await mentee.DoAsync($"/api/mentor-requests/{requests[0]}/withdraw");
        await mentee.RefusedAsync($"/api/mentor-requests/{requests[0]}/withdraw", null, 409, "request-closed");
        await host.Staff.DoAsync($"/api/mentor-requests/{requests[1]}/turn-down");
        await host.Staff.RefusedAsync($"/api/mentor-requests/{requests[1]}/turn-down", null, 409, "request-closed");
        (await host.Staff.ReadAsync($"/api/mentor-requests?cohortId={cast.Cohort}&open=true")).Items().Select(r => r.GetProperty("id").GetGuid()).Should().Equal(requests[2]);
        await WakeAsync(host, new LapseRequest(requests[2]));
        (await mentee.ReadAsync($"/api/mentor-requests/{requests[2]}")).GetProperty("status").GetString().Should().Be("Open", "its date is yet to come");
        var left = await AskAsync(mentee, cast, ada, mentors[3]);
        await cast.WithdrawAsync(ada);
        await Eventually.Get(async () => (await host.Staff.ReadAsync($"/api/mentor-requests/{left}")).GetProperty("status").GetString() == "Withdrawn", "the mentee left");

        var bea = await cast.MenteeAsync();
        var lapsing = await AskAsync(cast.AsMentee(bea), cast, bea, mentors[0]);
        host.Clock.Advance(TimeSpan.FromDays(22));
        await WakeAsync(host, new LapseRequest(lapsing));
        using var later = host.As(Roles.Mentee, bea);
        (await later.ReadAsync($"/api/mentor-requests/{lapsing}")).GetProperty("status").GetString().Should().Be("Lapsed");
        using var staff = host.As(Roles.Staff);
        await staff.DoAsync($"/api/strands/{cast.Strand}/adopt-matching-rules", new { withoutRequests = true });
        await later.RefusedAsync("/api/mentor-requests", Of(cast, bea, mentors[0]), 409, "requests-not-taken");
    }

    private static object Of(Cast cast, Guid mentee, Guid mentor) => new { cohortId = cast.Cohort, personId = mentee, mentorId = mentor };

    private static Task<Guid> AskAsync(HttpClient client, Cast cast, Guid mentee, Guid mentor) => client.CreateAsync("/api/mentor-requests", Of(cast, mentee, mentor));

    /// <summary>The one item with this id, on whichever page.</summary>
    private static async Task<JsonElement> FindAsync(HttpClient client, string address, string field, Guid id)
    {
        for (string? next = null; ;)
        {
            var page = await client.ReadAsync(next is null ? address : $"{address}&after={next}");
            var found = page.Items().FirstOrDefault(i => i.GetProperty(field).GetGuid() == id);
            if (found.ValueKind != JsonValueKind.Undefined) return found;
            next = page.GetProperty("next").GetString();
            next.Should().NotBeNull($"{id} is somewhere in {address}");
        }
    }

    private static async Task WakeAsync(TestHost host, object message)
    {
        await using var scope = host.App.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMessageBus>().InvokeAsync(message);
    }
}
