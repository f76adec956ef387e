using System.Net.Http.Json;
using System.Text.Json;
using Advance.Contracts;
using Advance.Tests.Http.Applications;

namespace Advance.Tests.Http.Matching;

/// <summary>Pairs that staff propose by hand, who waits without mentor, and what may happen between a plan and its publication.</summary>
public class HandPairTests(SharedHost shared)
{
    private TestHost Host => shared.Host;
    private HttpClient Staff => shared.Host.Staff;

    [Fact]
    public async Task A_pair_by_hand_is_refused_by_the_rules_that_a_round_has()
    {
        var cast = await Cast.WithACohortAsync(Host);
        var (mentor, person) = await cast.MentorAsync(capacity: 1);
        var (ada, bea) = (await cast.MenteeAsync(), await cast.MenteeAsync());
        await cast.RelateAsync(person, ada, RelationshipKind.Supervision);
        var address = $"/api/cohorts/{cast.Cohort}/propose-pair";
        using (var ineligible = await Staff.PostAsJsonAsync(address, Pair(ada, mentor)))
        {
            var problem = await ineligible.Content.ReadFromJsonAsync<JsonElement>();
            ((int)ineligible.StatusCode, problem.GetProperty("detail").GetString()).Should().Be((409, "The pair is not eligible: one supervises or supervised the other."));
            problem.GetProperty("errors").GetProperty("rules").EnumerateArray().Select(r => r.GetString()).Should().Equal("supervision");
        }

        await Staff.RefusedAsync(address, Pair(Ids.New(), mentor), 409, "not-a-mentee");
        await Staff.RefusedAsync(address, Pair(bea, Ids.New()), 409, "mentor-unavailable");
        await Staff.RefusedAsync(address, new { menteeId = bea, mentorId = mentor, reason = "Practical", daysToAnswer = 61 }, 400, "malformed");
        await Staff.RefusedAsync(address, new { menteeId = bea, mentorId = mentor, reason = "Because" }, 400, "malformed");
        await Staff.RefusedAsync($"/api/cohorts/{Ids.New()}/propose-pair", Pair(bea, mentor), 404, "not-found");
        await cast.AsMentee(bea).RefusedAsync(address, Pair(bea, mentor), 403, "forbidden");
        using var proposed = await Staff.PostAsJsonAsync(address, Pair(bea, mentor));
        var id = (await proposed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        ((int)proposed.StatusCode, proposed.Headers.Location!.ToString()).Should().Be((201, $"/api/mentorships/{id}"));
        await Staff.RefusedAsync(address, Pair(bea, mentor), 409, "mentee-unavailable");
        var cleo = await cast.MenteeAsync();
        await Staff.RefusedAsync(address, Pair(cleo, mentor), 409, "pair-ineligible"); // the one place is proposed to bea, who has not answered
        await cast.AsMentee(bea).DoAsync($"/api/mentorships/{id}/refuse");
        await Staff.RefusedAsync(address, Pair(bea, mentor), 409, "pair-ineligible"); // declined before
        await Staff.CreateAsync(address, Pair(cleo, mentor));
    }

    [Fact]
    public async Task A_mentee_who_got_a_mentor_by_hand_stops_the_publication_of_a_plan_that_has_them_too()
    {
        var cast = await Cast.WithACohortAsync(Host);
        var topic = Programme.Key("topic");
        var (planned, grace) = await cast.MentorAsync(topics: [topic]);
        var (other, _) = await cast.MentorAsync();
        var ada = await cast.MenteeAsync([topic], [grace]);
        var round = await cast.ApprovedRoundAsync();
        await Staff.CreateAsync($"/api/cohorts/{cast.Cohort}/propose-pair", Pair(ada, other));
        await Staff.RefusedAsync($"/api/matching-rounds/{round}/publish", null, 409, "mentee-unavailable");
        var page = (await Staff.ReadAsync($"/api/cohorts/{cast.Cohort}/mentorships")).Items();
        page.Should().ContainSingle("nobody is paired twice (rule M4)").Which.GetProperty("mentorId").GetGuid().Should().Be(other);
        var bea = await cast.MenteeAsync([topic]);
        await Staff.DoAsync($"/api/matching-rounds/{round}/compute");
        await cast.ApproveAsync(round);
        await Staff.DoAsync($"/api/matching-rounds/{round}/publish");
        (await Staff.ReadAsync($"/api/cohorts/{cast.Cohort}/mentorships")).Items().Select(m => (m.GetProperty("menteeId").GetGuid(), m.GetProperty("mentorId").GetGuid()))
            .Should().Equal((ada, other), (bea, planned));
    }

    [Theory]
    [InlineData("pause", "mentor-unavailable")]
    [InlineData("capacity", "mentor-unavailable")]
    [InlineData("proposed-elsewhere", "mentor-unavailable")]
    [InlineData("relationship", "pair-no-longer-eligible")]
    [InlineData("never-again", "pair-no-longer-eligible")]
    [InlineData("withdrawal", "mentee-unavailable")]
    public async Task What_happens_between_a_plan_and_its_publication_stops_it_with_the_reason(string what, string code)
    {
        var cast = await Cast.WithACohortAsync(Host);
        var topic = Programme.Key("topic");
        var (mentor, grace) = await cast.MentorAsync(topics: [topic]);
        var ada = await cast.MenteeAsync([topic], [grace]);
        var round = await cast.ApprovedRoundAsync();
        var other = await cast.AnotherCohortAsync();
        await (what switch
        {
            "pause" => cast.AsMentor(grace).DoAsync($"/api/mentors/{mentor}/pause"),
            "capacity" => cast.AsMentor(grace).DoAsync($"/api/mentors/{mentor}/declare-capacity", new { capacity = 0 }),
            "proposed-elsewhere" => Staff.CreateAsync($"/api/cohorts/{other.Cohort}/propose-pair", Pair(await other.MenteeAsync(), mentor)),
            "relationship" => cast.RelateAsync(grace, ada, RelationshipKind.Kinship),
            "never-again" => cast.AsMentor(grace).DoAsync($"/api/mentors/{mentor}/never-again", new { menteeId = ada }),
            _ => cast.WithdrawAsync(ada),
        });
        await Staff.RefusedAsync($"/api/matching-rounds/{round}/publish", null, 409, code);
        (await Staff.ReadAsync($"/api/cohorts/{cast.Cohort}/mentorships")).Items().Should().BeEmpty("a round is published in one go, or not at all");
    }

    [Fact]
    public async Task Staff_see_who_has_no_mentor_since_when_and_why()
    {
        await using var host = await shared.OwnAsync();
        var cast = await Cast.WithACohortAsync(host);
        var (first, grace) = await cast.MentorAsync(capacity: 1);
        var ada = await cast.MenteeAsync();
        var unmatched = $"/api/cohorts/{cast.Cohort}/unmatched";
        await host.Staff.DoAsync($"/api/strands/{cast.Strand}/adopt-matching-rules", new { checkInDays = new[] { 10, 20 } });
        var id = await host.Staff.CreateAsync($"/api/cohorts/{cast.Cohort}/propose-pair", Pair(ada, first));
        var waiting = (await host.Staff.ReadAsync(unmatched)).Items().Single();
        waiting.GetProperty("proposal").GetProperty("mentorshipId").GetGuid().Should().Be(id, "who has not answered yet has no mentor yet");
        var suggestions = await host.Staff.ReadAsync($"/api/cohorts/{cast.Cohort}/suggestions?menteeId={ada}");
        suggestions.Items().Single().GetProperty("rulesAgainst").EnumerateArray().Select(r => r.GetString()).Should().Equal("no-capacity");
        using (var forWhom = await host.Staff.GetAsync($"/api/cohorts/{cast.Cohort}/suggestions")) ((int)forWhom.StatusCode).Should().Be(400);
        using (var nobody = await host.Staff.GetAsync($"/api/cohorts/{cast.Cohort}/suggestions?menteeId={Ids.New()}")) ((int)nobody.StatusCode).Should().Be(409);
        using (var own = await cast.AsMentee(ada).GetAsync($"/api/cohorts/{cast.Cohort}/suggestions?menteeId={ada}")) ((int)own.StatusCode).Should().Be(403);
        await cast.FormAsync(ada, grace, id);
        (await ScheduledAsync(host, "RemindOfProposal"), await ScheduledAsync(host, "AskHowItGoes")).Should().Be((2, 2), "each side is reminded, and the strand asks on two days");
        (await host.Staff.ReadAsync(unmatched)).Items().Should().BeEmpty();
        var bea = await cast.MenteeAsync();
        var alone = (await host.Staff.ReadAsync($"{unmatched}?lang=fr")).Items().Single();
        (alone.GetProperty("eligibleMentors").GetInt32(), alone.GetProperty("lostMentor").GetBoolean()).Should().Be((0, false));
        alone.GetProperty("excluded")[0].GetProperty("rule").GetString().Should().Be("no-capacity");
        alone.GetProperty("reason").GetString().Should().Be("Aucun mentor n'est admissible pour cette personne à présent : 1 car le mentor n'a pas de place libre.");

        await cast.AsMentor(grace).DoAsync($"/api/mentorships/{id}/end");
        var both = await host.Staff.ReadAsync($"{unmatched}?limit=1");
        var next = both.GetProperty("next").GetString();
        both.Items().Single().GetProperty("personId").GetGuid().Should().Be(ada, "who lost a mentor comes first, though they wait for a shorter time");
        (await host.Staff.ReadAsync($"{unmatched}?after={next}")).Items().Single().GetProperty("personId").GetGuid().Should().Be(bea);
        await cast.MenteeAsync();
        var reasons = (await host.Staff.ReadAsync(unmatched)).Items().Where(m => m.GetProperty("eligibleMentors").GetInt32() == 1)
            .Select(m => m.GetProperty("reason").GetString()).ToList();
        reasons.Should().Contain("These 2 mentees have only one eligible mentor, with one place.").And.Contain((string?)null, "one of the two would be placed");
        using (var denied = await host.As(Roles.Committee, Ids.New()).GetAsync(unmatched)) ((int)denied.StatusCode).Should().Be(403);
        using (var nowhere = await host.Staff.GetAsync($"/api/cohorts/{Ids.New()}/unmatched")) ((int)nowhere.StatusCode).Should().Be(404);
        using (var garbled = await host.Staff.GetAsync($"{unmatched}?after=zzz")) ((int)garbled.StatusCode).Should().Be(400);
        using (var malformed = await host.Staff.GetAsync($"{unmatched}?limit=0&lang=en")) ((int)malformed.StatusCode).Should().Be(400);
        var circles = await Cast.WithACohortAsync(host, "Circle");
        using (var circle = await host.Staff.GetAsync($"/api/cohorts/{circles.Cohort}/unmatched")) ((int)circle.StatusCode).Should().Be(409);
    }

    private static async Task<long> ScheduledAsync(TestHost host, string message)
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(host.ConnectionString);
        await using var command = source.CreateCommand(
            $"select count(*) from wolverine.wolverine_incoming_envelopes where status = 'Scheduled' and message_type like '%{message}%'");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static object Pair(Guid mentee, Guid mentor) => new { menteeId = mentee, mentorId = mentor, reason = "Practical" };
}
