using System.Text.Json;
using Advance.Contracts;
using Advance.Tests.Http.Matching;
using Advance.Tests.Http.People;

namespace Advance.Tests.Http.Reporting;

public class ContagionTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    private async Task<(Cast Cast, Guid Mentee, Guid Mentor, Guid Mentorship)> APairAsync(Guid? wish = null)
    {
        var cast = await Cast.WithACohortAsync(Host);
        var (mentee, mentor) = (await Somebody.RegisterAsync(Host), wish ?? await Somebody.RegisterAsync(Host));
        await cast.MenteeAsync(["ai"], [mentor], mentee);
        await Host.Staff.CreateAsync("/api/mentors", new { personId = mentor, capacity = 1, isExternal = false, topics = new[] { "ai" }, languages = new[] { "en" } });
        return (cast, mentee, mentor, (await cast.MatchAsync()).Single());
    }

    private async Task<JsonElement> SearchAsync(Guid person, string cause)
    {
        var found = await Eventually.Get(async () => (await Host.Staff.ReadAsync($"/api/conflict-searches?personId={person}")).GetProperty("items").EnumerateArray()
            .Where(s => s.GetProperty("cause").GetString() == cause).ToList(), s => s.Count == 1, $"a search was made for the {cause}");
        return await Host.Staff.ReadAsync($"/api/conflict-searches/{found[0].GetProperty("id").GetGuid()}");
    }

    private static List<JsonElement> CasesOf(JsonElement search) => [.. search.GetProperty("cases").GetProperty("items").EnumerateArray()];

    [Fact]
    public async Task A_kinship_disclosed_late_lists_the_wish_and_the_proposal_with_a_remedy_each_until_they_are_settled()
    {
        var (_, mentee, mentor, mentorship) = await APairAsync();
        await Host.Staff.DoAsync($"/api/people/{mentee}/disclose-relationship", new { otherPersonId = mentor, kind = "Kinship", from = "2000-01-01" });
        var search = await SearchAsync(mentee, "Relationship");
        var (id, cases) = (search.GetProperty("id").GetGuid(), CasesOf(search));
        cases.Select(c => (c.GetProperty("kind").GetString(), c.GetProperty("remedy").GetString(), c.GetProperty("rule").GetString(), c.GetProperty("learntLate").GetBoolean()))
            .Should().BeEquivalentTo([("Wish", "RankWithoutTheWish", "kinship", true), ("Proposal", "WithdrawAndRecompute", "kinship", true)]);
        var proposal = cases.Single(c => c.GetProperty("kind").GetString() == "Proposal").GetProperty("id").GetGuid();
        await Eventually.Get(async () => CasesOf(await Host.Staff.ReadAsync($"/api/conflict-searches/{id}")).Any(c => c.GetProperty("conflictId").ValueKind == JsonValueKind.String),
            "the case that Matching watches is linked");

        await Host.Staff.RefusedAsync($"/api/conflict-searches/{id}/settle", new { caseId = proposal, outcome = "RemedyDone" }, 409, "remedy-not-done");
        await Host.As(Roles.Mentee, mentee).DoAsync($"/api/mentorships/{mentorship}/refuse");
        await Host.Staff.DoAsync($"/api/conflict-searches/{id}/settle", new { caseId = proposal, outcome = "RemedyDone" });
        await Host.Staff.RefusedAsync($"/api/conflict-searches/{id}/settle", new { caseId = proposal, outcome = "NoConflict" }, 409, "case-settled");
        await Host.Staff.RefusedAsync($"/api/conflict-searches/{id}/settle", new { caseId = Ids.New(), outcome = "NoConflict" }, 404, "not-found");
        await Host.Staff.RefusedAsync($"/api/conflict-searches/{Ids.New()}/settle", new { caseId = proposal, outcome = "NoConflict" }, 404, "not-found");
        (await Host.Staff.ReadAsync($"/api/conflict-searches/{id}")).GetProperty("search").GetProperty("open").GetInt32().Should().Be(1);
        var wish = cases.Single(c => c.GetProperty("kind").GetString() == "Wish").GetProperty("id").GetGuid();
        await Host.Staff.DoAsync($"/api/conflict-searches/{id}/settle", new { caseId = wish, outcome = "NoConflict" });
        (await Host.Staff.ReadAsync($"/api/conflict-searches?personId={mentee}&open=true")).GetProperty("items").GetArrayLength().Should().Be(0);
        (await Host.Staff.ReadAsync($"/api/conflict-searches/{id}?limit=1")).GetProperty("cases").GetProperty("next").GetString().Should().Be("1");
        using var other = await Host.As(Roles.Committee).GetAsync($"/api/conflict-searches/{id}");
        ((int)other.StatusCode).Should().Be(403, "who met whom is for staff");
    }

    [Fact]
    public async Task A_merge_brings_a_relation_of_the_other_identity_to_light_and_two_applications_of_one_person()
    {
        var (cast, mentee, mentor, _) = await APairAsync();
        var twin = await Somebody.RegisterAsync(Host);
        await Host.Staff.DoAsync($"/api/people/{mentor}/disclose-relationship", new { otherPersonId = twin, kind = "Supervision", from = "2024-01-01" });
        CasesOf(await SearchAsync(twin, "Relationship")).Should().BeEmpty("nobody knows yet that the two are one");
        await cast.MenteeAsync(["ai"], [], twin);
        await Host.Staff.DoAsync($"/api/people/{mentee}/merge", new { mergedPersonId = twin });
        var cases = CasesOf(await SearchAsync(mentee, "Merge"));
        cases.Select(c => (c.GetProperty("kind").GetString(), c.GetProperty("rule").GetString())).Should()
            .BeEquivalentTo([("Wish", "supervision"), ("Proposal", "supervision"), ("Application", "double-application")]);
        cases.Should().OnlyContain(c => c.GetProperty("learntLate").GetBoolean());
    }

    [Fact]
    public async Task Joining_the_mentors_unit_touches_the_pair_and_an_affiliation_that_touches_nothing_leaves_no_record()
    {
        var (cast, mentee, mentor, _) = await APairAsync();
        var affiliation = new { institutionId = cast.Institution, unit = Programme.Key("unit"), careerStage = "postdoc", from = "2026-01-01" };
        await Host.Staff.DoAsync($"/api/people/{mentor}/record-affiliation", affiliation);
        await Host.Staff.DoAsync($"/api/people/{mentee}/record-affiliation", affiliation);
        var cases = CasesOf(await SearchAsync(mentee, "Affiliation"));
        cases.Select(c => (c.GetProperty("kind").GetString(), c.GetProperty("rule").GetString())).Should().BeEquivalentTo([("Wish", "same-unit"), ("Proposal", "same-unit")]);
        (await Host.Staff.ReadAsync($"/api/conflict-searches?personId={mentor}")).GetProperty("items").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task The_log_has_counts_only()
    {
        var (_, mentee, mentor, _) = await APairAsync();
        await Host.Staff.DoAsync($"/api/people/{mentee}/disclose-relationship", new { otherPersonId = mentor, kind = "Competition", from = "2026-01-01" });
        var id = (await SearchAsync(mentee, "Relationship")).GetProperty("id").GetGuid();
        await using var source = Npgsql.NpgsqlDataSource.Create(Host.ConnectionString);
        var data = (string)(await source.CreateCommand($"select data::text from es.mt_events where stream_id = '{id}'").ExecuteScalarAsync())!;
        JsonDocument.Parse(data).RootElement.EnumerateObject().Select(p => p.Name).Should().BeEquivalentTo("searchId", "lookedAt", "cases", "learntLate");
        data.Should().NotContain(mentee.ToString()).And.NotContain(mentor.ToString());
    }
}
