using System.Text.Json.Nodes;
using Advance.Contracts;
using Advance.Tests.Http.Strands;

namespace Advance.Tests.Http.Applications;

/// <summary>What applicants declare: by the policy of the call, keys and dates, in the words of the office.</summary>
public class DeclarationTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    private static JsonObject Policy(string? of = "contract-until", int month = 6, int day = 30, int years = 1)
    {
        var policy = TheCommittee.Policy("None");
        policy["requiredDeclarations"] = new JsonArray("contract-until", "attends-closing");
        policy["datedDeclarations"] = new JsonArray(new JsonObject { ["key"] = of, ["month"] = month, ["day"] = day, ["yearsAfterDeadline"] = years });
        return policy;
    }

    private async Task<(Programme, Guid Cohort)> ACallThatAsksAsync()
    {
        var programme = await Programme.WithAStrandAsync(Host);
        await Host.Staff.DoAsync($"/api/strands/{programme.StrandId}/adopt-policy", new
        {
            effectiveFrom = "2020-02-01",
            policy = Policy(),
            declarationWords = new Dictionary<string, object> { ["contract-until"] = new { en = "My contract runs until", fr = "Mon contrat court jusqu'au", de = "Mein Vertrag läuft bis" } },
        });
        return (programme, await programme.CohortWithAnOpenCallAsync(Host));
    }

    [Fact]
    public async Task A_call_asks_for_declarations_in_words_and_an_application_makes_them()
    {
        var (programme, cohort) = await ACallThatAsksAsync();
        var (ada, year) = (await programme.APersonAsync(Host), (await Host.Staff.ReadAsync($"/api/cohorts/{cohort}")).GetProperty("deadline").GetDateTimeOffset().Year);
        using var herself = Host.As(Roles.Mentee, ada);
        var asked = (await herself.ReadAsync($"/api/cohorts/{cohort}/declarations")).GetProperty("items").EnumerateArray().ToList();
        asked.Select(d => d.GetProperty("key").GetString()).Should().Equal("contract-until", "attends-closing");
        asked[0].GetProperty("notBefore").GetString().Should().Be($"{year + 1}-06-30");
        asked[0].GetProperty("words").GetProperty("fr").GetString().Should().Be("Mon contrat court jusqu'au");

        object Apply(params object[] declarations) => new { cohortId = cohort, personId = ada, declarations };
        object closing = new { key = "attends-closing" }, early = new { key = "contract-until", date = $"{year + 1}-06-29" };
        Task RefusedAsync(int status, string code, params object[] declarations) => herself.RefusedAsync("/api/applications", Apply(declarations), status, code);
        await RefusedAsync(409, "declaration-missing", closing);
        await RefusedAsync(409, "declaration-date-missing", closing, new { key = "contract-until" });
        await RefusedAsync(409, "declaration-has-no-date", early, new { key = "attends-closing", date = "2027-01-01" });
        await RefusedAsync(409, "declaration-not-asked-for", early, closing, new { key = "speaks-french" });
        await RefusedAsync(400, "malformed", early, early);
        await RefusedAsync(400, "malformed", new { key = "contract-until", date = "0001-01-01" });
        await RefusedAsync(400, "malformed", new { key = "contract-until", date = "30.6.2027" });
        var id = await herself.CreateAsync("/api/applications", Apply(early, closing));
        async Task<string> RuleAsync() => (await Host.Staff.ReadAsync($"/api/applications/{id}/eligibility")).GetProperty("rules").EnumerateArray()
            .Where(r => r.GetProperty("rule").GetString() == "declarations").Select(r => $"{r.GetProperty("standing").GetString()} {r.GetProperty("code").GetString()}").Single();
        (await RuleAsync()).Should().Be("NotMet declared-date-too-early");
        await Host.Staff.RefusedAsync($"/api/applications/{id}/confirm-eligibility", new { }, 409, "declared-date-too-early");

        var declare = $"/api/applications/{id}/declare";
        await herself.DoAsync(declare, new { declarations = new[] { new { key = "contract-until", date = $"{year + 1}-06-30" } }, takeBack = new[] { "attends-closing" } });
        var lacks = await herself.ReadAsync($"/api/applications/{id}/completeness");
        lacks.GetProperty("isComplete").GetBoolean().Should().BeFalse();
        lacks.GetProperty("missingDeclarations")[0].GetString().Should().Be("attends-closing");
        await herself.DoAsync(declare, new { declarations = new[] { closing } });
        (await RuleAsync()).Should().Be("Met ");
        await herself.RefusedAsync(declare, new { }, 409, "nothing-to-declare");
        await herself.RefusedAsync(declare, new { declarations = new[] { closing }, takeBack = new[] { "attends-closing" } }, 400, "malformed");
        await Host.As(Roles.Mentee, Ids.New()).RefusedAsync(declare, new { declarations = new[] { closing } }, 403, "forbidden");
        await Host.Staff.DoAsync($"/api/applications/{id}/confirm-eligibility", new { });
        await herself.RefusedAsync(declare, new { takeBack = new[] { "attends-closing" } }, 409, "eligibility-decided");

        (await herself.ReadAsync($"/api/applications/{id}")).GetProperty("declarations").GetArrayLength().Should().Be(2);
        (await Host.As(Roles.Committee, Ids.New()).ReadAsync($"/api/applications/{id}")).GetProperty("declarations").ValueKind.Should()
            .Be(System.Text.Json.JsonValueKind.Null, "how long a contract runs is the applicant's and the office's to know");
    }

    [Fact]
    public async Task A_policy_names_dated_declarations_among_the_required_ones_and_a_day_that_there_is()
    {
        var programme = await Programme.WithAStrandAsync(Host);
        var adopt = $"/api/strands/{programme.StrandId}/adopt-policy";
        foreach (var policy in new[] { Policy("another"), Policy(month: 13), Policy(day: 31), Policy(day: 0), Policy(years: -1), Policy(years: 11) })
            await Host.Staff.RefusedAsync(adopt, new { effectiveFrom = "2021-01-01", policy }, 400, "malformed");
        object Words(string key, string en) => new { effectiveFrom = "2021-01-01", policy = Policy(), declarationWords = new Dictionary<string, object> { [key] = new { en } } };
        await Host.Staff.RefusedAsync(adopt, Words("another", "I declare"), 400, "malformed");
        await Host.Staff.RefusedAsync(adopt, Words("contract-until", new string('x', 501)), 400, "malformed");
        await Host.Staff.DoAsync(adopt, Words("contract-until", "My contract runs until"));
        var policies = await Host.Staff.ReadAsync($"/api/strands/{programme.StrandId}/policies");
        policies.GetProperty("items")[1].GetProperty("declarationWords").GetProperty("contract-until").GetProperty("en").GetString().Should().Be("My contract runs until");
        var changes = (await Host.Staff.ReadAsync($"/api/strands/{programme.StrandId}/policies/difference?from=1&to=2")).GetProperty("changes").EnumerateArray()
            .Select(c => $"{c.GetProperty("field").GetString()}: {c.GetProperty("new").GetString()}");
        changes.Should().Contain("datedDeclarations: contract-until 06-30 +1");
    }
}
