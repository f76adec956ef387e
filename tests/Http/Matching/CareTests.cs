using System.Globalization;
using Advance.Contracts;
using Advance.Matching.Conflicts;
using Advance.Matching.Mentorships;
using Microsoft.Extensions.DependencyInjection;

namespace Advance.Tests.Http.Matching;

/// <summary>What is watched over while mentorships run.</summary>
public class CareTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    [Theory, InlineData(true), InlineData(false)]
    public async Task Who_is_erased_leaves_pool_and_mentorship_and_is_matched_with_nobody(bool mentor)
    {
        var cast = await Cast.WithACohortAsync(Host);
        var topic = Programme.Key("topic");
        var (mentorId, grace) = await cast.MentorAsync(topics: [topic], known: await cast.NamedAsync("Grace"));
        var ada = await cast.MenteeAsync([topic], [grace], person: await cast.NamedAsync("Ada"));
        var id = (await cast.MatchAsync()).Single();
        await cast.FormAsync(ada, grace, id);
        await Host.Staff.DoAsync($"/api/people/{(mentor ? grace : ada)}/erase");
        await Eventually.Get(async () => (await Host.Staff.ReadAsync($"/api/mentorships/{id}")).GetProperty("status").GetString() == "Ended", "one of the two is gone");
        (await Host.Staff.ReadAsync($"/api/mentors/{mentorId}")).GetProperty("status").GetString().Should().Be(mentor ? "Retired" : "Enrolled");
        var waiting = (await Host.Staff.ReadAsync($"/api/cohorts/{cast.Cohort}/unmatched")).GetProperty("items");
        waiting.GetArrayLength().Should().Be(mentor ? 1 : 0, "an erased mentee waits for nobody");
        if (mentor) await Host.Staff.RefusedAsync("/api/mentors", new { personId = grace, capacity = 1, isExternal = false }, 409, "person-unknown");
        else await Host.Staff.RefusedAsync($"/api/cohorts/{cast.Cohort}/propose-pair", new { menteeId = ada, mentorId, reason = "Practical" }, 409, "not-a-mentee");
    }

    [Fact]
    public async Task A_cancelled_cohort_leaves_no_mentorship_no_proposal_and_no_request()
    {
        var (cast, ada, grace, id) = await Care.RunningAsync(Host);
        var (mentor, _) = await cast.MentorAsync(capacity: 2);
        var (bea, cleo) = (await cast.MenteeAsync(), await cast.MenteeAsync());
        var proposed = await Host.Staff.CreateAsync($"/api/cohorts/{cast.Cohort}/propose-pair", new { menteeId = bea, mentorId = mentor, reason = "Practical" });
        await cast.AsMentee(cleo).CreateAsync("/api/mentor-requests", new { cohortId = cast.Cohort, personId = cleo, mentorId = mentor });
        await Host.Staff.DoAsync($"/api/cohorts/{cast.Cohort}/cancel");
        foreach (var (mentorship, over) in new[] { (id, "Ended"), (proposed, "Lapsed") })
            await Eventually.Get(async () => (await Host.Staff.ReadAsync($"/api/mentorships/{mentorship}")).GetProperty("status").GetString() == over, "the cohort is no more");
        (await Host.Staff.ReadAsync($"/api/mentor-requests?cohortId={cast.Cohort}&open=true")).GetProperty("items").GetArrayLength().Should().Be(0);
        await Host.Staff.RefusedAsync($"/api/cohorts/{cast.Cohort}/propose-pair", new { menteeId = cleo, mentorId = mentor, reason = "Practical" }, 409, "cohort-over");
        await cast.AsMentee(cleo).RefusedAsync("/api/mentor-requests", new { cohortId = cast.Cohort, personId = cleo, mentorId = mentor }, 409, "cohort-over");
    }

    [Fact]
    public async Task Silence_is_asked_about_reminders_are_sent_and_nothing_is_concluded()
    {
        await using var host = await shared.OwnAsync();
        var (cast, ada, grace, id) = await Care.RunningAsync(host, beforeAccepting: async mentorship => await Care.WakeAsync(host, new RemindOfProposal(mentorship, PairSide.Mentee)));
        foreach (var two in new[] { cast.AsMentee(ada), cast.AsMentor(grace) }) await two.DoAsync($"/api/mentorships/{id}/agree");
        var today = host.Clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await cast.AsMentee(ada).DoAsync($"/api/mentorships/{id}/attest-meeting", new { heldOn = today, minutes = 60 });
        await Care.WakeAsync(host, new WatchActivity(id));
        (await host.Staff.ReadAsync($"/api/mentorships/{id}")).GetProperty("quietSince").ValueKind.Should().Be(System.Text.Json.JsonValueKind.Null);

        host.Clock.Advance(TimeSpan.FromDays(46));
        using var staff = host.As(Roles.Staff); // the tokens of before are no longer valid
        await Care.WakeAsync(host, new WatchAttestation(id, DateOnly.Parse(today, CultureInfo.InvariantCulture), host.Clock.GetUtcNow()));
        await Care.WakeAsync(host, new WatchActivity(id));
        var quiet = await staff.ReadAsync($"/api/mentorships/{id}");
        quiet.GetProperty("quietSince").GetString().Should().NotBeNull();
        quiet.GetProperty("unconfirmed").EnumerateArray().Select(d => d.GetString()).Should().Equal(today);
        quiet.GetProperty("status").GetString().Should().Be("Running");
        await cast.AsMentor(grace).DoAsync($"/api/mentorships/{id}/check-in", new { answer = "GoesWell" });
        (await staff.ReadAsync($"/api/mentorships/{id}")).GetProperty("quietSince").ValueKind.Should().Be(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task A_mentorship_is_extended_by_a_resolution_and_certified_when_completed()
    {
        var (cast, ada, grace, id) = await Care.RunningAsync(Host);
        var committee = Ids.New();
        await Host.Staff.RefusedAsync($"/api/mentorships/{id}/extend", new { until = "2199-01-01", committeeId = committee, resolutionNumber = "7" }, 409, "resolution-unknown");
        await cast.ResolveAsync(committee, "7");
        await Host.Staff.DoAsync($"/api/mentorships/{id}/extend", new { until = "2199-01-01", committeeId = committee, resolutionNumber = "7" });
        (await Host.Staff.ReadAsync($"/api/mentorships/{id}")).GetProperty("extendedUntil").GetString().Should().Be("2199-01-01");
        using (var early = await cast.AsMentee(ada).GetAsync($"/api/mentorships/{id}/certificate")) ((int)early.StatusCode).Should().Be(409);
        foreach (var two in new[] { cast.AsMentee(ada), cast.AsMentor(grace) }) await two.DoAsync($"/api/mentorships/{id}/agree");
        await Host.Staff.DoAsync($"/api/mentorships/{id}/complete");
        (await cast.AsMentee(ada).ReadAsync($"/api/mentorships/{id}/certificate")).GetProperty("menteeId").GetGuid().Should().Be(ada);
    }

    [Fact]
    public async Task What_nobody_answers_in_time_is_said_and_nothing_is_concluded_from_it()
    {
        await using var host = await shared.OwnAsync();
        var reminded = Guid.Empty;
        var (cast, ada, grace, id) = await Care.RunningAsync(host, beforeAccepting: async mentorship =>
        {
            host.Clock.Advance(TimeSpan.FromDays(11));
            await Care.WakeAsync(host, new RemindOfProposal(mentorship, PairSide.Mentee));
            await Care.WakeAsync(host, new RemindOfProposal(mentorship, PairSide.Mentee));
            reminded = mentorship;
        });
        await cast.RelateAsync(grace, ada, RelationshipKind.Competition);
        using var before = host.As(Roles.Staff);
        var conflict = await Eventually.Get(async () => (await before.ReadAsync($"/api/conflicts?cohortId={cast.Cohort}")).GetProperty("items").EnumerateArray()
            .FirstOrDefault(), c => c.ValueKind != System.Text.Json.JsonValueKind.Undefined, "the two compete");
        await Care.WakeAsync(host, new AskHowItGoes(id, 30, host.Clock.GetUtcNow()));

        host.Clock.Advance(TimeSpan.FromDays(46));
        await Care.WakeAsync(host, new WatchConflict(conflict.GetProperty("id").GetGuid()));
        await Care.WakeAsync(host, new WatchActivity(id));
        host.Clock.Advance(TimeSpan.FromDays(13));
        await Care.WakeAsync(host, new WatchActivity(id));
        using (var early = host.As(Roles.Staff))
            (await early.ReadAsync($"/api/mentorships/{id}")).GetProperty("isUnanswered").GetBoolean().Should().BeFalse("a day is left to answer");
        host.Clock.Advance(TimeSpan.FromDays(2));
        await Care.WakeAsync(host, new WatchActivity(id));
        using var staff = host.As(Roles.Staff);
        (await staff.ReadAsync($"/api/conflicts/{conflict.GetProperty("id").GetGuid()}")).GetProperty("isOverdue").GetBoolean().Should().BeTrue();
        var view = await staff.ReadAsync($"/api/mentorships/{id}");
        (view.GetProperty("isUnanswered").GetBoolean(), view.GetProperty("status").GetString()).Should().Be((true, "Running"));
        await using var session = host.App.Services.GetRequiredService<Marten.IDocumentStore>().QuerySession();
        var events = (await session.Events.FetchStreamAsync(reminded)).Select(e => e.Data).ToList();
        events.OfType<AnswerReminded>().Should().ContainSingle("a second reminder says nothing new").Which.Of.Should().Be(PairSide.Mentee);
        events.OfType<CheckInAsked>().Should().ContainSingle().Which.Day.Should().Be(30);
        events.OfType<ActivityUnanswered>().Should().ContainSingle();
    }

    [Fact]
    public async Task A_rematch_that_may_move_moves_the_fewest_so_that_nobody_is_without_a_mentor()
    {
        await using var host = await shared.OwnAsync();
        var cast = await Cast.WithACohortAsync(host);
        var (_, first) = await cast.MentorAsync(topics: ["one"]);
        var (third, gone) = await cast.MentorAsync(topics: ["three"]);
        var (ada, bea) = (await cast.MenteeAsync(["one"], [first]), await cast.MenteeAsync(["three"], [gone]));
        await cast.MatchAsync();
        foreach (var (mentee, mentor) in new[] { (ada, first), (bea, gone) })
        {
            var own = (await cast.AsMentee(mentee).ReadAsync("/api/mentorships")).GetProperty("items").EnumerateArray().Single();
            await cast.FormAsync(mentee, mentor, own.GetProperty("id").GetGuid());
        }

        await cast.AsMentor(gone).DoAsync($"/api/mentors/{third}/retire");
        var (_, second) = await cast.MentorAsync(topics: ["two"]);
        await cast.RelateAsync(second, bea, RelationshipKind.Kinship);
        var round = await host.Staff.CreateAsync($"/api/cohorts/{cast.Cohort}/rematch", new { mayMove = true });
        await host.Staff.DoAsync($"/api/matching-rounds/{round}/compute");
        var pairs = (await host.Staff.ReadAsync($"/api/matching-rounds/{round}/proposal")).GetProperty("proposal").GetProperty("pairs").EnumerateArray()
            .ToDictionary(p => p.GetProperty("menteeId").GetGuid(), p => p.GetProperty("mentorPersonId").GetGuid());
        pairs.Should().BeEquivalentTo(new Dictionary<Guid, Guid> { [ada] = second, [bea] = first }, "bea may have the first mentor only");
        await cast.ApproveAsync(round);
        await host.Staff.DoAsync($"/api/matching-rounds/{round}/publish");
        (await host.Staff.ReadAsync($"/api/cohorts/{cast.Cohort}/mentorships")).GetProperty("items").EnumerateArray()
            .Select(m => m.GetProperty("status").GetString()).Should().BeEquivalentTo("Ended", "Ended", "Proposed", "Proposed");
    }
}
