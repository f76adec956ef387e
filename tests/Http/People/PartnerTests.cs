using System.Text.RegularExpressions;
using Advance.Contracts;
using Advance.Host.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace Advance.Tests.Http.People;

/// <summary>
/// What a partner's representative reads (9.5, U21): every address that can be read is read, with the ids of another institution's people.
/// </summary>
public class PartnerTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    /// <summary>Addresses whose answers hold opaque ids of others by their nature: who has a mandate in a committee.</summary>
    private static readonly HashSet<string> WithIds = ["/api/committees", "/api/committees/{committeeId}"];

    [Fact]
    public async Task Nothing_of_another_institutions_people_is_reachable_by_any_address()
    {
        var programme = await Programme.WithAStrandAsync(Host);
        var (key, liser) = await PartnerAsync("liser", programme.StrandId, "2020-01-01");
        var (_, lih) = await PartnerAsync("lih", programme.StrandId, "2020-01-01");
        var cohort = await programme.CohortWithAnOpenCallAsync(Host);
        var (own, ownApplication) = await ApplicantAsync(cohort, liser, "Ownperson");
        var (person, application) = await ApplicantAsync(cohort, lih, "Foreignperson");
        string[] none = [];
        var mentor = await Host.Staff.CreateAsync("/api/mentors",
            new { personId = person, capacity = 1, isExternal = false, institutionId = lih, topics = none, languages = none });
        await Host.Staff.DoAsync($"/api/applications/{application}/confirm-eligibility", new { });
        await Host.Staff.DoAsync($"/api/applications/{application}/select");
        var startsAt = Host.Clock.GetUtcNow().AddDays(9);
        var gathering = await Host.Staff.CreateAsync("/api/gatherings",
            new { kind = "Lecture", title = "Lecture", place = "Belval", startsAt, endsAt = startsAt.AddHours(1), capacity = 9, cohortId = cohort });
        Dictionary<string, Guid> ids = new()
        {
            ["strandId"] = programme.StrandId,
            ["cohortId"] = cohort,
            ["applicationId"] = application,
            ["personId"] = person,
            ["institutionId"] = lih,
            ["mentorId"] = mentor,
            ["gatheringId"] = gathering,
        };
        using var representative = Host.As(Roles.Partner, institution: key);
        var answered = 0;
        foreach (var template in Templates())
        {
            var address = Regex.Replace(template, @"\{\**(\w+)\}", m => ids.GetValueOrDefault(m.Groups[1].Value, application).ToString());
            using var answer = await representative.GetAsync(address);
            ((int)answer.StatusCode).Should().BeOneOf([200, 400, 403, 404], address);
            var text = await answer.Content.ReadAsStringAsync();
            text.Should().NotContain("Foreignperson", address);
            if (!WithIds.Contains(template) && answer.IsSuccessStatusCode)
                text.Replace(application.ToString(), "").Should().NotContain(person.ToString(), address);
            answered += answer.IsSuccessStatusCode ? 1 : 0;
        }

        answered.Should().BeGreaterThan(15, "much is open to everybody");
        Listed(await representative.ReadAsync($"/api/cohorts/{cohort}/applications")).Should().Equal(ownApplication);
        (await representative.ReadAsync($"/api/people/{own}")).GetProperty("familyName").GetString().Should().Be("Ownperson");
        (await representative.ReadAsync($"/api/people/{own}")).GetRawText().Should().NotContain("@", "contact data are not the partner's");
    }

    [Fact]
    public async Task Before_its_joining_date_a_partner_sees_nothing_of_a_strand_and_after_leaving_what_was_its_own_then()
    {
        await using var host = await shared.OwnAsync();
        var programme = await Programme.WithAStrandAsync(host);
        var today = DateOnly.FromDateTime(host.Clock.GetUtcNow().UtcDateTime);
        var key = Programme.Key("list");
        var list = await host.Staff.CreateAsync("/api/institutions", new { key, name = "LIST" });
        var before = await programme.CohortWithAnOpenCallAsync(host);
        var earlier = await programme.AnApplicationAsync(host, before);
        await host.Staff.DoAsync($"/api/strands/{programme.StrandId}/admit-partner", new { institutionId = list, from = today.AddDays(20).ToString("yyyy-MM-dd", null) });
        var then = await programme.CohortWithAnOpenCallAsync(host); // it starts after the joining date, so the call is open to LIST
        var person = await Programme.APersonAsync(host, list);
        var hers = await host.Staff.CreateAsync("/api/applications", new { cohortId = then, personId = person });
        HttpClient Representative() => host.As(Roles.Partner, institution: key);
        async Task<int> StatusAsync(string address)
        {
            using var client = Representative();
            using var answer = await client.GetAsync(address);
            return (int)answer.StatusCode;
        }

        (await StatusAsync($"/api/strands/{programme.StrandId}/questionnaires")).Should().Be(404, "LIST has not joined yet");
        foreach (var what in new[] { "applications", "places", "timeline", "mentees", "mentorships", "circles", "gatherings" })
            (await StatusAsync($"/api/cohorts/{before}/{what}")).Should().Be(404, what);
        (await StatusAsync($"/api/applications/{earlier.ApplicationId}")).Should().Be(404);
        (await StatusAsync($"/api/cohorts/{before}")).Should().Be(200, "that there is a cohort, and by which rules, is known to everybody");
        Listed(await Representative().ReadAsync($"/api/cohorts/{then}/applications")).Should().Equal(hers);

        host.Clock.Advance(TimeSpan.FromDays(25));
        (await StatusAsync($"/api/strands/{programme.StrandId}/questionnaires")).Should().Be(200);
        (await StatusAsync($"/api/cohorts/{before}/timeline")).Should().Be(404, "an earlier cohort stays without it");
        using (var staff = host.As(Roles.Staff))
        {
            await staff.DoAsync($"/api/strands/{programme.StrandId}/end-partnership", new { institutionId = list, on = today.AddDays(21).ToString("yyyy-MM-dd", null) });
            var after = await staff.CreateAsync("/api/cohorts", new { programme.StrandId, key = Programme.Key("after"), startsOn = $"{today.Year + 9}-09-01" });
            await staff.DoAsync($"/api/cohorts/{after}/publish-call", new { deadline = host.Clock.GetUtcNow().AddDays(30) });
            (await StatusAsync($"/api/cohorts/{after}/applications")).Should().Be(404, "LIST has left");
        }

        Listed(await Representative().ReadAsync($"/api/cohorts/{then}/applications")).Should().Equal(hers);
    }

    private async Task<(string Key, Guid Id)> PartnerAsync(string name, Guid strandId, string from)
    {
        var key = Programme.Key(name);
        var id = await Host.Staff.CreateAsync("/api/institutions", new { key, name });
        await Host.Staff.DoAsync($"/api/strands/{strandId}/admit-partner", new { institutionId = id, from });
        return (key, id);
    }

    private async Task<(Guid Person, Guid Application)> ApplicantAsync(Guid cohort, Guid institutionId, string familyName)
    {
        var person = await Host.Staff.CreateAsync("/api/people", new
        {
            givenName = "Ada",
            familyName,
            email = $"{Programme.Key("ada")}.{familyName}@example.org",
            institutionId,
            unit = "unit",
            careerStage = "postdoc",
            from = "2020-01-01",
        });
        var letter = await Host.Staff.CreateAsync($"/api/people/{person}/texts", new { kind = "motivation-letter", text = $"I am {familyName}." });
        return (person, await Host.Staff.CreateAsync("/api/applications", new { cohortId = cohort, personId = person, motivationLetterId = letter }));
    }

    private static List<Guid> Listed(System.Text.Json.JsonElement page) => [.. page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetGuid())];

    private IEnumerable<string> Templates() => ((IEndpointRouteBuilder)Host.App).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
        .Where(e => e.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal) && e.Metadata.GetMetadata<IAllowAnonymous>() is null
            && !e.RoutePattern.RawText.Contains("stream", StringComparison.Ordinal) && e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains("GET"))
        .Select(e => e.RoutePattern.RawText!);
}
