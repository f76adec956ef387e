using System.Net.Http.Json;
using System.Text.Json;
using Advance.Contracts;
using Advance.Tests.Http.Integration;

namespace Advance.Tests.Http.Applications;

/// <summary>What becomes known late is listed with every review it touches (U5); what ceased to be known keeps nobody from reviewing.</summary>
public class LateConflictTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    [Fact]
    public async Task A_relationship_that_becomes_known_late_lists_the_review_it_touches_with_its_days_and_a_remedy()
    {
        var cast = await ReviewCast.WithAsync(Host, applications: 1, reviewers: 2);
        var (ada, emmy) = (cast.Applied[0], cast.Reviewers[0]);
        foreach (var reviewer in cast.Reviewers) await cast.AssignAsync(ada, reviewer);
        await cast.BeginAsync("assessing");
        await cast.AssessAsync(emmy, ada.ApplicationId, 5, 5);
        var relationship = await PostedAsync($"/api/people/{emmy}/disclose-relationship", new { otherPersonId = ada.PersonId, kind = "Supervision", from = "2025-03-01" });
        var search = await Eventually.Get(async () => (await Host.Staff.ReadAsync($"/api/conflict-searches?personId={ada.PersonId}")).GetProperty("items").EnumerateArray().ToList(),
            s => s.Count == 1, "the search was made");
        var address = search[0].GetProperty("reviews").GetString()!;
        address.Should().Contain(relationship.ToString());
        var touched = (await Eventually.Get(() => TouchedAsync(address), t => t is [var one] && one.GetProperty("end").GetString() == "Conflicted", "the assignment ends by itself"))[0];
        string Of(string name) => touched.GetProperty(name).ToString();
        (Of("kind"), Of("rule"), Of("from"), Of("learntLate"), Of("remedy")).Should().Be(("Review", "supervision", "2025-03-01", "True", "AssignAnother"));
        (Of("reviewerId"), Of("applicantId"), Of("applicationId")).Should().Be((emmy.ToString(), ada.PersonId.ToString(), ada.ApplicationId.ToString()));
        touched.GetProperty("assessedAt").GetDateTimeOffset().Should().BeAfter(touched.GetProperty("assignedAt").GetDateTimeOffset());

        await Host.Staff.DoAsync(ReviewCast.Of(ada, "decline"), new { ground = "Merit" });
        (await TouchedAsync(address))[0].GetProperty("remedy").GetString().Should().Be("DecideAgainWithout");
        await Host.Staff.DoAsync(cast.At("close-call"));
        await Host.Staff.DoAsync(cast.At("release-decisions"));
        (await TouchedAsync(address))[0].GetProperty("remedy").GetString().Should().Be("CommitteeLooksAgain");

        (await TouchedAsync($"/api/review-conflicts?personId={cast.Reviewers[1]}")).Should().BeEmpty();
        (await TouchedAsync($"/api/review-conflicts?personId={ada.PersonId}&causeId={Ids.New()}")).Should().BeEmpty();
        (await ReviewCast.GetAsync(cast.As(emmy, Roles.Committee), address)).Status.Should().Be(403);
        (await ReviewCast.GetAsync(Host.Staff, "/api/review-conflicts")).Status.Should().Be(400);
        (await TypesOfFeedAsync(emmy)).Should().BeEquivalentTo(["lu.uni.advance.people.person-registered", "lu.uni.advance.people.relationship-disclosed"],
            "no integrator learns who reviews whom");
    }

    [Fact]
    public async Task A_merge_lists_the_reviews_of_both_identities()
    {
        var cast = await ReviewCast.WithAsync(Host, applications: 2, reviewers: 2);
        var (ada, grace) = (cast.Applied[0], cast.Applied[1]);
        var (emmy, rosalind) = (cast.Reviewers[0], cast.Reviewers[1]);
        var twin = await Programme.APersonAsync(Host, institutionId: null);
        await Host.Staff.DoAsync($"/api/people/{twin}/disclose-relationship", new { otherPersonId = ada.PersonId, kind = "Kinship", from = "2000-01-01" });
        await cast.AssignAsync(ada, emmy);
        foreach (var reviewer in cast.Reviewers) await cast.AssignAsync(grace, reviewer);
        await Host.Staff.DoAsync($"/api/people/{emmy}/merge", new { mergedPersonId = twin });
        var byMerge = await Eventually.Get(() => TouchedAsync(MergeOf(emmy, twin)), t => t.Count == 1, "the other identity's kinship is this reviewer's");
        (byMerge[0].GetProperty("rule").GetString(), byMerge[0].GetProperty("learntLate").GetBoolean(), byMerge[0].GetProperty("applicationId").GetGuid())
            .Should().Be(("kinship", true, ada.ApplicationId));

        await Host.Staff.DoAsync($"/api/people/{emmy}/merge", new { mergedPersonId = rosalind });
        (await Eventually.Get(() => TouchedAsync(MergeOf(emmy, rosalind)), t => t.Any(x => x.GetProperty("end").GetString() == "Released"), "one person reviews once"))
            .Should().Contain(t => t.GetProperty("rule").GetString() == "judged-twice" && t.GetProperty("applicationId").GetGuid() == grace.ApplicationId);
        await Host.Staff.DoAsync($"/api/people/{emmy}/merge", new { mergedPersonId = grace.PersonId });
        var same = await Eventually.Get(() => TouchedAsync(MergeOf(emmy, grace.PersonId)), t => t.Any(x => x.GetProperty("rule").GetString() == "same-person"), "nobody reviews themselves");
        same.Should().Contain(t => t.GetProperty("applicationId").GetGuid() == grace.ApplicationId && t.GetProperty("rule").GetString() == "same-person");

        static string MergeOf(Guid kept, Guid merged) => $"/api/review-conflicts?personId={kept}&otherPersonId={merged}&causeId={Ids.Of("merge", kept, merged)}";
    }

    [Fact]
    public async Task A_late_affiliation_lists_the_review_and_one_recorded_by_mistake_or_left_long_ago_keeps_nobody_from_reviewing()
    {
        var cast = await ReviewCast.WithAsync(Host, applications: 1, reviewers: 2);
        var (ada, emmy, rosalind) = (cast.Applied[0], cast.Reviewers[0], cast.Reviewers[1]);
        await cast.AssignAsync(ada, emmy);
        var joined = await JoinedAsync(emmy);
        var touched = await Eventually.Get(() => TouchedAsync($"/api/review-conflicts?personId={emmy}&causeId={joined}"), t => t is [var one] && one.GetProperty("end").ValueKind is JsonValueKind.String,
            "the same unit ends the review");
        (touched[0].GetProperty("rule").GetString(), touched[0].GetProperty("learntLate").GetBoolean()).Should().Be(("same-unit", true));
        touched[0].GetProperty("from").GetString().Should().NotBeNull("the days are those that the policy looks back on");

        await Host.Staff.RefusedAsync(ReviewCast.Of(ada, "assign-reviewer"), new { personId = emmy }, 409, "reviewer-conflicted");
        await Host.Staff.DoAsync($"/api/people/{emmy}/correct-affiliation", new { affiliationId = joined });
        await cast.AssignAsync(ada, emmy); // it had been a mistake

        await JoinedAsync(rosalind);
        await Host.Staff.RefusedAsync(ReviewCast.Of(ada, "assign-reviewer"), new { personId = rosalind }, 409, "reviewer-conflicted");
        await Host.Staff.DoAsync($"/api/people/{rosalind}/end-affiliation", new { affiliationId = await LastAffiliationAsync(rosalind), until = "2021-06-30" });
        await cast.AssignAsync(ada, rosalind); // longer ago than the policy looks back

        async Task<Guid> JoinedAsync(Guid person)
        {
            await Host.Staff.DoAsync($"/api/people/{person}/record-affiliation", new { institutionId = cast.Programme.OwnerId, unit = "unit", careerStage = "professor", from = "2021-01-01" });
            return await LastAffiliationAsync(person);
        }
    }

    [Fact]
    public async Task A_relationship_that_was_retracted_or_ended_long_ago_keeps_nobody_from_reviewing()
    {
        var cast = await ReviewCast.WithAsync(Host, applications: 1, reviewers: 2);
        var (ada, emmy, rosalind) = (cast.Applied[0], cast.Reviewers[0], cast.Reviewers[1]);
        foreach (var (reviewer, verb, body) in ((Guid, string, object)[])[(emmy, "retract", new { }), (rosalind, "end", new { until = "2019-12-31" })])
        {
            var relationship = await PostedAsync($"/api/people/{reviewer}/disclose-relationship", new { otherPersonId = ada.PersonId, kind = "Competition", from = "2015-01-01" });
            await Host.Staff.RefusedAsync(ReviewCast.Of(ada, "assign-reviewer"), new { personId = reviewer }, 409, "reviewer-conflicted");
            await Host.Staff.DoAsync($"/api/relationships/{relationship}/{verb}", verb == "end" ? body : null);
            await cast.AssignAsync(ada, reviewer);
        }
    }

    /// <summary>The types of the events that name a person to an integrator.</summary>
    private async Task<IReadOnlySet<string>> TypesOfFeedAsync(Guid person)
    {
        using var integrator = Host.As(Roles.Integrator);
        return (await integrator.WholeFeedAsync()).Where(e => e.GetProperty("data").GetRawText().Contains(person.ToString(), StringComparison.Ordinal))
            .Select(e => e.GetProperty("type").GetString()!).ToHashSet();
    }

    private async Task<List<JsonElement>> TouchedAsync(string address) => (await Host.Staff.ReadAsync(address)).Items();

    private async Task<Guid> PostedAsync(string address, object body)
    {
        using var response = await Host.Staff.PostAsJsonAsync(address, body);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    private async Task<Guid> LastAffiliationAsync(Guid person) => (await Host.Staff.ReadAsync($"/api/people/{person}")).GetProperty("affiliations").EnumerateArray().Last().GetProperty("id").GetGuid();
}
