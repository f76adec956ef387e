using System.Net.Http.Json;
using System.Text.Json;
using Advance.Contracts;

namespace Advance.Tests.Http.Applications;

/// <summary>A whole blind review: six applications, four reviewers, three of them for each application.</summary>
public class BlindReviewTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    [Fact]
    public async Task Six_applications_are_reviewed_blind_by_four_reviewers()
    {
        var cast = await ReviewCast.WithAsync(Host, applications: 6, reviewers: 4, blind: true);
        var plan = await AssignedAsync(cast);
        (plan.GetProperty("assigned").GetArrayLength(), plan.GetProperty("unfilled").GetArrayLength()).Should().Be((18, 0));
        (plan.GetProperty("leastLoad").GetInt32(), plan.GetProperty("mostLoad").GetInt32()).Should().Be((4, 5));
        (await AssignedAsync(cast)).GetProperty("assigned").GetArrayLength().Should().Be(0, "nothing is missing any more");
        await Host.Staff.DoAsync(ReviewCast.Of(cast.Applied[0], "redact-document"), new { kind = "motivation-letter", textId = Ids.New() });
        await cast.BeginAsync("assessing");

        var pseudonyms = new HashSet<string>();
        foreach (var reviewer in cast.Reviewers)
        {
            var cases = await cast.CasesOfAsync(reviewer);
            cases.Select(c => c.GetProperty("id").GetGuid()).Should().BeInAscendingOrder();
            foreach (var c in cases)
            {
                AssertNamesNobody(cast, c.GetRawText());
                pseudonyms.Add(c.GetProperty("pseudonym").GetString()!);
                await cast.AssessAsync(reviewer, c.GetProperty("id").GetGuid(), 5, 3);
            }

            var (_, listed) = await ReviewCast.GetAsync(cast.As(reviewer), $"/api/cohorts/{cast.Cohort}/applications");
            JsonDocument.Parse(listed).RootElement.GetProperty("items").GetArrayLength().Should().Be(0, "the list by names is not for a blind reviewer");
            foreach (var applied in cast.Applied)
            {
                (await ReviewCast.GetAsync(cast.As(reviewer), $"/api/applications/{applied.ApplicationId}")).Status.Should().Be(404);
                (await ReviewCast.GetAsync(cast.As(reviewer), $"/api/reviews/{applied.ApplicationId}")).Status.Should().Be(404);
                await cast.As(reviewer).RefusedAsync(ReviewCast.Of(applied, "assess"), ReviewCast.Scored(1, 1), 404, "not-found");
            }
        }

        pseudonyms.Should().HaveCount(6, "a case has one pseudonym for all who review it");
        var staff = (await Host.Staff.ReadAsync(cast.At("reviews"))).GetProperty("items").EnumerateArray().ToList();
        staff.Select(r => r.GetProperty("pseudonym").GetString()).Should().BeEquivalentTo(pseudonyms);
        staff.Should().OnlyContain(r => r.GetProperty("figures").GetProperty("meanMilli").GetInt32() == 4500 && r.GetProperty("figures").GetProperty("select").GetInt32() == 3);

        await cast.BeginAsync("discussing");
        var discussed = (await cast.CasesOfAsync(cast.Reviewers[0]))[0];
        AssertNamesNobody(cast, discussed.GetRawText());
        discussed.GetProperty("assessments").EnumerateArray().Select(a => a.GetProperty("label").GetString()).Should().Equal("reviewer-1", "reviewer-2", "reviewer-3");
        var whole = await Host.Staff.ReadAsync($"/api/reviews/{cast.Applied[0].ApplicationId}");
        whole.GetProperty("reviewers").GetArrayLength().Should().Be(3, "staff see who reviews");
        whole.GetProperty("documents").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task A_committee_member_who_reviews_blind_sees_no_names_until_the_review_is_closed()
    {
        var cast = await ReviewCast.WithAsync(Host, applications: 2, reviewers: 1, blind: true);
        var (emmy, other) = (cast.Reviewers[0], await Programme.APersonAsync(Host, institutionId: null));
        await cast.BeginAsync("discussing");
        var list = $"/api/cohorts/{cast.Cohort}/applications";

        async Task<int> SeenAsync(Guid person, string address) => (await cast.As(person, Roles.Committee).ReadAsync(address)).GetProperty("items").GetArrayLength();
        (await SeenAsync(emmy, list), await SeenAsync(emmy, cast.At("reviews"))).Should().Be((0, 0));
        (await SeenAsync(other, list), await SeenAsync(other, cast.At("reviews"))).Should().Be((2, 2));
        var knowledge = ReviewCast.Of(cast.Applied[0], "knowledge?at=9000000");
        (await ReviewCast.GetAsync(cast.As(emmy, Roles.Committee), knowledge)).Status.Should().Be(404, "what was known when has names, too");
        (await ReviewCast.GetAsync(cast.As(other, Roles.Committee), knowledge)).Status.Should().Be(200);
        await cast.BeginAsync("closed");
        (await SeenAsync(emmy, list)).Should().Be(2);
    }

    private async Task<JsonElement> AssignedAsync(ReviewCast cast)
    {
        using var response = await Host.Staff.PostAsJsonAsync(cast.At("assign-reviewers"), new { perApplication = 3, maxLoad = 5 });
        ((int)response.StatusCode).Should().Be(200, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static void AssertNamesNobody(ReviewCast cast, string text)
    {
        foreach (var id in cast.Applied.SelectMany(a => new[] { a.ApplicationId, a.PersonId }).Concat(cast.Reviewers).Append(cast.Programme.OwnerId))
            text.Should().NotContain(id.ToString());
    }
}
