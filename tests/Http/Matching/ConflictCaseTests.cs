using System.Net.Http.Json;
using Advance.Contracts;
using Advance.Matching.Conflicts;

namespace Advance.Tests.Http.Matching;

/// <summary>Cases that open when something becomes known about the two of a pair.</summary>
public class ConflictCaseTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    [Fact]
    public async Task A_relationship_that_becomes_known_while_a_mentorship_runs_opens_a_case()
    {
        var (cast, ada, grace, id) = await Care.RunningAsync(Host);
        await cast.RelateAsync(grace, ada, RelationshipKind.LineManagement);
        var conflict = await Eventually.Get(async () => (await Host.Staff.ReadAsync($"/api/conflicts?cohortId={cast.Cohort}&open=true")).GetProperty("items").EnumerateArray()
            .FirstOrDefault(), c => c.ValueKind != System.Text.Json.JsonValueKind.Undefined, "the mentor became the mentee's manager");
        conflict.GetProperty("rule").GetString().Should().Be("line-management");
        conflict.GetProperty("mentorshipId").GetGuid().Should().Be(id);
        var address = $"/api/conflicts/{conflict.GetProperty("id").GetGuid()}";
        await Host.Staff.RefusedAsync($"{address}/settle", new { remedy = "MentorshipOver" }, 409, "mentorship-still-runs");
        await Care.WakeAsync(Host, new WatchConflict(conflict.GetProperty("id").GetGuid()));
        (await Host.Staff.ReadAsync(address)).GetProperty("isOverdue").GetBoolean().Should().BeFalse("there are days left");
        await cast.AsMentee(ada).DoAsync($"/api/mentorships/{id}/end");
        await Host.Staff.DoAsync($"{address}/settle", new { remedy = "MentorshipOver" });
        await Host.Staff.RefusedAsync($"{address}/settle", new { remedy = "NoConflict" }, 409, "conflict-settled");
        (await Host.Staff.ReadAsync($"/api/conflicts?cohortId={cast.Cohort}&open=true")).GetProperty("items").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task Moving_into_the_unit_of_the_other_opens_a_case()
    {
        var cast = await Cast.WithACohortAsync(Host);
        var unit = Programme.Key("unit");
        var topic = Programme.Key("topic");
        var (_, grace) = await cast.MentorAsync(topics: [topic], unit: unit);
        var ada = await cast.MenteeAsync([topic], [grace], unit: "elsewhere");
        await cast.FormAsync(ada, grace, (await cast.MatchAsync()).Single());
        await cast.MoveAsync(ada, unit);
        await Eventually.Get(async () => (await Host.Staff.ReadAsync($"/api/conflicts?cohortId={cast.Cohort}")).GetProperty("items").GetArrayLength() == 1,
            "both work in one unit now");
    }

    [Fact]
    public async Task A_case_whose_ground_is_gone_says_so_and_a_person_settles_it()
    {
        var (cast, ada, grace, id) = await Care.RunningAsync(Host);
        var kinship = await cast.RelateAsync(grace, ada, RelationshipKind.Kinship);
        var competition = await cast.RelateAsync(grace, ada, RelationshipKind.Competition);
        await Eventually.Get(async () => (await CasesAsync(cast)).Count == 2, "two rules exclude the pair");
        await cast.LearnAsync(kinship, new RelationshipRetracted(kinship, grace, ada, RelationshipKind.Kinship));
        await cast.LearnAsync(competition, new RelationshipEnded(competition, grace, ada, RelationshipKind.Competition, new(2026, 1, 1)));
        var cases = await Eventually.Get(() => CasesAsync(cast), all => all["kinship"].GetProperty("isEased").GetBoolean(), "the kinship never was");
        cases["competition"].GetProperty("isEased").GetBoolean().Should().BeFalse("it lies within the look-back years");
        cases["kinship"].GetProperty("remedy").ValueKind.Should().Be(System.Text.Json.JsonValueKind.Null, "nothing concludes by itself");
        await Host.Staff.DoAsync($"/api/conflicts/{cases["kinship"].GetProperty("id").GetGuid()}/settle", new { remedy = "NoConflict" });
        await cast.AsMentee(ada).DoAsync($"/api/mentorships/{id}/end");
        (await CasesAsync(cast))["competition"].GetProperty("isEased").GetBoolean().Should().BeTrue("the mentorship is over");
    }

    [Fact]
    public async Task An_affiliation_that_was_recorded_wrongly_eases_the_case_that_it_opened()
    {
        var cast = await Cast.WithACohortAsync(Host);
        var (unit, topic) = (Programme.Key("unit"), Programme.Key("topic"));
        var (_, grace) = await cast.MentorAsync(topics: [topic], unit: unit);
        var ada = await cast.MenteeAsync([topic], [grace], unit: "elsewhere");
        var id = (await cast.MatchAsync()).Single();
        var moved = await cast.MoveAsync(ada, unit);
        await Eventually.Get(async () => (await CasesAsync(cast)).ContainsKey("same-unit"), "both work in one unit now");
        await cast.AsMentee(ada).RefusedAsync($"/api/mentorships/{id}/accept", null, 409, "proposal-under-review");
        await cast.LearnAsync(ada, new AffiliationEnded(ada, moved, new(2026, 2, 1)));
        await cast.LearnAsync(ada, new AffiliationWithdrawn(ada, moved));
        await Eventually.Get(async () => (await CasesAsync(cast))["same-unit"].GetProperty("isEased").GetBoolean(), "she never moved there");
        await cast.AsMentee(ada).DoAsync($"/api/mentorships/{id}/accept");
    }

    [Fact]
    public async Task A_conflict_follows_the_person_whichever_of_two_identities_is_kept()
    {
        var cast = await Cast.WithACohortAsync(Host);
        var topic = Programme.Key("topic");
        var (mentorId, grace) = await cast.MentorAsync(capacity: 2, topics: [topic]);
        var (ada, kept) = (await cast.MenteeAsync([topic], [grace]), await cast.PersonAsync());
        await cast.MatchAsync();
        await cast.RelateAsync(grace, kept, RelationshipKind.Kinship);
        await cast.LearnAsync(kept, new PersonMerged(kept, ada));
        await Eventually.Get(async () => (await CasesAsync(cast)).ContainsKey("kinship"), "who is kept is kin of the mentor");

        var bea = await cast.MenteeAsync();
        await cast.LearnAsync(grace, new PersonMerged(grace, bea));
        using var refused = await Host.Staff.PostAsJsonAsync($"/api/cohorts/{cast.Cohort}/propose-pair", new { menteeId = bea, mentorId, reason = "Practical" });
        (await refused.Content.ReadAsStringAsync()).Should().Contain("same-person");
    }

    /// <summary>The cases of the cohort by rule, settled ones included.</summary>
    private async Task<Dictionary<string, System.Text.Json.JsonElement>> CasesAsync(Cast cast) =>
        (await Host.Staff.ReadAsync($"/api/conflicts?cohortId={cast.Cohort}")).GetProperty("items").EnumerateArray().ToDictionary(c => c.GetProperty("rule").GetString()!);
}
