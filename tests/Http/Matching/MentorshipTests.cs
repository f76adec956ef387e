using System.Globalization;
using Advance.Contracts;
using Advance.Matching.Mentorships;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Wolverine;

namespace Advance.Tests.Http.Matching;

public class MentorshipTests(SharedHost shared)
{
    private TestHost Host => shared.Host;
    private string Today => Host.Clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_mentorship_goes_from_its_proposal_to_its_completion()
    {
        var (cast, ada, mentorId, grace, id) = await ProposedAsync(Host);
        var (mentee, mentor) = (cast.AsMentee(ada), cast.AsMentor(grace));
        using (var hidden = await mentor.GetAsync($"/api/mentorships/{id}"))
            ((int)hidden.StatusCode).Should().Be(404, "a proposal is shown to the mentee first");
        await mentor.RefusedAsync($"/api/mentorships/{id}/accept", null, 409, "mentee-first");
        await cast.AsMentee(Ids.New()).RefusedAsync($"/api/mentorships/{id}/accept", null, 403, "forbidden");
        (await mentee.ReadAsync($"/api/mentorships/{id}")).GetProperty("contactReleased").GetBoolean().Should().BeFalse();
        await mentee.DoAsync($"/api/mentorships/{id}/accept");
        await mentee.RefusedAsync($"/api/mentorships/{id}/accept", null, 409, "already-accepted");
        (await mentor.ReadAsync("/api/mentorships")).GetProperty("items").EnumerateArray().Should().Contain(m => m.GetProperty("id").GetGuid() == id);
        await mentor.DoAsync($"/api/mentorships/{id}/accept");
        (await mentor.ReadAsync($"/api/mentorships/{id}")).GetProperty("contactReleased").GetBoolean().Should().BeTrue();
        (await Host.Staff.ReadAsync($"/api/mentors/{mentorId}")).GetProperty("load").GetInt32().Should().Be(1);

        await mentee.RefusedAsync($"/api/mentorships/{id}/attest-meeting", new { heldOn = Today, minutes = 60 }, 409, "not-agreed");
        await mentee.DoAsync($"/api/mentorships/{id}/agree");
        await mentee.RefusedAsync($"/api/mentorships/{id}/agree", null, 409, "already-signed");
        await mentor.DoAsync($"/api/mentorships/{id}/agree");
        await mentee.RefusedAsync($"/api/mentorships/{id}/attest-meeting", new { heldOn = Today, minutes = 4 }, 400, "malformed");
        await mentee.RefusedAsync($"/api/mentorships/{id}/attest-meeting", new { heldOn = "2190-01-01", minutes = 60 }, 409, "meeting-in-the-future");
        await mentee.DoAsync($"/api/mentorships/{id}/attest-meeting", new { heldOn = Today, minutes = 60 });
        (await mentee.ReadAsync($"/api/mentorships/{id}")).GetProperty("meetings").GetArrayLength().Should().Be(0);
        await mentor.DoAsync($"/api/mentorships/{id}/attest-meeting", new { heldOn = Today, minutes = 45 });
        (await mentee.ReadAsync($"/api/mentorships/{id}")).GetProperty("meetings")[0].GetProperty("minutes").GetInt32().Should().Be(45);
        await mentee.DoAsync($"/api/mentorships/{id}/check-in", new { answer = "GoesWell" });
        await mentee.RefusedAsync($"/api/mentorships/{id}/resume", null, 409, "mentorship-not-paused");
        await mentee.DoAsync($"/api/mentorships/{id}/pause");
        await mentor.RefusedAsync($"/api/mentorships/{id}/pause", null, 409, "mentorship-paused");
        await mentor.RefusedAsync($"/api/mentorships/{id}/attest-meeting", new { heldOn = Today, minutes = 45 }, 409, "mentorship-paused");
        await Host.Staff.RefusedAsync($"/api/mentorships/{id}/complete", null, 409, "mentorship-paused");
        await mentor.DoAsync($"/api/mentorships/{id}/resume");
        await mentor.RefusedAsync($"/api/mentorships/{id}/attest-meeting", new { heldOn = Today, minutes = 45 }, 409, "already-attested");
        await Host.Staff.DoAsync($"/api/mentorships/{id}/complete");

        var pool = await Host.Staff.ReadAsync($"/api/mentors/{mentorId}");
        (pool.GetProperty("load").GetInt32(), pool.GetProperty("completed").GetInt32()).Should().Be((0, 1));
    }

    [Fact]
    public async Task Nobody_learns_who_ended_a_mentorship_and_the_place_is_free_again()
    {
        var (cast, ada, mentorId, grace, id) = await ProposedAsync(Host);
        await cast.AsMentee(ada).DoAsync($"/api/mentorships/{id}/accept");
        await cast.AsMentor(grace).DoAsync($"/api/mentorships/{id}/accept");
        await cast.AsMentee(ada).DoAsync($"/api/mentorships/{id}/end");

        (await Host.Staff.ReadAsync($"/api/mentors/{mentorId}")).GetProperty("load").GetInt32().Should().Be(0);
        await using var session = Host.App.Services.GetRequiredService<IDocumentStore>().QuerySession();
        var adas = ada.ToString();
        var end = await session.Events.QueryAllRawEvents().Where(e => e.StreamId == id).OrderBy(e => e.Sequence).ToListAsync();
        end[^1].Data.Should().BeOfType<MentorshipEnded>();
        end[^1].UserName.Should().BeNull();
        foreach (var stream in new[] { mentorId, Ids.Of("mentee", cast.Cohort, ada) })
            (await session.Events.FetchStreamAsync(stream))[^1].UserName.Should().NotBe(adas);
    }

    [Fact]
    public async Task Two_refused_to_each_other_are_not_proposed_again_in_the_next_round()
    {
        var (cast, ada, mentorId, _, id) = await ProposedAsync(Host);
        await cast.AsMentee(ada).DoAsync($"/api/mentorships/{id}/refuse");
        var round = await cast.RoundAsync();
        await Host.Staff.DoAsync($"/api/matching-rounds/{round}/compute");
        var explained = await Host.Staff.ReadAsync($"/api/matching-rounds/{round}/explanations?mentee={ada}&mentor={mentorId}");
        explained.GetProperty("rules").EnumerateArray().Select(r => r.GetString()).Should().Equal("declared-refusal");
    }

    [Fact]
    public async Task A_proposal_lapses_on_its_date_and_the_mentee_is_free_again()
    {
        await using var host = await shared.OwnAsync();
        var (cast, ada, _, _, id) = await ProposedAsync(host);
        await WakeAsync(host, id);
        (await host.Staff.ReadAsync($"/api/mentorships/{id}")).GetProperty("status").GetString().Should().Be("Proposed", "its date is yet to come");
        host.Clock.Advance(TimeSpan.FromDays(15));
        await cast.AsMentee(ada).RefusedAsync($"/api/mentorships/{id}/accept", null, 409, "proposal-lapsed");
        await WakeAsync(host, id);
        (await host.Staff.ReadAsync($"/api/mentorships/{id}")).GetProperty("status").GetString().Should().Be("Lapsed");
        (await cast.MatchAsync()).Should().HaveCount(2, "the pair may be proposed again");
    }

    [Fact]
    public async Task Who_withdraws_from_the_cohort_leaves_the_mentorship()
    {
        var (cast, ada, mentorId, grace, id) = await ProposedAsync(Host);
        await cast.AsMentee(ada).DoAsync($"/api/mentorships/{id}/accept");
        await cast.AsMentor(grace).DoAsync($"/api/mentorships/{id}/accept");
        await cast.WithdrawAsync(ada);
        await Eventually.Get(async () => (await Host.Staff.ReadAsync($"/api/mentorships/{id}")).GetProperty("status").GetString() == "Ended", "the mentee left");
        (await Host.Staff.ReadAsync($"/api/mentors/{mentorId}")).GetProperty("load").GetInt32().Should().Be(0);
    }

    /// <summary>The scheduled message, delivered now.</summary>
    private static async Task WakeAsync(TestHost host, Guid mentorship)
    {
        await using var scope = host.App.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMessageBus>().InvokeAsync(new LapseProposal(mentorship));
    }

    /// <summary>Ada, proposed to the mentor Grace whom she wished for.</summary>
    private static async Task<(Cast Cast, Guid Ada, Guid MentorId, Guid Grace, Guid Mentorship)> ProposedAsync(TestHost host)
    {
        var cast = await Cast.WithACohortAsync(host);
        var topic = Programme.Key("topic");
        var (mentorId, grace) = await cast.MentorAsync(topics: [topic]);
        var ada = await cast.MenteeAsync([topic], [grace]);
        return (cast, ada, mentorId, grace, (await cast.MatchAsync()).Single());
    }
}
