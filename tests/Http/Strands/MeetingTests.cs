using System.Net.Http.Json;
using Advance.Contracts;
using Advance.Tests.Http.People;

namespace Advance.Tests.Http.Strands;

public class MeetingTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    [Fact]
    public async Task A_decision_without_the_representative_of_the_partners_is_refused_and_with_them_it_counts()
    {
        var it = await TheCommittee.OfFiveAsync(Host, "OneRepresentative");
        await it.RefusedAsync("meeting-required");
        await it.RefusedAsync("meeting-unknown", Ids.New());
        var without = await it.MeetAsync([.. it.OfOwner, it.OfLiser]);
        await it.RefusedAsync("not-composed", without);
        var meeting = await it.MeetAsync([.. it.OfOwner, it.OfLih]);
        await it.RefusedAsync("not-carried", meeting, new { @for = 2, against = 2 });
        await it.RefusedAsync("not-present", meeting, new { @for = 4, against = 1 });
        var number = Programme.Key("2026");
        await it.Staff.DoAsync(it.ResolveAddress, it.OnCohort(number, meeting, new { @for = 3, against = 0, abstained = 1 }));

        var resolution = (await it.Staff.ReadAsync($"/api/committees/{it.Id}")).GetProperty("resolutions")[0];
        resolution.GetProperty("meetingId").GetGuid().Should().Be(meeting);
        resolution.GetProperty("votes").GetProperty("for").GetInt32().Should().Be(3);
        await it.Staff.DoAsync($"/api/cohorts/{it.CohortId}/raise-cap", new { places = 21, resolutionNumber = number });
        (await it.Staff.ReadAsync($"/api/cohorts/{it.CohortId}")).GetProperty("places").GetInt32().Should().Be(21);
        var entries = await Eventually.Get(async () => (await Host.As(Roles.Committee).ReadAsync($"/api/cohorts/{it.CohortId}/timeline")).GetProperty("items")
            .EnumerateArray().Select(e => e.GetProperty("kind").GetString()).ToList(), kinds => kinds.Contains("strands.cap-raised"), "the timeline tells of the raise");
        entries.Should().Contain("strands.resolution-passed");
    }

    [Fact]
    public async Task A_policy_of_a_strand_with_partners_does_not_change_without_their_representative_or_without_a_quorum()
    {
        await using var host = await shared.OwnAsync();
        var it = await TheCommittee.OfFiveAsync(host, "OneRepresentative", kind: "Steering");
        object OnStrand(string number, Guid? meetingId = null) => new { number, on = TheCommittee.Day, subject = "Fewer places", strandId = it.StrandId, meetingId };
        Task RefusedAsync(string code, Guid? meetingId = null) => it.Staff.RefusedAsync(it.ResolveAddress, OnStrand(Programme.Key("n"), meetingId), 409, code);
        await RefusedAsync("meeting-required");
        await RefusedAsync("not-composed", await it.MeetAsync([.. it.OfOwner, it.OfLiser]));
        var recused = await it.MeetAsync([.. it.OfOwner, it.OfLih]);
        await it.Staff.DoAsync($"/api/meetings/{recused}/recuse", new { personId = it.OfLih, subjectKey = "places" });
        await it.Staff.RefusedAsync(it.ResolveAddress,
            new { number = Programme.Key("n"), on = TheCommittee.Day, subject = "Fewer places", strandId = it.StrandId, meetingId = recused, subjectKey = "places" }, 409, "not-composed");
        await RefusedAsync("no-quorum", await it.MeetAsync(it.OfOwner[0], it.OfLih));
        var (adopt, number) = ($"/api/strands/{it.StrandId}/adopt-policy", Programme.Key("n"));
        object change = new { effectiveFrom = "2020-03-01", policy = TheCommittee.Policy("OneRepresentative", 12), resolutionNumber = number };
        await it.Staff.RefusedAsync(adopt, change, 409, "resolution-unknown");
        var meeting = await it.MeetAsync(it.OfOwner[0], it.OfOwner[1], it.OfLih);
        await it.Staff.DoAsync(it.ResolveAddress, OnStrand(number, meeting));
        await it.Staff.DoAsync(adopt, change);
        var setBy = (await it.Staff.ReadAsync($"/api/strands/{it.StrandId}/policies?after=2")).GetProperty("items")[0].GetProperty("setBy");
        (setBy.GetProperty("committeeId").GetGuid(), setBy.GetProperty("meetingId").GetGuid(), setBy.GetProperty("subject").GetString()).Should().Be((it.Id, meeting, "Fewer places"));
        await it.Staff.RefusedAsync(it.ResolveAddress, new { number = Programme.Key("n"), on = "0001-01-01", subject = "Long ago", strandId = it.StrandId }, 400, "malformed");
    }

    [Fact]
    public async Task One_of_each_partner_is_missed_when_their_member_is_recused()
    {
        var it = await TheCommittee.OfFiveAsync(Host, "OneEach");
        Guid[] all = [.. it.OfOwner, it.OfLiser, it.OfLih];
        await it.RefusedAsync("not-composed", await it.MeetAsync([.. it.OfOwner, it.OfLih]));
        var meeting = await it.MeetAsync(all);
        await Host.As(Roles.Committee, it.OfLih).RefusedAsync($"/api/meetings/{meeting}/recuse", new { personId = it.OfLiser, cohortId = it.CohortId }, 403, "forbidden");
        using (var liser = Host.As(Roles.Committee, it.OfLiser)) await liser.DoAsync($"/api/meetings/{meeting}/recuse", new { personId = it.OfLiser, cohortId = it.CohortId });
        await it.RefusedAsync("not-composed", meeting);
        await it.Staff.DoAsync(it.ResolveAddress, it.OnCohort(Programme.Key("n"), await it.MeetAsync(all)));
    }

    [Fact]
    public async Task A_quorum_is_counted_after_recusals_and_by_the_rules_of_the_committee()
    {
        var it = await TheCommittee.OfFiveAsync(Host);
        await it.RefusedAsync("no-quorum", await it.MeetAsync());
        await it.RefusedAsync("more-votes-than-mandates", votes: new { @for = 6, against = 0 });
        await it.RefusedAsync("no-quorum", await it.MeetAsync(it.OfOwner[0], it.OfOwner[1]));
        var meeting = await it.MeetAsync(it.OfOwner);
        await it.RecuseAsync(meeting, it.OfOwner[0]);
        await it.RefusedAsync("no-quorum", meeting);
        await it.Staff.DoAsync(it.ResolveAddress, new { number = Programme.Key("n"), on = TheCommittee.Day, subject = "Budget", meetingId = meeting });
        await it.Staff.DoAsync($"/api/committees/{it.Id}/adopt-rules", new { effectiveFrom = "2025-01-01", quorum = new { numerator = 2, denominator = 3, moreThan = false } });
        await it.RefusedAsync("no-quorum", await it.MeetAsync(it.OfOwner));
        await it.Staff.DoAsync(it.ResolveAddress, it.OnCohort(Programme.Key("n"), await it.MeetAsync([.. it.OfOwner, it.OfLih])));
        await it.Staff.RefusedAsync($"/api/committees/{it.Id}/adopt-rules",
            new { effectiveFrom = "2025-01-01", quorum = new { numerator = 1, denominator = 2, moreThan = true } }, 409, "rules-date-taken");
    }

    [Fact]
    public async Task Of_two_resolutions_with_one_number_at_once_one_is_passed_and_the_other_told_why()
    {
        var it = await TheCommittee.OfFiveAsync(Host);
        for (var round = 0; round < 5; round++)
        {
            var (meeting, number) = (await it.MeetAsync(it.OfOwner), Programme.Key("n"));
            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => it.Staff.PostAsJsonAsync(it.ResolveAddress, it.OnCohort(number, meeting))));
            answers.Count(a => a.IsSuccessStatusCode).Should().Be(1);
            foreach (var refusal in answers.Where(a => !a.IsSuccessStatusCode)) (await refusal.Content.ReadAsStringAsync()).Should().Contain("/resolution-number-taken");
            (await it.Staff.ReadAsync($"/api/meetings/{meeting}/minutes")).GetProperty("resolutions").GetArrayLength().Should().Be(1);
        }
    }

    [Fact]
    public async Task Minutes_say_the_same_at_any_later_time_and_name_persons_to_staff_and_committee_only()
    {
        var it = await TheCommittee.OfFiveAsync(Host, "OneRepresentative");
        var meeting = await it.MeetAsync([.. it.OfOwner, it.OfLih]);
        await it.RecuseAsync(meeting, it.OfOwner[0]);
        await it.Staff.DoAsync(it.ResolveAddress, it.OnCohort("M/1 <i>", meeting, new { @for = 3, against = 0 }));
        (await it.Staff.ReadAsync($"/api/meetings/{meeting}/minutes")).GetProperty("isFinal").GetBoolean().Should().BeFalse();
        await it.Staff.DoAsync($"/api/meetings/{meeting}/close");
        var (read, page) = (await it.Staff.GetStringAsync($"/api/meetings/{meeting}/minutes"), await it.Staff.GetStringAsync($"/api/meetings/{meeting}/minutes.html"));
        await it.RefusedAsync("meeting-closed", meeting);
        await it.Staff.RefusedAsync($"/api/meetings/{meeting}/record-presence", new { present = it.OfOwner }, 409, "meeting-closed");
        await it.Staff.RefusedAsync($"/api/meetings/{meeting}/adjourn", new { until = "2026-12-01" }, 409, "meeting-closed");
        await it.Staff.DoAsync($"/api/committees/{it.Id}/end-mandate", new { personId = it.OfLih, on = "2025-01-01" });
        await it.Staff.DoAsync($"/api/committees/{it.Id}/adopt-rules", new { effectiveFrom = "2020-01-01", quorum = new { numerator = 1, denominator = 1, moreThan = false } });
        (await it.Staff.GetStringAsync($"/api/meetings/{meeting}/minutes")).Should().Be(read);
        (await it.Staff.GetStringAsync($"/api/meetings/{meeting}/minutes.html")).Should().Be(page).And.Contain("M/1 &lt;i&gt;").And.Contain("1 recused");

        var minutes = await it.Staff.ReadAsync($"/api/meetings/{meeting}/minutes");
        var sitting = minutes.GetProperty("sittings")[0];
        sitting.GetProperty("present").GetInt32().Should().Be(4);
        sitting.GetProperty("needed").GetInt32().Should().Be(3);
        sitting.GetProperty("persons").GetArrayLength().Should().Be(4);
        minutes.GetProperty("resolutions")[0].GetProperty("deciding").GetInt32().Should().Be(3);
        using var auditor = Host.As(Roles.Auditor);
        (await auditor.ReadAsync($"/api/meetings/{meeting}/minutes")).GetProperty("sittings")[0].GetProperty("persons").ValueKind.Should().Be(System.Text.Json.JsonValueKind.Null);
        page.Should().NotContain(it.OfLih.ToString());
        using var mentee = await Host.As(Roles.Mentee, Ids.New()).GetAsync($"/api/meetings/{meeting}/minutes");
        ((int)mentee.StatusCode).Should().Be(403);
    }

    [Fact]
    public async Task A_member_whose_identity_was_merged_is_recused_and_counted_as_the_person_they_are()
    {
        var it = await TheCommittee.OfFiveAsync(Host);
        var (meeting, kept, former) = (await it.MeetAsync([.. it.OfOwner, it.OfLih]), await Somebody.RegisterAsync(Host), it.OfOwner[0]);
        await it.Staff.DoAsync($"/api/people/{kept}/merge", new { mergedPersonId = former });
        await Eventually.Get(async () => (await it.Staff.ReadAsync($"/api/committees/{it.Id}/meetings/{meeting}")).GetProperty("present").EnumerateArray()
            .Any(a => a.GetProperty("personId").GetGuid() == kept), "presence follows the person");
        object From(Guid personId) => new { personId, cohortId = it.CohortId };
        await it.Staff.RefusedAsync($"/api/meetings/{meeting}/recuse", From(former), 409, "person-merged");
        using (var member = Host.As(Roles.Committee, kept)) await member.DoAsync($"/api/meetings/{meeting}/recuse", From(kept));
        await it.Staff.DoAsync(it.ResolveAddress, it.OnCohort(Programme.Key("n"), meeting));
        var resolution = (await it.Staff.ReadAsync($"/api/meetings/{meeting}/minutes")).GetProperty("resolutions")[0];
        (resolution.GetProperty("deciding").GetInt32(), resolution.GetProperty("recused").GetInt32(), resolution.GetProperty("mandates").GetInt32()).Should().Be((3, 1, 5));
        await it.Staff.RefusedAsync($"/api/meetings/{meeting}/record-presence", new { present = new[] { former } }, 409, "person-merged");
        await it.Staff.DoAsync($"/api/committees/{it.Id}/end-mandate", new { personId = kept, on = "2025-12-31" });
    }

    [Fact]
    public async Task An_adjourned_meeting_goes_on_on_its_later_day()
    {
        var it = await TheCommittee.OfFiveAsync(Host);
        var meeting = await it.MeetAsync(it.OfOwner);
        await it.Staff.RefusedAsync($"/api/meetings/{meeting}/adjourn", new { until = TheCommittee.Day }, 409, "adjourned-day-not-later");
        await it.Staff.DoAsync($"/api/meetings/{meeting}/adjourn", new { until = "2025-11-10" });
        await it.RefusedAsync("not-on-meeting-day", meeting);
        await it.Staff.DoAsync($"/api/meetings/{meeting}/record-presence", new { present = it.OfOwner });
        await it.Staff.DoAsync(it.ResolveAddress, new { number = Programme.Key("n"), on = "2025-11-10", subject = "Budget", meetingId = meeting });
        var view = await it.Staff.ReadAsync($"/api/committees/{it.Id}/meetings/{meeting}");
        view.GetProperty("on").GetString().Should().Be("2025-11-10");
        view.GetProperty("resolutions").GetArrayLength().Should().Be(1);
        await it.MeetAsync();
        var first = await it.Staff.ReadAsync($"/api/committees/{it.Id}/meetings?limit=1");
        (await it.Staff.ReadAsync($"/api/committees/{it.Id}/meetings?after={first.GetProperty("next").GetString()}")).GetProperty("items").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task Who_is_there_and_what_is_resolved_are_known_on_the_day_and_not_before()
    {
        var it = await TheCommittee.OfFiveAsync(Host);
        var meeting = await it.Staff.CreateAsync($"/api/committees/{it.Id}/meetings", new { on = "2190-01-04" });
        await it.Staff.RefusedAsync($"/api/meetings/{meeting}/record-presence", new { present = it.OfOwner }, 409, "meeting-in-the-future");
        var view = await it.Staff.ReadAsync($"/api/committees/{it.Id}/meetings/{meeting}");
        (view.GetProperty("mandates").GetInt32(), view.GetProperty("needed").GetInt32()).Should().Be((5, 3), "the office knows how many must come");
        object Resolve(Guid? meetingId) => new { number = Programme.Key("n"), on = "2190-01-04", subject = "Selection", cohortId = it.CohortId, meetingId };
        await it.Staff.RefusedAsync(it.ResolveAddress, Resolve(meeting), 409, "resolution-in-the-future");
        await it.Staff.RefusedAsync(it.ResolveAddress, Resolve(null), 409, "resolution-in-the-future");
        var board = await it.Staff.CreateAsync("/api/committees", new { key = Programme.Key("board"), name = "Advisory board", kind = "AdvisoryBoard" });
        await it.Staff.RefusedAsync($"/api/committees/{board}/advise", new { subject = "mentor-origin", textId = Ids.New(), on = "2190-01-04" }, 409, "opinion-in-the-future");
    }

    [Fact]
    public async Task The_advisory_board_records_opinions_and_resolves_nothing()
    {
        var it = await TheCommittee.OfFiveAsync(Host, kind: "AdvisoryBoard");
        var text = await it.Staff.CreateAsync($"/api/people/{it.OfLiser}/texts", new { kind = "opinion", text = "Mentors from abroad." });
        object opinion = new { subject = "mentor-origin", textId = text, cohortId = it.CohortId, strandId = it.StrandId };
        await it.Staff.DoAsync($"/api/committees/{it.Id}/advise", opinion);
        using var member = Host.As(Roles.Committee, Ids.New());
        var permit = (await member.ReadAsync($"/api/committees/{it.Id}")).GetProperty("opinions")[0].GetProperty("permit").GetString();
        (await Applications.Permits.OpenAsync(member, "/api/case-texts", permit)).Text.Should().Contain("Mentors from abroad.");
        (await Host.As(Roles.Reviewer, Ids.New()).ReadAsync($"/api/committees/{it.Id}")).GetProperty("opinions")[0].GetProperty("permit").ValueKind
            .Should().Be(System.Text.Json.JsonValueKind.Null);
        (await it.Staff.ReadAsync($"/api/committees/{it.Id}")).GetProperty("opinions")[0].GetProperty("subject").GetString().Should().Be("mentor-origin");
        await it.RefusedAsync("advisory-board-advises");
        await it.Staff.RefusedAsync($"/api/committees/{it.Id}/advise", new { subject = "mentor-origin", textId = Ids.New(), cohortId = Ids.New() }, 409, "cohort-unknown");
        await it.Staff.RefusedAsync($"/api/committees/{it.Id}/advise", new { subject = "A sentence.", textId = Ids.New() }, 400, "malformed");
        var executive = await TheCommittee.OfFiveAsync(Host);
        await it.Staff.RefusedAsync($"/api/committees/{executive.Id}/advise", opinion, 409, "advisory-board-only");
    }

    [Fact]
    public async Task What_does_not_fit_a_meeting_is_refused_and_changes_nothing()
    {
        var it = await TheCommittee.OfFiveAsync(Host);
        var meeting = await it.MeetAsync(it.OfOwner);
        var (meetings, recuse) = ($"/api/committees/{it.Id}/meetings", $"/api/meetings/{meeting}/recuse");
        await it.Staff.RefusedAsync(meetings, new { on = "2019-12-31" }, 409, "committee-not-constituted");
        await it.Staff.RefusedAsync(meetings, new { on = "1999-12-31" }, 400, "malformed");
        await it.Staff.RefusedAsync(meetings, new { on = "31.12.2026" }, 400, "malformed");
        await it.Staff.RefusedAsync($"/api/committees/{Ids.New()}/meetings", new { on = TheCommittee.Day }, 404, "not-found");
        await it.Staff.RefusedAsync($"/api/meetings/{Ids.New()}/close", null, 404, "not-found");
        await it.Staff.RefusedAsync($"/api/meetings/{meeting}/record-presence", new { present = new[] { Ids.New() } }, 409, "no-mandate");
        await it.Staff.RefusedAsync($"/api/meetings/{meeting}/record-presence", new { present = Array.Empty<Guid>() }, 400, "malformed");
        await it.Staff.RefusedAsync(recuse, new { personId = it.OfLih, cohortId = it.CohortId }, 409, "not-present");
        await it.Staff.RefusedAsync(recuse, new { personId = it.OfOwner[0] }, 400, "malformed");
        await it.Staff.RefusedAsync(recuse, new { personId = it.OfOwner[0], cohortId = it.CohortId, subjectKey = "budget" }, 400, "malformed");
        await it.Staff.RefusedAsync(recuse, new { personId = it.OfOwner[0], cohortId = Ids.New() }, 409, "cohort-unknown");
        await it.Staff.RefusedAsync(it.ResolveAddress, it.OnCohort("n", meeting, new { @for = -1, against = 0 }), 400, "malformed");
        await it.Staff.RefusedAsync($"/api/committees/{it.Id}/adopt-rules",
            new { effectiveFrom = "2025-01-01", quorum = new { numerator = 3, denominator = 2, moreThan = true } }, 400, "malformed");
        using var list = await it.Staff.GetAsync($"{meetings}?limit=0");
        ((int)list.StatusCode).Should().Be(400);
        (await it.Staff.ReadAsync($"{meetings}/{meeting}")).GetProperty("recusals").GetInt32().Should().Be(0);
    }
}
