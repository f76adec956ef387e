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
