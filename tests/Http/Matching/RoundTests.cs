using System.Net.Http.Json;
using Advance.Contracts;
using Advance.Matching.Rounds;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Advance.Tests.Http.Matching;

public class RoundTests(SharedHost shared)
{
    private TestHost Host => shared.Host;
    private HttpClient Staff => shared.Host.Staff;

    [Fact]
    public async Task A_round_goes_from_its_opening_to_pairs_that_are_proposed()
    {
        var cast = await Cast.WithACohortAsync(Host);
        var (mentor, mentorPerson) = await cast.MentorAsync(topics: ["grants"]);
        var ada = await cast.MenteeAsync(["grants"], [mentorPerson]);
        var round = await cast.RoundAsync();
        await Staff.RefusedAsync("/api/matching-rounds", new { cohortId = cast.Cohort }, 409, "round-already-open");
        await Staff.DoAsync($"/api/matching-rounds/{round}/compute");

        var proposal = await Staff.ReadAsync($"/api/matching-rounds/{round}/proposal");
        var hash = proposal.GetProperty("proposalHash").GetString()!;
        var pair = proposal.GetProperty("proposal").GetProperty("pairs").EnumerateArray().Single(p => p.GetProperty("menteeId").GetGuid() == ada);
        pair.GetProperty("mentorId").GetGuid().Should().Be(mentor);
        pair.GetProperty("contributions").EnumerateArray().Sum(c => c.GetProperty("points").GetInt32()).Should().Be(pair.GetProperty("score").GetInt32());

        await Staff.RefusedAsync($"/api/matching-rounds/{round}/publish", null, 409, "not-approved");
        await Staff.RefusedAsync($"/api/matching-rounds/{round}/approve", new { proposalHash = new string('0', 64) }, 409, "proposal-changed");
        await Staff.DoAsync($"/api/matching-rounds/{round}/approve", new { proposalHash = hash });
        await Staff.DoAsync($"/api/matching-rounds/{round}/publish");
        await Staff.RefusedAsync($"/api/matching-rounds/{round}/publish", null, 409, "round-published");
        await using (var session = Host.App.Services.GetRequiredService<IDocumentStore>().QuerySession())
            (await session.Events.FetchStreamAsync(round)).Single(e => e.Data is ProposalApproved).UserName.Should().NotBeNullOrEmpty("a person approves, never nobody");

        var proposed = (await Staff.ReadAsync($"/api/cohorts/{cast.Cohort}/mentorships")).GetProperty("items").EnumerateArray().Single();
        proposed.GetProperty("status").GetString().Should().Be("Proposed");
        var mentees = (await Staff.ReadAsync($"/api/cohorts/{cast.Cohort}/mentees")).GetProperty("items").EnumerateArray().Single();
        mentees.GetProperty("mentorshipId").GetGuid().Should().Be(proposed.GetProperty("id").GetGuid());
        (await Staff.ReadAsync($"/api/matching-rounds?cohortId={cast.Cohort}")).GetProperty("items").GetArrayLength().Should().Be(1);
        await Staff.RefusedAsync($"/api/matching-rounds/{await cast.RoundAsync()}/compute", null, 409, "no-mentees"); // M4: ada is held
        (await ScheduledLapsesAsync()).Should().BePositive("each proposal schedules its own lapse");
    }

    [Fact]
    public async Task Recomputing_from_the_frozen_record_gives_the_same_hashes_and_the_seed_was_committed_to()
    {
        var cast = await Cast.WithACohortAsync(Host);
        for (var i = 0; i < 3; i++) await cast.MentorAsync(capacity: 2, topics: [$"t{i}"]);
        for (var i = 0; i < 5; i++) await cast.MenteeAsync([$"t{i % 3}"]);
        var round = await cast.RoundAsync();
        await Staff.DoAsync($"/api/matching-rounds/{round}/compute");

        var certificate = await Staff.ReadAsync($"/api/matching-rounds/{round}/certificate");
        var inputs = certificate.GetProperty("inputs").GetString()!;
        Canonical.Hash(inputs).Should().Be(certificate.GetProperty("inputHash").GetString());
        Canonical.Hash(certificate.GetProperty("proposal").GetString()!).Should().Be(certificate.GetProperty("proposalHash").GetString());
        for (var run = 0; run < 100; run++)
            Computation.From(inputs).ProposalHash.Should().Be(certificate.GetProperty("proposalHash").GetString());
        Canonical.Hash(Canonical.Read<FrozenRound>(inputs).Seed).Should().Be(certificate.GetProperty("seedCommitment").GetString());
    }

    [Fact]
    public async Task Each_pair_has_one_answer()
    {
        var cast = await Cast.WithACohortAsync(Host);
        var (supervisor, supervisorPerson) = await cast.MentorAsync(topics: ["grants"]);
        var (mentor, _) = await cast.MentorAsync(topics: ["writing"]);
        var ada = await cast.MenteeAsync(["grants"]);
        var bea = await cast.MenteeAsync(["writing"]);
        await Staff.RefusedAsync($"/api/cohorts/{cast.Cohort}/state-languages", new { personId = Ids.New(), languages = new[] { "fr" } }, 409, "not-a-mentee");
        await cast.AsMentee(ada).RefusedAsync($"/api/cohorts/{cast.Cohort}/state-languages", new { personId = bea, languages = new[] { "fr" } }, 403, "forbidden");
        await cast.AsMentee(bea).DoAsync($"/api/cohorts/{cast.Cohort}/state-languages", new { personId = bea, languages = new[] { "fr" } });
        await cast.RelateAsync(supervisorPerson, ada, RelationshipKind.Supervision);
        var round = await cast.RoundAsync();
        await Staff.DoAsync($"/api/matching-rounds/{round}/compute");

        var excluded = await Staff.ReadAsync($"/api/matching-rounds/{round}/explanations?mentee={ada}&mentor={supervisor}");
        excluded.GetProperty("eligible").GetBoolean().Should().BeFalse();
        excluded.GetProperty("rules").EnumerateArray().Select(r => r.GetString()).Should().Equal("supervision");
        foreach (var (language, says) in new[] { ("en", "The pair is not eligible: one supervises or supervised the other."),
            ("fr", "La paire n'est pas admissible : l'un encadre ou a encadré l'autre."), ("de", "Das Paar ist nicht zulässig: die eine Person betreut oder betreute die andere.") })
            (await Staff.ReadAsync($"/api/matching-rounds/{round}/explanations?mentee={ada}&mentor={supervisor}&lang={language}")).GetProperty("sentences")
                .EnumerateArray().Select(s => s.GetString()).Should().Equal(says);
        (await Staff.ReadAsync($"/api/matching-rounds/{round}/prices-of-rules")).EnumerateArray().Single(p => p.GetProperty("rule").GetString() == "supervision")
            .GetProperty("pairsExcluded").GetInt32().Should().Be(1);
        var eligible = await Staff.ReadAsync($"/api/matching-rounds/{round}/explanations?mentee={ada}&mentor={mentor}");
        eligible.GetProperty("eligible").GetBoolean().Should().BeTrue();
        eligible.GetProperty("contributions").EnumerateArray().Sum(c => c.GetProperty("points").GetInt32()).Should().Be(eligible.GetProperty("score").GetInt32());
        var speechless = await Staff.ReadAsync($"/api/matching-rounds/{round}/explanations?mentee={bea}&mentor={mentor}");
        speechless.GetProperty("rules").EnumerateArray().Select(r => r.GetString()).Should().Equal("no-common-language");
        using var without = await Staff.GetAsync($"/api/matching-rounds/{round}/explanations?mentee={ada}");
        ((int)without.StatusCode).Should().Be(400);
        using var stranger = await Staff.GetAsync($"/api/matching-rounds/{round}/explanations?mentee={Ids.New()}&mentor={mentor}");
        ((int)stranger.StatusCode).Should().Be(404);
    }

    [Fact]
    public async Task A_what_if_leaves_no_trace()
    {
        await using var host = await shared.OwnAsync();
        var cast = await Cast.WithACohortAsync(host);
        var (good, _) = await cast.MentorAsync(topics: ["grants"]);
        var (poor, _) = await cast.MentorAsync(topics: ["cooking"]);
        var ada = await cast.MenteeAsync(["grants"]);
        var round = await cast.RoundAsync();
        await host.Staff.DoAsync($"/api/matching-rounds/{round}/compute");
        await Settled.Async(host);
        var before = await TracesAsync(host);
        using var answer = await host.Staff.PostAsJsonAsync($"/api/matching-rounds/{round}/what-if", new { forbids = new[] { new { menteeId = ada, mentorId = good } } });
        var whatIf = await answer.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>();
        answer.IsSuccessStatusCode.Should().BeTrue(whatIf.ToString());
        var move = whatIf.GetProperty("moves").EnumerateArray().Single();
        (move.GetProperty("fromMentorId").GetGuid(), move.GetProperty("toMentorId").GetGuid()).Should().Be((good, poor));
        before.Should().Contain("es.mt_events").And.Contain("matching.mt_doc_computedround 1");
        (await TracesAsync(host)).Should().Be(before);
    }

    [Fact]
    public async Task A_pin_outdates_the_plan_and_stands_in_the_next_one()
    {
        var cast = await Cast.WithACohortAsync(Host);
        var topic = Programme.Key("topic"); // the pool is one for all tests of a Host
        var (good, _) = await cast.MentorAsync(topics: [topic]);
        var (poor, _) = await cast.MentorAsync(topics: ["cooking"]);
        var ada = await cast.MenteeAsync([topic]);
        var round = await cast.RoundAsync();
        await Staff.DoAsync($"/api/matching-rounds/{round}/compute");
        await Staff.DoAsync($"/api/matching-rounds/{round}/pin", new { menteeId = ada, mentorId = poor, reason = "CommitteeDecision" });
        using var outdated = await Staff.GetAsync($"/api/matching-rounds/{round}/proposal");
        ((int)outdated.StatusCode).Should().Be(409);
        await Staff.RefusedAsync($"/api/matching-rounds/{round}/forbid", new { menteeId = ada, mentorId = poor, reason = "Practical" }, 409, "pin-forbidden");
        await Staff.DoAsync($"/api/matching-rounds/{round}/compute");
        var explained = await Staff.ReadAsync($"/api/matching-rounds/{round}/explanations?mentee={ada}&mentor={poor}");
        explained.GetProperty("stands").GetBoolean().Should().BeTrue();
        var elsewhere = await Staff.ReadAsync($"/api/matching-rounds/{round}/explanations?mentee={ada}&mentor={good}");
        elsewhere.GetProperty("rules").EnumerateArray().Select(r => r.GetString()).Should().Equal("pinned-elsewhere");
        await Staff.DoAsync($"/api/matching-rounds/{round}/lift", new { menteeId = ada, mentorId = poor });
        await Staff.DoAsync($"/api/matching-rounds/{round}/forbid", new { menteeId = ada, mentorId = poor, reason = "Practical" });
        (await Staff.ReadAsync($"/api/matching-rounds/{round}")).GetProperty("forbids").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task A_mentor_withdrawn_between_compute_and_publish_stops_the_publication()
    {
        var cast = await Cast.WithACohortAsync(Host);
        var (mentor, person) = await cast.MentorAsync(topics: ["rare"]);
        await cast.MenteeAsync(["rare"], [person]);
        var round = await cast.RoundAsync();
        await Staff.DoAsync($"/api/matching-rounds/{round}/compute");
        await cast.ApproveAsync(round);
        await cast.AsMentor(person).DoAsync($"/api/mentors/{mentor}/retire");
        await Staff.RefusedAsync($"/api/matching-rounds/{round}/publish", null, 409, "mentor-unavailable");
        (await Staff.ReadAsync($"/api/cohorts/{cast.Cohort}/mentorships")).GetProperty("items").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task A_round_is_refused_for_a_circle_strand_an_unknown_cohort_and_without_mentees()
    {
        var circles = await Cast.WithACohortAsync(Host, "Circle");
        await Staff.RefusedAsync("/api/matching-rounds", new { cohortId = circles.Cohort }, 409, "not-one-on-one");
        await Staff.RefusedAsync("/api/matching-rounds", new { cohortId = Ids.New() }, 409, "cohort-unknown");
        var empty = await Cast.WithACohortAsync(Host);
        var round = await empty.RoundAsync();
        await Staff.RefusedAsync($"/api/matching-rounds/{round}/compute", null, 409, "no-mentees");
        await Host.As(Roles.Mentee).RefusedAsync($"/api/matching-rounds/{round}/compute", null, 403, "forbidden");
    }

    [Fact]
    public async Task Ten_rounds_opened_at_once_for_one_cohort_are_one_round_and_nine_honest_refusals()
    {
        var cast = await Cast.WithACohortAsync(Host);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Staff.PostAsJsonAsync("/api/matching-rounds", new { cohortId = cast.Cohort })));
        answers.Count(a => (int)a.StatusCode == 201).Should().Be(1);
        foreach (var refused in answers.Where(a => (int)a.StatusCode != 201))
            (await refused.Content.ReadAsStringAsync()).Should().Contain("round-already-open");
    }

    /// <summary>How many rows each table has that anything about the round could stand in.</summary>
    private static async Task<string?> TracesAsync(TestHost host)
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(host.ConnectionString);
        await using var command = source.CreateCommand("""
            select string_agg(table_schema || '.' || table_name || ' ' ||
                (xpath('/row/n/text()', query_to_xml(format('select count(*) n from %I.%I', table_schema, table_name), false, true, '')))[1]::text, ', '
                order by table_schema, table_name)
            from information_schema.tables where table_type = 'BASE TABLE' and table_schema in ('es', 'matching', 'people', 'reporting')
            """);
        return (string?)await command.ExecuteScalarAsync();
    }

    private async Task<long> ScheduledLapsesAsync()
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(Host.ConnectionString);
        await using var command = source.CreateCommand("select count(*) from wolverine.wolverine_incoming_envelopes where status = 'Scheduled' and message_type like '%LapseProposal%'");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
