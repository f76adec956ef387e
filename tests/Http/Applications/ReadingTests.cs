using System.Net;
using Advance.Contracts;

namespace Advance.Tests.Http.Applications;

public class ReadingTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    [Fact]
    public async Task The_list_of_a_cohort_has_pages_a_filter_and_only_the_own_people_for_a_partner()
    {
        var programme = await Programme.WithAStrandAsync(Host);
        var (lihKey, lisKey) = (Programme.Key("lih"), Programme.Key("lis"));
        var lih = await Host.Staff.CreateAsync("/api/institutions", new { key = lihKey, name = "LIH" });
        await Host.Staff.CreateAsync("/api/institutions", new { key = lisKey, name = "LISER" });
        await Host.Staff.DoAsync($"/api/strands/{programme.StrandId}/admit-partner", new { institutionId = lih, from = "2020-01-01" });
        var cohort = await programme.CohortWithAnOpenCallAsync(Host);
        var ada = await programme.AnEligibleApplicationAsync(Host, cohort);
        await programme.AnApplicationAsync(Host, cohort);
        var grace = await Programme.APersonAsync(Host, lih);
        var hers = await Host.Staff.CreateAsync("/api/applications", new { cohortId = cohort, personId = grace });

        var first = await Host.Staff.ReadAsync($"/api/cohorts/{cohort}/applications?limit=2");
        first.GetProperty("items").GetArrayLength().Should().Be(2);
        var rest = await Host.Staff.ReadAsync($"/api/cohorts/{cohort}/applications?limit=2&after={first.GetProperty("next").GetString()}");
        IdsOf(rest).Should().Equal(hers);
        IdsOf(await Host.Staff.ReadAsync($"/api/cohorts/{cohort}/applications?status=Eligible")).Should().Equal(ada.ApplicationId);
        IdsOf(await Host.As(Roles.Partner, institution: lihKey).ReadAsync($"/api/cohorts/{cohort}/applications")).Should().Equal(hers);
        (await StatusAsync(Host.As(Roles.Partner, institution: lisKey), $"/api/cohorts/{cohort}/applications")).Should().Be(HttpStatusCode.NotFound, "LISER has no part in this call");
        var reviewer = await Programme.APersonAsync(Host, institutionId: null);
        IdsOf(await Host.As(Roles.Reviewer, reviewer).ReadAsync($"/api/cohorts/{cohort}/applications")).Should().HaveCount(3);
        IdsOf(await Host.As(Roles.Reviewer, ada.PersonId).ReadAsync($"/api/cohorts/{cohort}/applications")).Should().BeEmpty("who applied competes with all of them");

        (await StatusAsync(Host.As(Roles.Partner, institution: lihKey), $"/api/applications/{hers}")).Should().Be(HttpStatusCode.OK);
        (await StatusAsync(Host.As(Roles.Partner, institution: lisKey), $"/api/applications/{hers}")).Should().Be(HttpStatusCode.NotFound);
        (await StatusAsync(Host.As(Roles.Mentee, ada.PersonId), $"/api/applications/{hers}")).Should().Be(HttpStatusCode.NotFound);
        (await StatusAsync(Host.As(Roles.Mentee, grace), $"/api/cohorts/{cohort}/applications")).Should().Be(HttpStatusCode.Forbidden);
        (await StatusAsync(Host.Staff, $"/api/cohorts/{Ids.New()}/applications")).Should().Be(HttpStatusCode.NotFound);
        (await StatusAsync(Host.Staff, $"/api/cohorts/{Ids.New()}/places")).Should().Be(HttpStatusCode.NotFound);
        (await StatusAsync(Host.Staff, $"/api/cohorts/{cohort}/applications?status=Nonsense")).Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_prepared_decision_leaks_to_its_applicant_neither_by_view_nor_by_version_nor_by_list()
    {
        var programme = await Programme.WithAStrandAsync(Host);
        var cohort = await programme.CohortWithAnOpenCallAsync(Host, places: 1);
        var (ada, grace) = (await programme.AnEligibleApplicationAsync(Host, cohort), await programme.AnEligibleApplicationAsync(Host, cohort));
        await Host.Staff.DoAsync($"/api/applications/{ada.ApplicationId}/select");
        await Host.Staff.DoAsync($"/api/applications/{grace.ApplicationId}/waitlist");
        foreach (var applied in (Applied[])[ada, grace])
        {
            using var own = Host.As(Roles.Mentee, applied.PersonId);
            using var answer = await own.GetAsync($"/api/applications/{applied.ApplicationId}");
            answer.Headers.ETag.Should().BeNull();
            var view = await own.ReadAsync($"/api/applications/{applied.ApplicationId}");
            view.GetProperty("status").GetString().Should().Be("UnderReview");
            view.GetProperty("waitingPosition").ValueKind.Should().Be(System.Text.Json.JsonValueKind.Null);
            view.GetProperty("version").ValueKind.Should().Be(System.Text.Json.JsonValueKind.Null);
            var listed = (await own.ReadAsync($"/api/people/{applied.PersonId}/applications")).GetProperty("items");
            listed.GetArrayLength().Should().Be(1);
            listed[0].GetProperty("status").GetString().Should().Be("UnderReview");
        }

        using var seen = await Host.Staff.GetAsync($"/api/applications/{ada.ApplicationId}");
        seen.Headers.ETag!.Tag.Should().Be("\"3\"");
        (await Host.Staff.ReadAsync($"/api/people/{grace.PersonId}/applications")).GetProperty("items")[0].GetProperty("status").GetString().Should().Be("Waitlisted");
        await PreparedIsNotToldByAnyAnswerAsync(ada, grace);
    }

    /// <summary>Neither the access export nor the timeline, no If-Match that could be guessed, no ETag tells the one from the other or from one who waits to be looked at.</summary>
    private async Task PreparedIsNotToldByAnyAnswerAsync(Applied ada, Applied grace)
    {
        foreach (var applied in (Applied[])[ada, grace])
        {
            using var own = Host.As(Roles.Mentee, applied.PersonId);
            foreach (var history in (string[])[$"/api/people/{applied.PersonId}/timeline", $"/api/people/{applied.PersonId}/access"])
                (await own.ReadAsync(history)).GetRawText().Should().NotContain("selected").And.NotContain("waitlisted").And.NotContain("eligibility");
            for (var version = 1; version <= 4; version++)
                (await CommandAsync(own, $"/api/applications/{applied.ApplicationId}/amend", $"\"{version}\"")).Should().Be("412 stale ", "no version can be found out by guessing");
        }

        using var withdrawn = Host.As(Roles.Mentee, grace.PersonId);
        (await CommandAsync(withdrawn, $"/api/applications/{grace.ApplicationId}/withdraw", null)).Should().Be("200  ", "its ETag would tell how much was prepared");
        (await CommandAsync(Host.Staff, $"/api/applications/{ada.ApplicationId}/withdraw", "\"1\"")).Should().Be("412 stale ");
    }

    /// <summary>The status, the code of a refusal and the ETag of the answer to a command.</summary>
    private static async Task<string> CommandAsync(HttpClient client, string address, string? ifMatch)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, address);
        if (address.EndsWith("/amend", StringComparison.Ordinal)) request.Content = System.Net.Http.Json.JsonContent.Create(new { topics = new[] { "ai" } });
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var answer = await client.SendAsync(request);
        var code = answer.IsSuccessStatusCode ? "" : System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("type").GetString()!.Split('/')[^1];
        return $"{(int)answer.StatusCode} {code} {answer.Headers.ETag}";
    }

    private static List<Guid> IdsOf(System.Text.Json.JsonElement page) =>
        [.. page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetGuid())];

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string address)
    {
        using var response = await client.GetAsync(address);
        return response.StatusCode;
    }
}
