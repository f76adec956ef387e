using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Advance.Contracts;

namespace Advance.Tests.Http.Applications;

public class KnowledgeTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    [Fact]
    public async Task For_a_decision_one_sees_what_was_on_record_when_it_was_taken_and_nothing_of_later()
    {
        var (programme, cohort, a) = await Decided.CohortAsync(Host, places: 1, applicants: 2);
        var (ada, grace) = (a[0], await programme.APersonAsync(Host));
        await Decided.DisclosedAsync(Host, grace, ada.PersonId);
        await Host.Staff.DoAsync(Decided.Of(a[1], "select"));
        await Host.Staff.DoAsync(Decided.Of(ada, "decline"), new { ground = "Capacity" });
        var late = await programme.AnApplicationAsync(Host, cohort);
        await Decided.DisclosedAsync(Host, a[1].PersonId, ada.PersonId);
        await Host.Staff.DoAsync(Decided.Of(a[1], "withdraw"));

        var then = await ReadAsync(Roles.Auditor, ada, "");
        then.GetProperty("decision").GetString().Should().Be("applications.decline-prepared");
        var own = then.GetProperty("application");
        (own.GetProperty("status").GetString(), own.GetProperty("standing").GetString()).Should().Be(("Eligible", "Undecided"));
        var other = then.GetProperty("competing").Items().Single();
        (other.GetProperty("applicationId").GetGuid(), other.GetProperty("status").GetString()).Should().Be((a[1].ApplicationId, "Selected"));
        then.GetProperty("conflicts").EnumerateArray().Single().GetProperty("personId").GetGuid().Should().Be(grace);
        (then.GetProperty("cap").GetInt32(), then.GetProperty("taken").GetInt32()).Should().Be((1, 1));
        then.GetProperty("recorded").EnumerateArray().Select(r => r.GetProperty("kind").GetString()).Should()
            .Equal("applications.application-submitted", "applications.eligibility-prepared");

        var position = then.GetProperty("position").GetInt64();
        var now = await ReadAsync(Roles.Committee, ada, "?at=9000000");
        now.GetProperty("application").GetProperty("status").GetString().Should().Be("Declined");
        now.GetProperty("conflicts").GetArrayLength().Should().Be(2);
        now.GetProperty("competing").Items().Select(c => c.GetProperty("applicationId").GetGuid()).Should().BeEquivalentTo([a[1].ApplicationId, late.ApplicationId]);
        (await ReadAsync(Roles.Staff, ada, $"?at={position}")).GetProperty("application").GetRawText().Should().Be(own.GetRawText());
        var first = now.GetProperty("recorded")[0].GetProperty("position").GetInt64();
        (await StatusAsync(Roles.Staff, ada, $"?at={first - 1}")).Should().Be(HttpStatusCode.NotFound, "it was not submitted yet");
        (await ReadAsync(Roles.Staff, ada, "?at=9000000&limit=1")).GetProperty("competing").GetProperty("next").ValueKind.Should().Be(JsonValueKind.String);
    }

    [Fact]
    public async Task It_has_what_the_review_said_by_then_and_no_relationship_that_had_been_taken_back()
    {
        var cast = await ReviewCast.WithAsync(Host, applications: 1, reviewers: 2);
        var ada = cast.Applied[0];
        foreach (var reviewer in cast.Reviewers) await cast.AssignAsync(ada, reviewer);
        await cast.BeginAsync("assessing");
        await cast.AssessAsync(cast.Reviewers[0], ada.ApplicationId, 5, 5);
        var stranger = await Programme.APersonAsync(Host, institutionId: null);
        using (var disclosed = await Host.Staff.PostAsJsonAsync($"/api/people/{stranger}/disclose-relationship", new { otherPersonId = ada.PersonId, kind = "Kinship", from = "2020-01-01" }))
            await Host.Staff.DoAsync($"/api/relationships/{(await disclosed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid()}/retract");
        await Host.Staff.DoAsync(Decided.Of(ada, "decline"), new { ground = "Merit" });
        await cast.AssessAsync(cast.Reviewers[1], ada.ApplicationId, 1, 1);

        var then = await ReadAsync(Roles.Auditor, ada, "");
        then.GetProperty("conflicts").GetArrayLength().Should().Be(0, "it had been disclosed by mistake");
        var review = then.GetProperty("review");
        (review.GetProperty("assigned").GetInt32(), review.GetProperty("figures").GetProperty("meanMilli").GetInt32()).Should().Be((2, 5000));
        (await ReadAsync(Roles.Staff, ada, "?at=9000000")).GetProperty("review").GetProperty("figures").GetProperty("meanMilli").GetInt32().Should().Be(3000);
        (await ReadAsync(Roles.Committee, ada, "")).GetProperty("review").ValueKind.Should().Be(JsonValueKind.Null, "not before the discussion");
    }

    [Fact]
    public async Task It_is_for_staff_committee_and_auditors_and_never_about_oneself()
    {
        var (_, _, a) = await Decided.CohortAsync(Host, places: 1, applicants: 1);
        (await StatusAsync(Roles.Staff, a[0], "")).Should().Be(HttpStatusCode.NotFound, "nothing is decided");
        (await StatusAsync(Roles.Staff, a[0], "?at=soon")).Should().Be(HttpStatusCode.BadRequest);
        (await StatusAsync(Roles.Staff, a[0], "?at=0")).Should().Be(HttpStatusCode.BadRequest);
        (await StatusAsync(Roles.Staff, a[0], "?at=9000000")).Should().Be(HttpStatusCode.OK);
        (await StatusAsync(Roles.Reviewer, a[0], "?at=9000000")).Should().Be(HttpStatusCode.Forbidden);
        (await StatusAsync(Roles.Mentee, a[0], "?at=9000000")).Should().Be(HttpStatusCode.Forbidden);
        using var self = await Host.As(Roles.Committee, a[0].PersonId).GetAsync(Decided.Of(a[0], "knowledge?at=9000000"));
        self.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await StatusAsync(Roles.Staff, new(Ids.New(), Ids.New()), "?at=9000000")).Should().Be(HttpStatusCode.NotFound);
    }

    private Task<JsonElement> ReadAsync(string role, Applied applied, string query) => Host.As(role).ReadAsync(Decided.Of(applied, "knowledge") + query);

    private async Task<HttpStatusCode> StatusAsync(string role, Applied applied, string query)
    {
        using var response = await Host.As(role).GetAsync(Decided.Of(applied, "knowledge") + query);
        return response.StatusCode;
    }
}
