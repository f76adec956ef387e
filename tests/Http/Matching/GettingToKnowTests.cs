using System.Globalization;
using System.Net.Http.Json;
using Advance.Contracts;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Advance.Tests.Http.Matching;

/// <summary>From the offer to the agreement: who learns what of whom, and when it is still possible to say no.</summary>
public class GettingToKnowTests(SharedHost shared)
{
    private TestHost Host => shared.Host;
    private string Today => Host.Clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Contact_data_pass_once_both_said_yes_and_each_reading_is_recorded()
    {
        var (cast, ada, grace, id) = await ProposedAsync();
        var (mentee, mentor, contact) = (cast.AsMentee(ada), cast.AsMentor(grace), $"/api/mentorships/{id}/contact");
        await RefusedToReadAsync(mentee, contact, 409, "contact-not-released");
        await RefusedToReadAsync(mentor, contact, 404, "not-found");
        await mentee.DoAsync($"/api/mentorships/{id}/accept");
        await RefusedToReadAsync(mentor, contact, 409, "contact-not-released");
        await mentor.DoAsync($"/api/mentorships/{id}/accept");
        (await mentee.ReadAsync(contact)).GetProperty("givenName").GetString().Should().Be("Grace");
        var seen = await mentor.ReadAsync(contact);
        (seen.GetProperty("personId").GetGuid(), seen.GetProperty("email").GetString()).Should().Be((ada, await AddressAsync(ada)));
        await RefusedToReadAsync(cast.AsMentee(Ids.New()), contact, 403, "forbidden");
        await RefusedToReadAsync(Host.Staff, contact, 403, "forbidden");
        await RefusedToReadAsync(mentee, $"/api/mentorships/{Ids.New()}/contact", 404, "not-found");
        await using (var session = Host.App.Services.GetRequiredService<IDocumentStore>().QuerySession())
            (await session.Events.QueryAllRawEvents().ToListAsync()).Select(e => e.Data).OfType<PersonRead>().Where(r => r.Purpose == "mentorship-contact")
                .Select(r => r.PersonId).Should().Contain([ada, grace]);
        await mentee.DoAsync($"/api/mentorships/{id}/end");
        await RefusedToReadAsync(mentor, contact, 409, "contact-not-released");
    }

    [Fact]
    public async Task Where_the_strand_asks_for_an_introductory_meeting_either_may_refuse_until_both_have_signed()
    {
        var (cast, ada, grace, id) = await ProposedAsync(introduction: true);
        await cast.FormAsync(ada, grace, id);
        var (mentee, mentor) = (cast.AsMentee(ada), cast.AsMentor(grace));
        await mentee.RefusedAsync($"/api/mentorships/{id}/agree", null, 409, "introductory-meeting-first");
        await mentee.RefusedAsync($"/api/mentorships/{id}/attest-introduction", new { heldOn = "2190-01-01" }, 409, "meeting-in-the-future");
        await mentee.DoAsync($"/api/mentorships/{id}/attest-introduction", new { heldOn = Today });
        await mentor.DoAsync($"/api/mentorships/{id}/attest-introduction", new { heldOn = Today });
        (await mentee.ReadAsync($"/api/mentorships/{id}")).GetProperty("introducedOn").GetString().Should().Be(Today);
        await mentee.DoAsync($"/api/mentorships/{id}/agree");
        await mentor.DoAsync($"/api/mentorships/{id}/refuse");
        (await mentee.ReadAsync($"/api/mentorships/{id}")).GetProperty("status").GetString().Should().Be("Refused");
        await RefusedToReadAsync(mentee, $"/api/mentorships/{id}/contact", 409, "contact-not-released");
        var waiting = (await Host.Staff.ReadAsync($"/api/cohorts/{cast.Cohort}/mentees")).GetProperty("items").EnumerateArray().Single();
        waiting.GetProperty("mentorshipId").ValueKind.Should().Be(System.Text.Json.JsonValueKind.Null, "the mentee is back in the pool");
        await using var session = Host.App.Services.GetRequiredService<IDocumentStore>().QuerySession();
        (await session.Events.FetchStreamAsync(id))[^1].UserName.Should().BeNull("nobody records who refused");
    }

    [Fact]
    public async Task Goals_are_between_the_two_and_nobody_else()
    {
        var (cast, ada, grace, id) = await ProposedAsync();
        await cast.FormAsync(ada, grace, id);
        var (mentee, mentor) = (cast.AsMentee(ada), cast.AsMentor(grace));
        var goal = await mentee.CreateAsync($"/api/people/{ada}/texts", new { kind = "mentorship-goal", text = "Apply for the grant." });
        await mentee.DoAsync($"/api/mentorships/{id}/set-goal", new { textId = goal, dueOn = "2190-01-01" });
        await mentor.RefusedAsync($"/api/mentorships/{id}/set-goal", new { textId = goal }, 409, "goal-already-set");
        await mentor.RefusedAsync($"/api/mentorships/{id}/set-goal", new { textId = Ids.New(), dueOn = "2020-01-01" }, 409, "goal-due-in-the-past");
        await mentor.RefusedAsync($"/api/mentorships/{id}/set-goal", new { textId = Guid.Empty }, 400, "malformed");
        (await mentor.ReadAsync($"/api/mentorships/{id}/goals/{goal}/text")).GetProperty("text").GetString().Should().Be("Apply for the grant.");
        foreach (var address in new[] { $"/api/mentorships/{id}/goals", $"/api/mentorships/{id}/goals/{goal}/text", $"/api/people/{ada}/texts/{goal}" })
            await RefusedToReadAsync(Host.Staff, address, 403, "forbidden");
        await Host.Staff.RefusedAsync($"/api/mentorships/{id}/reach-goal", new { goalId = goal }, 403, "forbidden");

        var letter = await mentee.CreateAsync($"/api/people/{ada}/texts", new { kind = "diary", text = "Not for Grace." });
        await mentor.DoAsync($"/api/mentorships/{id}/set-goal", new { textId = letter });
        await RefusedToReadAsync(mentor, $"/api/mentorships/{id}/goals/{letter}/text", 404, "not-found");

        await mentor.DoAsync($"/api/mentorships/{id}/reach-goal", new { goalId = goal });
        await mentee.RefusedAsync($"/api/mentorships/{id}/drop-goal", new { goalId = goal }, 409, "goal-closed");
        await mentee.DoAsync($"/api/mentorships/{id}/drop-goal", new { goalId = letter });
        (await mentee.ReadAsync($"/api/mentorships/{id}/goals")).GetProperty("goals").EnumerateArray().Select(g => g.GetProperty("state").GetString())
            .Should().Equal("Reached", "Dropped");
    }

    [Fact]
    public async Task The_two_state_how_often_they_meet_and_sign_that()
    {
        var (cast, ada, grace, id) = await ProposedAsync();
        await cast.FormAsync(ada, grace, id);
        var (mentee, mentor) = (cast.AsMentee(ada), cast.AsMentor(grace));
        await mentee.RefusedAsync($"/api/mentorships/{id}/state-terms", new { meetEveryWeeks = 0, minutes = 60 }, 400, "malformed");
        await mentee.DoAsync($"/api/mentorships/{id}/agree");
        await mentor.DoAsync($"/api/mentorships/{id}/state-terms", new { meetEveryWeeks = 3, minutes = 60 });
        (await mentee.ReadAsync($"/api/mentorships/{id}")).GetProperty("signedBy").GetArrayLength().Should().Be(0, "the mentee signed other terms");
        foreach (var two in new[] { mentee, mentor }) await two.DoAsync($"/api/mentorships/{id}/agree");
        var agreed = await mentee.ReadAsync($"/api/mentorships/{id}");
        agreed.GetProperty("terms").GetProperty("meetEveryWeeks").GetInt32().Should().Be(3);
        await mentor.RefusedAsync($"/api/mentorships/{id}/state-terms", new { meetEveryWeeks = 2, minutes = 60 }, 409, "already-agreed");
    }

    private async Task<string?> AddressAsync(Guid person) => (await Host.Staff.ReadAsync($"/api/people/{person}")).GetProperty("email").GetString();

    private static async Task RefusedToReadAsync(HttpClient client, string address, int status, string code)
    {
        using var response = await client.GetAsync(address);
        ((int)response.StatusCode).Should().Be(status, await response.Content.ReadAsStringAsync());
        (await response.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("type").GetString().Should().EndWith("/" + code);
    }

    /// <summary>Ada, proposed to the mentor Grace; both are registered with names.</summary>
    private async Task<(Cast Cast, Guid Ada, Guid Grace, Guid Mentorship)> ProposedAsync(bool introduction = false)
    {
        var cast = await Cast.WithACohortAsync(Host);
        if (introduction) await Host.Staff.DoAsync($"/api/strands/{cast.Strand}/adopt-matching-rules", new { introductoryMeeting = true });
        var topic = Programme.Key("topic");
        var (_, grace) = await cast.MentorAsync(topics: [topic], known: await cast.NamedAsync("Grace"));
        var ada = await cast.MenteeAsync([topic], [grace], person: await cast.NamedAsync("Ada"));
        return (cast, ada, grace, (await cast.MatchAsync()).Single());
    }
}
