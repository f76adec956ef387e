using System.Net.Http.Json;
using System.Text.Json;
using Advance.Contracts;

namespace Advance.Tests.Http.Matching;

/// <summary>Rules, weights and what staff saw: versions of them, and what was recorded can be computed again.</summary>
public class RoundRuleTests(SharedHost shared)
{
    private HttpClient Staff => shared.Host.Staff;

    [Fact]
    public async Task A_round_follows_the_rules_its_strand_had_when_it_was_opened()
    {
        var cast = await Cast.WithACohortAsync(shared.Host);
        var rules = $"/api/strands/{cast.Strand}/matching-rules";
        (await Staff.ReadAsync(rules)).GetProperty("rulesVersion").GetInt32().Should().Be(0);
        await Staff.RefusedAsync($"/api/strands/{cast.Strand}/adopt-matching-rules", new { withoutRules = new[] { "supervision" } }, 400, "malformed");
        await Staff.RefusedAsync($"/api/strands/{cast.Strand}/adopt-matching-rules", new { weights = new { topics = -1, wishes = 0, difference = 0, experience = 1 } }, 400, "malformed");
        await Staff.RefusedAsync($"/api/strands/{Ids.New()}/adopt-matching-rules", new { }, 409, "strand-unknown");
        object adopt = new { weights = new { topics = 100, wishes = 0, difference = 0, experience = 0 }, withoutRules = new[] { "no-common-language" }, daysToAnswer = 5 };
        await Staff.DoAsync($"/api/strands/{cast.Strand}/adopt-matching-rules", adopt);
        await Staff.RefusedAsync($"/api/strands/{cast.Strand}/adopt-matching-rules", adopt, 409, "matching-rules-unchanged");
        (await Staff.ReadAsync(rules)).GetProperty("mostPoints").GetProperty("topics").GetInt32().Should().Be(1000);

        var topic = Programme.Key("topic");
        var (mentor, _) = await cast.MentorAsync(topics: [topic]);
        var ada = await cast.MenteeAsync([topic]);
        await cast.AsMentee(ada).DoAsync($"/api/cohorts/{cast.Cohort}/state-languages", new { personId = ada, languages = new[] { "fr" } });
        var round = await cast.RoundAsync();
        await Staff.DoAsync($"/api/strands/{cast.Strand}/adopt-matching-rules", new { });
        await Staff.DoAsync($"/api/matching-rounds/{round}/compute");
        var view = await Staff.ReadAsync($"/api/matching-rounds/{round}");
        (view.GetProperty("rulesVersion").GetInt32(), view.GetProperty("daysToAnswer").GetInt32()).Should().Be((1, 5));
        var explained = await Staff.ReadAsync($"/api/matching-rounds/{round}/explanations?mentee={ada}&mentor={mentor}");
        (explained.GetProperty("eligible").GetBoolean(), explained.GetProperty("score").GetInt32()).Should().Be((true, 1000), "no language is asked for, and topics alone count");

        await Staff.RefusedAsync($"/api/matching-rounds/{round}/adopt-weights", new { weights = new { topics = 101, wishes = 0, difference = 0, experience = 0 } }, 400, "malformed");
        await Staff.RefusedAsync($"/api/matching-rounds/{round}/adopt-weights", new { weights = new { topics = 100, wishes = 0, difference = 0, experience = 0 } }, 409, "weights-unchanged");
        await Staff.DoAsync($"/api/matching-rounds/{round}/adopt-weights", new { weights = new { topics = 1, wishes = 1, difference = 0, experience = 0 } });
        var outdated = await Staff.ReadAsync($"/api/matching-rounds/{round}");
        (outdated.GetProperty("weightsVersion").GetInt32(), outdated.GetProperty("proposalHash").ValueKind).Should().Be((2, JsonValueKind.Null));
    }

    [Fact]
    public async Task Mentors_of_a_partner_that_joins_later_are_not_in_the_pool_of_an_earlier_call()
    {
        var cast = await Cast.WithACohortAsync(shared.Host);
        var topic = Programme.Key("topic");
        var list = await Staff.CreateAsync("/api/institutions", new { key = Programme.Key("list"), name = "LIST" });
        var person = await cast.PersonAsync();
        var mentor = await Staff.CreateAsync("/api/mentors", new { personId = person, capacity = 1, isExternal = false, institutionId = list, topics = new[] { topic } });
        await cast.MentorAsync(topics: ["cooking"]);
        var ada = await cast.MenteeAsync([topic]);
        var round = await cast.RoundAsync();
        await Staff.DoAsync($"/api/matching-rounds/{round}/compute");

        var explained = await Staff.ReadAsync($"/api/matching-rounds/{round}/explanations?mentee={ada}&mentor={mentor}");
        explained.GetProperty("rules").EnumerateArray().Select(r => r.GetString()).Should().Equal("partner-not-in-call");
        using var asked = await Staff.PostAsJsonAsync($"/api/matching-rounds/{round}/what-if", new { withInstitutions = new[] { list } });
        var pairs = (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("proposal").GetProperty("pairs").EnumerateArray();
        pairs.Should().ContainSingle(p => p.GetProperty("mentorId").GetGuid() == mentor, "with LIST's mentors it would be this one");
    }

    [Fact]
    public async Task A_hundred_computations_and_a_hundred_verifications_give_one_hash()
    {
        await using var host = await shared.OwnAsync();
        var cast = await Cast.WithACohortAsync(host);
        for (var j = 0; j < 4; j++) await cast.MentorAsync(capacity: 2, topics: [$"t{j}"]);
        for (var i = 0; i < 6; i++) await cast.MenteeAsync([$"t{i % 4}"]);
        var round = await cast.RoundAsync();
        await host.Staff.RefusedAsync($"/api/matching-rounds/{round}/verify", null, 409, "not-computed");
        HashSet<string?> hashes = [];
        for (var run = 0; run < 100; run++)
        {
            await host.Staff.DoAsync($"/api/matching-rounds/{round}/compute");
            await host.Staff.DoAsync($"/api/matching-rounds/{round}/verify");
            hashes.Add((await host.Staff.ReadAsync($"/api/matching-rounds/{round}")).GetProperty("proposalHash").GetString());
        }

        hashes.Should().HaveCount(1);
        (await host.Staff.ReadAsync($"/api/matching-rounds/{round}")).GetProperty("isVerified").GetBoolean().Should().BeTrue();
        using var committee = host.As(Roles.Committee, Ids.New());
        await committee.DoAsync($"/api/matching-rounds/{round}/verify");
    }

    [Fact]
    public async Task Staff_pin_and_forbid_by_the_regret_that_they_were_shown()
    {
        var cast = await Cast.WithACohortAsync(shared.Host);
        var topic = Programme.Key("topic");
        var (good, _) = await cast.MentorAsync(topics: [topic]);
        var (poor, _) = await cast.MentorAsync(topics: ["cooking"]);
        var ada = await cast.MenteeAsync([topic]);
        var round = await cast.RoundAsync();
        object Pair(Guid mentor, string? seenRegret) => new { menteeId = ada, mentorId = mentor, reason = "CommitteeDecision", seenRegret };
        await Staff.RefusedAsync($"/api/matching-rounds/{round}/pin", Pair(poor, "0"), 409, "not-computed");
        await Staff.RefusedAsync($"/api/matching-rounds/{round}/pin", Pair(poor, "much"), 400, "malformed");
        await Staff.RefusedAsync($"/api/matching-rounds/{round}/pin", new { menteeId = ada, mentorId = Ids.New(), reason = "Practical" }, 404, "not-found");
        await Staff.RefusedAsync($"/api/matching-rounds/{round}/forbid", new { menteeId = Ids.New(), mentorId = poor, reason = "Practical" }, 404, "not-found");
        await Staff.DoAsync($"/api/matching-rounds/{round}/compute");
        var stands = await Staff.ReadAsync($"/api/matching-rounds/{round}/explanations?mentee={ada}&mentor={good}");
        var shown = (await Staff.ReadAsync($"/api/matching-rounds/{round}/explanations?mentee={ada}&mentor={poor}")).GetProperty("ifHad").GetProperty("loss").GetString();
        await Staff.RefusedAsync($"/api/matching-rounds/{round}/pin", Pair(poor, "1"), 409, "regret-changed");
        await Staff.RefusedAsync($"/api/matching-rounds/{round}/forbid", Pair(good, "0"), 409, "regret-changed");
        await Staff.DoAsync($"/api/matching-rounds/{round}/forbid", Pair(good, stands.GetProperty("alternatives")[0].GetProperty("loss").GetString()));
        await Staff.DoAsync($"/api/matching-rounds/{round}/lift", new { menteeId = ada, mentorId = good });
        await Staff.DoAsync($"/api/matching-rounds/{round}/compute");
        await Staff.DoAsync($"/api/matching-rounds/{round}/pin", Pair(poor, shown));
    }

    [Fact]
    public async Task Pins_that_cannot_stand_together_are_named()
    {
        var cast = await Cast.WithACohortAsync(shared.Host);
        var (mentor, _) = await cast.MentorAsync(capacity: 1);
        var (other, _) = await cast.MentorAsync(capacity: 1);
        var (ada, bea, cleo) = (await cast.MenteeAsync(), await cast.MenteeAsync(), await cast.MenteeAsync());
        var round = await cast.RoundAsync();
        foreach (var (mentee, at) in new[] { (ada, mentor), (bea, mentor), (cleo, other) })
            await Staff.DoAsync($"/api/matching-rounds/{round}/pin", new { menteeId = mentee, mentorId = at, reason = "Practical" });
        await Staff.RefusedAsync($"/api/matching-rounds/{round}/pin", new { menteeId = ada, mentorId = other, reason = "Practical" }, 409, "contradictory-pins");
        await Staff.RefusedAsync($"/api/matching-rounds/{round}/forbid", new { menteeId = ada, mentorId = mentor, reason = "Practical" }, 409, "pin-forbidden");
        using var refused = await Staff.PostAsync($"/api/matching-rounds/{round}/compute", null);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        ((int)refused.StatusCode, problem.GetProperty("type").GetString()!.Split('/')[^1]).Should().Be((409, "contradictory-pins"));
        var sentence = problem.GetProperty("detail").GetString();
        sentence.Should().Contain(ada.ToString()).And.Contain(bea.ToString()).And.Contain(mentor.ToString());
        sentence.Should().NotContain(cleo.ToString("D"), "the smallest set in conflict is named");
        await Staff.DoAsync($"/api/matching-rounds/{round}/lift", new { menteeId = bea, mentorId = mentor });
        await Staff.DoAsync($"/api/matching-rounds/{round}/compute");
    }

    [Fact]
    public async Task A_round_without_mentors_and_one_of_two_thousand_on_each_side_are_refused_with_the_reason()
    {
        await using var host = await shared.OwnAsync();
        var cast = await Cast.WithACohortAsync(host);
        await cast.MenteeAsync();
        var round = await cast.RoundAsync();
        await host.Staff.RefusedAsync($"/api/matching-rounds/{round}/compute", null, 409, "no-mentors");
        await cast.CrowdAsync(1_999, 2_000);
        using var refused = await host.Staff.PostAsync($"/api/matching-rounds/{round}/compute", null);
        var text = await refused.Content.ReadAsStringAsync();
        if ((int)refused.StatusCode == 503) // the read models are still catching up with the crowd: the answer says to come back
            await Eventually.Get(async () => (text = await (await host.Staff.PostAsync($"/api/matching-rounds/{round}/compute", null)).Content.ReadAsStringAsync())
                .Contains("too-large"), "they caught up", TimeSpan.FromSeconds(60));
        text.Should().Contain("too-large").And.Contain("2000 mentees with 2000 mentors");
        await host.Staff.RefusedAsync("/api/matching-rounds", new { cohortId = cast.Cohort, weights = new { topics = 1001, wishes = 0, difference = 0, experience = 0 } }, 400, "malformed");
    }
}
