using System.Globalization;
using System.Text.Json;
using Advance.Contracts;
using Advance.Tests.Files;
using Advance.Tests.Http.Circles;
using Advance.Tests.Http.Gatherings;
using Advance.Tests.Http.Matching;

namespace Advance.Tests.Http.People;

/// <summary>What began under an id that was merged away goes on in the hands of the person who survives, and in nobody else's.</summary>
public class MergedPersonTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    private string Today => Host.Clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static IEnumerable<Guid> IdsIn(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetGuid());

    private async Task<Guid> SurvivorOfAsync(params Guid[] formers)
    {
        var kept = await Somebody.RegisterAsync(Host);
        foreach (var former in formers) await Host.Staff.DoAsync($"/api/people/{kept}/merge", new { mergedPersonId = former });
        return kept;
    }

    [Fact]
    public async Task An_offer_made_under_a_former_id_is_seen_and_accepted_by_the_person_who_survives_two_merges()
    {
        var programme = await Programme.WithAStrandAsync(Host);
        var cohort = await programme.CohortWithAnOpenCallAsync(Host);
        var applied = await programme.AnEligibleApplicationAsync(Host, cohort);
        var kept = await SurvivorOfAsync(await SurvivorOfAsync(applied.PersonId));
        using var survivor = Host.As(Roles.Mentee, kept);
        using var stranger = Host.As(Roles.Mentee, await Somebody.RegisterAsync(Host));
        var application = $"/api/applications/{applied.ApplicationId}";
        foreach (var client in new[] { survivor, Host.Staff })
            IdsIn(await client.ReadAsync($"/api/people/{kept}/applications")).Should().Equal(applied.ApplicationId);
        (await survivor.ReadAsync(application)).GetProperty("status").GetString().Should().Be("UnderReview", "a decision is not the applicant's to see before the release");
        (await survivor.ReadAsync($"{application}/completeness")).GetProperty("applicationId").GetGuid().Should().Be(applied.ApplicationId);

        await Host.Staff.DoAsync($"{application}/select");
        await Host.Staff.DoAsync($"/api/cohorts/{cohort}/close-call");
        await Host.Staff.DoAsync($"/api/cohorts/{cohort}/release-decisions");
        await Host.Staff.DoAsync($"{application}/offer", new { expiresAt = Host.Clock.GetUtcNow().AddDays(14) });
        foreach (var nobody in new[] { stranger, Host.Staff }) await nobody.RefusedAsync($"{application}/accept-offer", new { charterVersion = "1.0" }, 403, "forbidden");
        (await survivor.ReadAsync(application)).GetProperty("status").GetString().Should().Be("Offered");
        await survivor.DoAsync($"{application}/accept-offer", new { charterVersion = "1.0" });
        using var reads = await stranger.GetAsync($"/api/people/{kept}/applications");
        ((int)reads.StatusCode).Should().Be(403);
    }

    [Fact]
    public async Task A_file_that_came_after_the_merge_is_attached_to_the_application_of_before_and_nobody_applies_twice()
    {
        var programme = await Programme.WithAStrandAsync(Host);
        var cohort = await programme.CohortWithAnOpenCallAsync(Host);
        var applied = await programme.AnApplicationAsync(Host, cohort);
        var kept = await programme.APersonAsync(Host);
        var middle = await SurvivorOfAsync(applied.PersonId);
        await Host.Staff.DoAsync($"/api/people/{kept}/merge", new { mergedPersonId = middle });
        using var survivor = Host.As(Roles.Mentee, kept);
        var file = await survivor.KeepAsync($"/api/people/{kept}/files?kind=motivation-letter", Sending.Content(SampleFiles.Pdf(1)));
        await survivor.DoAsync($"/api/applications/{applied.ApplicationId}/attach", new { kind = "motivation-letter", fileId = file });
        await survivor.DoAsync($"/api/applications/{applied.ApplicationId}/amend", new { topics = new[] { "funding" } });
        await survivor.RefusedAsync("/api/applications", new { cohortId = cohort, personId = kept }, 409, "already-applied");
        await survivor.RefusedAsync("/api/applications", new { cohortId = cohort, applied.PersonId }, 409, "person-unknown");
        await survivor.DoAsync($"/api/applications/{applied.ApplicationId}/withdraw");
    }

    [Fact]
    public async Task Nobody_judges_or_looks_up_what_they_applied_for_under_a_former_id()
    {
        var programme = await Programme.WithAStrandAsync(Host);
        var cohort = await programme.CohortWithAnOpenCallAsync(Host);
        var (own, other) = (await programme.AnEligibleApplicationAsync(Host, cohort), await programme.AnEligibleApplicationAsync(Host, cohort));
        var kept = await SurvivorOfAsync(own.PersonId);
        using var asStaff = Host.As(Roles.Staff, kept);
        IdsIn(await asStaff.ReadAsync($"/api/cohorts/{cohort}/applications")).Should().Equal(other.ApplicationId);
        foreach (var role in new[] { Roles.Staff, Roles.Committee })
        {
            using var judge = Host.As(role, kept);
            using var knowledge = await judge.GetAsync($"/api/applications/{own.ApplicationId}/knowledge");
            ((int)knowledge.StatusCode).Should().Be(404, role);
        }

        using var viewer = Host.As(Roles.Committee, kept);
        (await viewer.ReadAsync($"/api/applications/{own.ApplicationId}")).GetProperty("version").ValueKind.Should().Be(JsonValueKind.Null, "as the applicant sees it, and no more");
        await Host.Staff.RefusedAsync($"/api/applications/{own.ApplicationId}/assign-reviewer", new { personId = kept }, 409, "reviewer-conflicted");
    }

    [Fact]
    public async Task A_mentorship_goes_on_in_the_hands_of_the_two_who_survive()
    {
        var cast = await Cast.WithACohortAsync(Host);
        var topic = Programme.Key("topic");
        var (ada, grace) = (await cast.NamedAsync("Ada"), await cast.NamedAsync("Grace"));
        var (mentorId, _) = await cast.MentorAsync(topics: [topic], known: grace);
        await cast.MenteeAsync([topic], [grace], ada);
        var id = (await cast.MatchAsync()).Single();
        var (mentorship, menteeId) = ($"/api/mentorships/{id}", await SurvivorOfAsync(ada));
        var (mentee, stranger) = (cast.AsMentee(menteeId), cast.AsMentee(await cast.NamedAsync("Emmy")));
        await stranger.RefusedAsync($"{mentorship}/accept", null, 403, "forbidden");
        IdsIn(await mentee.ReadAsync("/api/mentorships")).Should().Equal(id);
        (await mentee.ReadAsync($"/api/people/{menteeId}/timeline?limit=200")).ToString().Should().Contain(id.ToString());
        await mentee.DoAsync($"{mentorship}/accept");
        await mentee.DoAsync($"/api/cohorts/{cast.Cohort}/state-languages", new { personId = menteeId, languages = new[] { "en" } });

        await cast.AsMentor(grace).DoAsync($"{mentorship}/accept");
        var mentorPerson = await SurvivorOfAsync(grace);
        var mentor = cast.AsMentor(mentorPerson);
        (await mentor.ReadAsync($"/api/mentors/{mentorId}")).GetProperty("load").GetInt32().Should().Be(1);
        (await mentee.ReadAsync($"{mentorship}/contact")).GetProperty("personId").GetGuid().Should().Be(mentorPerson);
        foreach (var one in new[] { mentee, mentor }) await one.DoAsync($"{mentorship}/agree");
        foreach (var one in new[] { mentee, mentor })
        {
            await one.DoAsync($"{mentorship}/attest-meeting", new { heldOn = Today, minutes = 45 });
            await one.DoAsync($"{mentorship}/check-in", new { answer = "GoesWell" });
            (await one.ReadAsync($"{mentorship}/guides")).GetProperty("mentorshipId").GetGuid().Should().Be(id);
        }

        var goal = await mentee.CreateAsync($"/api/people/{menteeId}/texts", new { kind = "mentorship-goal", text = "Apply for the grant." });
        await mentee.DoAsync($"{mentorship}/set-goal", new { textId = goal });
        foreach (var one in new[] { mentee, mentor }) (await one.ReadAsync($"{mentorship}/goals/{goal}/text")).GetProperty("text").GetString().Should().Be("Apply for the grant.");
        (await mentor.ReadAsync(mentorship)).GetProperty("meetings").GetArrayLength().Should().Be(1);
        using (var closed = await stranger.GetAsync(mentorship)) ((int)closed.StatusCode).Should().Be(404);
        foreach (var verb in new[] { "pause", "end", "agree" }) await stranger.RefusedAsync($"{mentorship}/{verb}", null, 403, "forbidden");
        await mentor.DoAsync($"{mentorship}/pause");
        await mentor.DoAsync($"{mentorship}/resume");
        await mentor.DoAsync($"{mentorship}/end");
        await mentor.DoAsync($"/api/mentors/{mentorId}/retire");
    }

    [Fact]
    public async Task A_circle_is_the_persons_at_once_and_nobody_registers_for_a_gathering_under_two_ids()
    {
        var programme = await CircleProgramme.WithAsync(Host, mentees: 2, mentors: 3);
        var former = await Somebody.RegisterAsync(Host);
        await programme.PublishAsync(new OfferAccepted(Ids.New(), programme.CohortId, former, Ids.New(), "1.0"));
        var circle = await Host.Staff.CreateAsync("/api/circles", new { programme.CohortId, mentees = (Guid[])[former, .. programme.Mentees], programme.Mentors });
        var gathering = await GatheringTests.OpenAsync(Host, capacity: 3);
        var kept = await SurvivorOfAsync(former);
        using var survivor = Host.As(Roles.Mentee, kept);
        IdsIn(await survivor.ReadAsync($"/api/cohorts/{programme.CohortId}/circles")).Should().Equal(circle);
        (await survivor.ReadAsync($"/api/circles/{circle}")).GetProperty("mentees").GetInt32().Should().Be(3);

        await survivor.RefusedAsync($"/api/gatherings/{gathering}/register", new { personId = former }, 403, "forbidden");
        (await GatheringTests.RegisterAsync(survivor, gathering, kept)).GetProperty("state").GetString().Should().Be("Confirmed");
        await survivor.DoAsync($"/api/gatherings/{gathering}/cancel-registration", new { personId = kept });
    }

    [Fact]
    public async Task The_person_reads_what_is_held_under_a_former_id_and_leaves_no_trace_of_a_stranger()
    {
        var former = await Somebody.RegisterAsync(Host);
        var text = await Host.Staff.CreateAsync($"/api/people/{former}/texts", new { kind = "motivation-letter", text = "Dear committee" });
        var kept = await SurvivorOfAsync(former);
        using var survivor = Host.As(Roles.Mentee, kept);
        (await survivor.ReadAsync($"/api/people/{kept}/texts/{text}")).GetProperty("text").GetString().Should().Be("Dear committee");
        (await survivor.ReadAsync($"/api/people/{former}")).GetProperty("mergedInto").GetGuid().Should().Be(kept);
        await survivor.RefusedAsync($"/api/people/{former}/texts", new { kind = "motivation-letter", text = "Again" }, 409, "person-merged");
        (await survivor.ReadAsync($"/api/people/{kept}/access")).ToString().Should().NotContain("people.person-read");
        using var stranger = Host.As(Roles.Mentee, await Somebody.RegisterAsync(Host));
        foreach (var id in new[] { kept, former })
        {
            using var refused = await stranger.GetAsync($"/api/people/{id}/access");
            ((int)refused.StatusCode).Should().Be(403);
        }
    }
}
