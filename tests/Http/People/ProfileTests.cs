using System.Net.Http.Json;
using System.Text.Json;
using Advance.Contracts;

namespace Advance.Tests.Http.People;

/// <summary>What people hold of themselves: addresses, identities, consents, and the timeline of what happened to them.</summary>
public class ProfileTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    [Fact]
    public async Task A_person_has_several_addresses_and_each_belongs_to_one_person_however_many_want_it_at_once()
    {
        var (ada, email) = (await Somebody.RegisterAsync(Host), Somebody.Address("second"));
        var others = new List<Guid>();
        for (var i = 0; i < 8; i++) others.Add(await Somebody.RegisterAsync(Host));
        var answers = await Task.WhenAll(others.Append(ada).Select(p => Host.Staff.PostAsJsonAsync($"/api/people/{p}/add-email", new { email })));
        answers.Count(a => a.IsSuccessStatusCode).Should().Be(1);
        foreach (var refused in answers.Where(a => !a.IsSuccessStatusCode)) (await refused.Content.ReadAsStringAsync()).Should().Contain("/email-taken");
        var winner = others.Append(ada).ElementAt(Array.FindIndex(answers, a => a.IsSuccessStatusCode));

        var herself = Host.As(Roles.Mentee, winner);
        var first = (await herself.ReadAsync($"/api/people/{winner}")).GetProperty("email").GetString();
        await herself.RefusedAsync($"/api/people/{winner}/add-email", new { email = email.ToUpperInvariant() }, 409, "email-already-held");
        await herself.DoAsync($"/api/people/{winner}/make-email-primary", new { email });
        await herself.RefusedAsync($"/api/people/{winner}/remove-email", new { email }, 409, "email-is-primary");
        (await herself.ReadAsync($"/api/people/{winner}")).GetProperty("email").GetString().Should().Be(email);
        await herself.DoAsync($"/api/people/{winner}/remove-email", new { email = first });
        await herself.RefusedAsync($"/api/people/{winner}/remove-email", new { email = first }, 409, "email-not-held");
        await herself.RefusedAsync($"/api/people/{winner}/add-email", new { email = "not an address" }, 400, "malformed");
        await Host.As(Roles.Mentee, Ids.New()).RefusedAsync($"/api/people/{winner}/add-email", new { email = Somebody.Address("x") }, 403, "forbidden");
        await Somebody.RegisterAsync(Host, first);
        await Host.Staff.RefusedAsync("/api/people", Somebody.Details(email), 409, "email-taken");
    }

    [Fact]
    public async Task Identities_tell_who_merged_what_when_over_several_merges()
    {
        var (kept, middle, oldest) = (await Somebody.RegisterAsync(Host), await Somebody.RegisterAsync(Host), await Somebody.RegisterAsync(Host));
        await Host.Staff.DoAsync($"/api/people/{oldest}/grant-access", new { issuer = "https://idp", subject = Programme.Key("s"), role = "mentee" });
        await Host.Staff.DoAsync($"/api/people/{middle}/merge", new { mergedPersonId = oldest });
        await Host.Staff.DoAsync($"/api/people/{kept}/merge", new { mergedPersonId = middle });
        var view = await Host.Staff.ReadAsync($"/api/people/{kept}/identities");
        view.GetProperty("personIds").EnumerateArray().Select(p => p.GetGuid()).Should().Equal(kept, middle, oldest);
        view.GetProperty("emails").GetArrayLength().Should().Be(3);
        view.GetProperty("accounts").GetArrayLength().Should().Be(1);
        view.GetProperty("merges").EnumerateArray().Select(m => (m.GetProperty("mergedPersonId").GetGuid(), m.GetProperty("intoPersonId").GetGuid(), m.GetProperty("byRole").GetString()))
            .Should().Equal((oldest, middle, "staff"), (middle, kept, "staff"));
        (await Host.As(Roles.Mentee, kept).ReadAsync($"/api/people/{kept}/identities")).GetProperty("merges")[0].GetProperty("by").ValueKind.Should().Be(JsonValueKind.Null);
        using var other = await Host.As(Roles.Mentee, Ids.New()).GetAsync($"/api/people/{kept}/identities");
        ((int)other.StatusCode).Should().Be(403);
    }

    [Fact]
    public async Task Special_data_are_held_with_consent_only_and_are_gone_when_it_is_withdrawn()
    {
        var person = await Somebody.RegisterAsync(Host);
        var (address, herself) = ($"/api/people/{person}", Host.As(Roles.Mentee, person));
        await herself.RefusedAsync($"{address}/state-special-data", new { disability = "Wheelchair" }, 409, "consent-missing");
        await Host.Staff.RefusedAsync($"{address}/give-consent", new { purpose = "special-category-data", wordsVersion = "1.0" }, 403, "forbidden");
        await herself.RefusedAsync($"{address}/give-consent", new { purpose = "anything", wordsVersion = "1.0" }, 400, "malformed");
        await herself.DoAsync($"{address}/give-consent", new { purpose = "special-category-data", wordsVersion = "1.0" });
        await herself.RefusedAsync($"{address}/give-consent", new { purpose = "special-category-data", wordsVersion = "1.0" }, 409, "consent-already-given");
        await Host.Staff.RefusedAsync($"{address}/state-special-data", new { disability = "Wheelchair" }, 403, "forbidden");
        await herself.DoAsync($"{address}/state-special-data", new { disability = "Wheelchair" });
        (await Host.Staff.ReadAsync($"{address}/special-data")).GetProperty("disability").GetString().Should().Be("Wheelchair");
        (await herself.ReadAsync($"{address}/access")).GetProperty("specialData").GetProperty("disability").GetString().Should().Be("Wheelchair");

        await Host.Staff.DoAsync($"{address}/withdraw-consent", new { purpose = "special-category-data" });
        await herself.RefusedAsync($"{address}/withdraw-consent", new { purpose = "special-category-data" }, 409, "consent-missing");
        (await herself.ReadAsync($"{address}/special-data")).GetProperty("disability").ValueKind.Should().Be(JsonValueKind.Null);
        var consent = (await herself.ReadAsync($"{address}/consents")).GetProperty("purposes").EnumerateArray().Single(c => c.GetProperty("purpose").GetString() == "special-category-data");
        (consent.GetProperty("isGiven").GetBoolean(), consent.GetProperty("changes").GetArrayLength()).Should().Be((false, 2));
        var then = Uri.EscapeDataString(consent.GetProperty("changes")[0].GetProperty("at").GetString()!);
        (await Host.Staff.ReadAsync($"{address}/consents?at={then}")).GetProperty("purposes").EnumerateArray().Single(c => c.GetProperty("purpose").GetString() == "special-category-data")
            .GetProperty("isGiven").GetBoolean().Should().BeTrue();
    }

    [Fact]
    public async Task A_gender_is_the_persons_to_state_and_a_correction_by_staff_leaves_it()
    {
        var email = Somebody.Address("ada");
        var person = await Host.Staff.CreateAsync("/api/people", Somebody.Details(email, gender: "female"));
        await CorrectAsync(Host.Staff, person, Somebody.Details(email, familyName: "Byron"), 200, null);
        (await Host.Staff.ReadAsync($"/api/people/{person}/access")).GetProperty("gender").GetString().Should().Be("female");
        await CorrectAsync(Host.Staff, person, Somebody.Details(email, familyName: "Byron", gender: "male"), 409, "only-the-person");
        await CorrectAsync(Host.As(Roles.Mentee, person), person, Somebody.Details(email, familyName: "Byron"), 200, null);
        (await Host.Staff.ReadAsync($"/api/people/{person}/access")).GetProperty("gender").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public async Task The_timeline_tells_everything_that_happened_to_a_person_and_who_read_it_and_names_nobody_else()
    {
        var (ada, twin, grace) = (await Somebody.RegisterAsync(Host), await Somebody.RegisterAsync(Host), await Somebody.RegisterAsync(Host));
        var gathering = await Gatherings.GatheringTests.OpenAsync(Host, 3);
        await Gatherings.GatheringTests.RegisterAsync(Host.Staff, gathering, twin);
        await Host.Staff.DoAsync($"/api/people/{ada}/merge", new { mergedPersonId = twin });
        await Host.Staff.ReadAsync($"/api/people/{ada}?purpose=case-7");
        await Host.Staff.DoAsync($"/api/people/{grace}/disclose-relationship", new { otherPersonId = ada, kind = "Supervision", from = "2024-01-01" });

        var own = (await Host.As(Roles.Mentee, ada).ReadAsync($"/api/people/{ada}/timeline")).GetProperty("items").EnumerateArray().ToList();
        own.Select(e => e.GetProperty("type").GetString()).Should().Equal("people.person-registered", "people.person-registered", "events.registration-confirmed",
            "people.person-merged", "people.identity-retired", "people.person-read", "people.relationship-disclosed");
        var read = own[5];
        (read.GetProperty("isReading").GetBoolean(), read.GetProperty("purpose").GetString(), read.GetProperty("byRole").GetString()).Should().Be((true, "case-7", "staff"));
        read.GetProperty("by").ValueKind.Should().Be(JsonValueKind.Null);
        own[6].GetProperty("data").ToString().Should().NotContain(grace.ToString()).And.Contain(ada.ToString());

        var page = await Host.Staff.ReadAsync($"/api/people/{ada}/timeline?limit=2");
        var next = page.GetProperty("next").GetString();
        (await Host.Staff.ReadAsync($"/api/people/{ada}/timeline?limit=200&after={next}")).GetProperty("items").EnumerateArray()
            .Last().GetProperty("purpose").GetString().Should().Be("timeline", "the reading by staff is a part of it");
        using var other = await Host.As(Roles.Mentor, grace).GetAsync($"/api/people/{ada}/timeline");
        ((int)other.StatusCode).Should().Be(403);
        using var nobody = await Host.Staff.GetAsync($"/api/people/{Ids.New()}/timeline");
        ((int)nobody.StatusCode).Should().Be(404);
    }

    [Fact]
    public async Task The_timeline_does_not_tell_a_decision_before_it_is_released()
    {
        var programme = await Programme.WithAStrandAsync(Host);
        var cohort = await programme.CohortWithAnOpenCallAsync(Host);
        var applied = await programme.AnEligibleApplicationAsync(Host, cohort);
        await Host.Staff.DoAsync($"/api/applications/{applied.ApplicationId}/select");
        async Task<List<string?>> TypesAsync(HttpClient client) => [.. (await client.ReadAsync($"/api/people/{applied.PersonId}/timeline?limit=200"))
            .GetProperty("items").EnumerateArray().Select(e => e.GetProperty("type").GetString())];
        using var self = Host.As(Roles.Mentee, applied.PersonId);
        (await TypesAsync(self)).Should().Contain("applications.application-submitted").And.NotContain("applications.application-selected");
        await Host.Staff.DoAsync($"/api/cohorts/{cohort}/close-call");
        await Host.Staff.DoAsync($"/api/cohorts/{cohort}/release-decisions");
        (await TypesAsync(self)).Should().Contain("applications.application-selected");
    }

    private static async Task CorrectAsync(HttpClient client, Guid person, object details, int status, string? code)
    {
        using var read = await client.GetAsync($"/api/people/{person}");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/people/{person}/correct") { Content = JsonContent.Create(details) };
        request.Headers.IfMatch.Add(read.Headers.ETag!);
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).Should().Be(status, text);
        if (code is not null) text.Should().Contain($"/{code}");
    }
}
