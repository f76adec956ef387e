using System.Net.Http.Json;
using Advance.Contracts;
using Advance.Host.Identity;
using Advance.People;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Advance.Tests.Http.Api;

/// <summary>Roles that are limited to a strand or a cohort (9.1): everything of another one is closed to them, also what nobody thought of.</summary>
public class LimitedRoleTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    private HttpClient Limited(string role, Guid? strand = null, Guid? cohort = null) => Host.As(role, Ids.New(), limited: new LimitedRole(role, strand, cohort));

    [Fact]
    public async Task Staff_of_one_strand_reach_no_address_of_another()
    {
        var (mine, other) = (await Programme.WithAStrandAsync(Host), await Programme.WithAStrandAsync(Host));
        var cohort = await other.CohortWithAnOpenCallAsync(Host);
        var theirs = await other.AnApplicationAsync(Host, cohort);
        Dictionary<string, Guid> ids = new() { ["strandId"] = other.StrandId, ["cohortId"] = cohort, ["applicationId"] = theirs.ApplicationId, ["personId"] = theirs.PersonId };
        foreach (var role in new[] { Roles.Staff, Roles.Committee, Roles.Reviewer })
        {
            using var limited = Limited(role, mine.StrandId);
            var reached = 0;
            foreach (var (method, template) in Addresses())
            {
                if (ScopeOfRoutes.KindOf(method, template) == "open") continue;
                var address = System.Text.RegularExpressions.Regex.Replace(template, @"\{\**(\w+)\}", m => ids.GetValueOrDefault(m.Groups[1].Value, theirs.ApplicationId).ToString());
                using var answer = method == "GET" ? await limited.GetAsync(address) : await limited.PostAsJsonAsync(address, new { cohortId = cohort, strandId = other.StrandId });
                ((int)answer.StatusCode).Should().Be(403, $"{role} {method} {template}");
                reached++;
            }

            reached.Should().BeGreaterThan(150);
        }
    }

    [Fact]
    public async Task Staff_of_a_strand_work_in_it_and_a_body_that_names_two_cohorts_is_nobodys()
    {
        var (mine, other) = (await Programme.WithAStrandAsync(Host), await Programme.WithAStrandAsync(Host));
        var (cohort, foreign) = (await mine.CohortWithAnOpenCallAsync(Host), await other.CohortWithAnOpenCallAsync(Host));
        var person = await mine.APersonAsync(Host);
        using var staff = Limited(Roles.Staff, mine.StrandId);
        var application = await staff.CreateAsync("/api/applications", new { cohortId = cohort, personId = person });
        await staff.DoAsync($"/api/applications/{application}/confirm-eligibility", new { });
        (await staff.ReadAsync($"/api/cohorts/{cohort}/applications")).GetProperty("items").GetArrayLength().Should().Be(1);
        (await staff.ReadAsync($"/api/people/{person}")).GetProperty("id").GetGuid().Should().Be(person);
        (await staff.ReadAsync("/api/cohorts")).GetProperty("items").GetArrayLength().Should().BePositive();
        await staff.RefusedAsync("/api/applications", new { cohortId = foreign, personId = person }, 403, "forbidden");
        foreach (var body in new[] { $$"""{"cohortId":"{{cohort}}","CohortId":"{{foreign}}","personId":"{{person}}"}""", "[]", "null", "{", "{\"cohortId\":7}" })
        {
            using var answer = await staff.PostAsync("/api/applications", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
            ((int)answer.StatusCode).Should().Be(403, body);
        }

        using (var twice = await staff.PostAsJsonAsync("/api/cohorts", new { mine.StrandId, key = Programme.Key("c"), startsOn = "2071-09-01" }))
            ((int)twice.StatusCode).Should().Be(201);
        await staff.RefusedAsync($"/api/people/{person}/grant-access", new { issuer = "https://idp", subject = "me", role = "staff" }, 403, "forbidden");
        await staff.RefusedAsync("/api/strands", new { key = Programme.Key("s"), name = "Mine", format = "OneOnOne" }, 403, "forbidden");
    }

    [Fact]
    public async Task Staff_of_one_strand_see_of_a_person_the_applications_to_it_under_whatever_id()
    {
        var (mine, other) = (await Programme.WithAStrandAsync(Host), await Programme.WithAStrandAsync(Host));
        var (cohort, foreign) = (await mine.CohortWithAnOpenCallAsync(Host), await other.CohortWithAnOpenCallAsync(Host));
        var (own, former) = (await mine.AnApplicationAsync(Host, cohort), await other.AnApplicationAsync(Host, foreign));
        var address = $"/api/people/{own.PersonId}/applications";
        using var elsewhere = Limited(Roles.Staff, other.StrandId);
        using (var refused = await elsewhere.GetAsync(address)) ((int)refused.StatusCode).Should().Be(403, "this person did not apply there");
        await Host.Staff.DoAsync($"/api/people/{own.PersonId}/merge", new { mergedPersonId = former.PersonId });

        async Task<IEnumerable<Guid>> SeenAsync(HttpClient client, string query = "") =>
            (await client.ReadAsync(address + query)).GetProperty("items").EnumerateArray().Select(a => a.GetProperty("id").GetGuid());
        using var staff = Limited(Roles.Staff, mine.StrandId);
        (await SeenAsync(staff)).Should().Equal(own.ApplicationId);
        (await SeenAsync(elsewhere)).Should().Equal(former.ApplicationId);
        (await SeenAsync(elsewhere, "?limit=1")).Should().Equal(former.ApplicationId);
        (await elsewhere.ReadAsync($"{address}?limit=1")).GetProperty("next").ValueKind.Should().Be(System.Text.Json.JsonValueKind.Null);
        foreach (var client in new[] { Host.Staff, Host.As(Roles.Mentee, own.PersonId), Host.As(Roles.Staff, own.PersonId, limited: new LimitedRole(Roles.Staff, mine.StrandId, null)) })
            (await SeenAsync(client)).Should().BeEquivalentTo([own.ApplicationId, former.ApplicationId]);
        using var ofCohort = Limited(Roles.Staff, cohort: cohort);
        using var both = await ofCohort.GetAsync(address);
        ((int)both.StatusCode).Should().Be(403, "a person of two cohorts is not looked at by staff of one");
    }

    [Fact]
    public async Task A_role_for_one_cohort_does_not_reach_the_next_of_the_same_strand()
    {
        var programme = await Programme.WithAStrandAsync(Host);
        var (one, two) = (await programme.CohortWithAnOpenCallAsync(Host), await programme.CohortWithAnOpenCallAsync(Host));
        using var reviewer = Limited(Roles.Reviewer, cohort: one);
        (await reviewer.ReadAsync($"/api/cohorts/{one}/applications")).GetProperty("items").GetArrayLength().Should().Be(0);
        using var next = await reviewer.GetAsync($"/api/cohorts/{two}/applications");
        ((int)next.StatusCode).Should().Be(403);
        using var rules = await reviewer.GetAsync($"/api/strands/{programme.StrandId}/matching-rules");
        ((int)rules.StatusCode).Should().Be(403, "a role for a cohort is none for its strand");
    }

    [Fact]
    public async Task A_grant_is_limited_to_a_strand_or_cohort_that_there_is_and_taken_back_as_it_was_given()
    {
        var programme = await Programme.WithAStrandAsync(Host);
        var cohort = await programme.CohortWithAnOpenCallAsync(Host);
        var (person, subject) = (await programme.APersonAsync(Host), Programme.Key("subject"));
        object Grant(string role = "staff", Guid? strandId = null, Guid? cohortId = null) => new { issuer = "https://idp", subject, role, strandId, cohortId };
        var (grant, revoke) = ($"/api/people/{person}/grant-access", $"/api/people/{person}/revoke-access");
        await Host.Staff.RefusedAsync(grant, Grant(strandId: cohort), 409, "strand-unknown");
        await Host.Staff.RefusedAsync(grant, Grant(cohortId: programme.StrandId), 409, "cohort-unknown");
        await Host.Staff.RefusedAsync(grant, Grant(strandId: programme.StrandId, cohortId: cohort), 400, "malformed");
        await Host.Staff.RefusedAsync(grant, Grant("mentee", programme.StrandId), 400, "malformed");
        await Host.Staff.DoAsync(grant, Grant(strandId: programme.StrandId));
        await Host.Staff.DoAsync(grant, Grant("reviewer", cohortId: cohort));
        await Host.Staff.RefusedAsync(grant, Grant(strandId: programme.StrandId), 409, "access-already-granted");
        (await AccessAsync()).Should().BeEquivalentTo(new SubjectAccess(person, [], null, [new("staff", programme.StrandId, null), new("reviewer", null, cohort)]));
        await Host.Staff.RefusedAsync(revoke, Grant(), 409, "access-not-granted");
        await Host.Staff.DoAsync(revoke, Grant(strandId: programme.StrandId));
        (await AccessAsync())!.Limited.Should().Equal(new LimitedRole("reviewer", null, cohort));

        async Task<SubjectAccess?> AccessAsync()
        {
            await using var session = Host.App.Services.GetRequiredService<Marten.IDocumentStore>().QuerySession();
            return await AccessOfSubject.FindAsync(session, "https://idp", subject);
        }
    }

    private IEnumerable<(string Method, string Template)> Addresses() => ((IEndpointRouteBuilder)Host.App).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
        .Where(e => e.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal) && e.Metadata.GetMetadata<IAllowAnonymous>() is null)
        .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(m => (m, e.RoutePattern.RawText!)));
}
