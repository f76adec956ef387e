using Advance.Contracts;

namespace Advance.Tests.Http.Strands;

/// <summary>What stays of a committee's meetings: days, presence, minutes, opinions.</summary>
public class MeetingRecordTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

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
}
