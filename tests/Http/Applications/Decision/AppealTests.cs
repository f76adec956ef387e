using System.Net;
using Advance.Contracts;

namespace Advance.Tests.Http.Applications;

public class AppealTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    [Fact]
    public async Task An_appeal_is_lodged_reviewed_by_others_and_upheld()
    {
        var (programme, cohort, a) = await Decided.CohortAsync(Host, places: 1, applicants: 2);
        var (ada, own) = (a[1], Host.As(Roles.Mentee, a[1].PersonId));
        object lodge = new { reasonTextId = Ids.New() };
        await own.RefusedAsync(Decided.Of(ada, "appeal"), lodge, 409, "decisions-not-released");
        await Decided.ReleaseAsync(Host, cohort, a, places: 1);
        await Host.As(Roles.Mentee, a[0].PersonId).RefusedAsync(Decided.Of(ada, "appeal"), lodge, 403, "forbidden");
        await Host.As(Roles.Mentee, a[0].PersonId).RefusedAsync(Decided.Of(a[0], "appeal"), lodge, 409, "not-declined");
        await Host.Staff.RefusedAsync(Decided.Of(ada, "assign-appeal-reviewer"), new { personId = a[0].PersonId }, 409, "no-appeal");
        await own.DoAsync(Decided.Of(ada, "appeal"), lodge);
        await own.RefusedAsync(Decided.Of(ada, "appeal"), lodge, 409, "already-appealed");

        var grace = await Programme.APersonAsync(Host, institutionId: null);
        await Host.Staff.RefusedAsync(Decided.Of(ada, "decide-appeal"), new { outcome = "Upheld", assessmentTextId = Ids.New() }, 409, "appeal-without-reviewer");
        await Assign(ada.PersonId, "reviewer-conflicted");
        await Assign(Ids.New(), "person-unknown");
        await Assign(await programme.APersonAsync(Host), "reviewer-conflicted"); // the same unit of the same institution
        var (boss, colleague, rival) = (await Programme.APersonAsync(Host, null), await Programme.APersonAsync(Host, null), await Programme.APersonAsync(Host, null));
        foreach (var below in (Guid[])[ada.PersonId, colleague])
            await Host.Staff.DoAsync($"/api/people/{boss}/disclose-relationship", new { otherPersonId = below, kind = "LineManagement", from = "2001-01-01", until = "2002-01-01" });
        await Assign(boss, "reviewer-conflicted"); // however long ago
        await Assign(colleague, "reviewer-conflicted"); // under the same manager
        await Host.Staff.CreateAsync("/api/recusals", new { reviewerId = rival, applicantId = ada.PersonId });
        await Assign(rival, "reviewer-conflicted");
        await Host.Staff.DoAsync(Decided.Of(ada, "assign-appeal-reviewer"), new { personId = grace });
        await Assign(grace, "reviewer-already-assigned");

        object upheld = new { outcome = "Upheld", assessmentTextId = Ids.New() };
        await Host.Staff.RefusedAsync(Decided.Of(ada, "decide-appeal"), upheld, 409, "cohort-full");
        await Decided.HappensAsync(Host, cohort, new CapRaised(cohort, 2, "2026/9"));
        await Host.Staff.DoAsync(Decided.Of(ada, "decide-appeal"), upheld);
        await Host.Staff.RefusedAsync(Decided.Of(ada, "decide-appeal"), upheld, 409, "appeal-decided");
        (await Decided.StatusAsync(Host, ada)).Should().Be("Selected");
        (await own.ReadAsync($"/api/people/{ada.PersonId}/timeline?limit=200")).Items().Select(e => e.GetProperty("type").GetString()).Should()
            .ContainInOrder(["applications.application-declined", "applications.appeal-decided"]).And.Contain("applications.application-selected",
                "what is decided after the release is theirs to see at once");
        (await own.ReadAsync(Decided.Of(ada, "appeal"))).GetProperty("reviewers").GetArrayLength().Should().Be(0);
        (await Host.Staff.ReadAsync(Decided.Of(ada, "appeal"))).GetProperty("reviewers")[0].GetGuid().Should().Be(grace);
        using var stranger = await Host.As(Roles.Mentee, a[0].PersonId).GetAsync(Decided.Of(ada, "appeal"));
        stranger.StatusCode.Should().Be(HttpStatusCode.NotFound);
        Clerk.AssertHistory(await Clerk.HistoryAsync(Host, cohort), 1, "an upheld appeal");

        Task Assign(Guid person, string code) => Host.Staff.RefusedAsync(Decided.Of(ada, "assign-appeal-reviewer"), new { personId = person }, 409, code);
    }

    [Fact]
    public async Task Without_a_place_an_upheld_appeal_waits_first_and_a_dismissed_one_changes_nothing()
    {
        var (_, cohort, a) = await Decided.CohortAsync(Host, places: 1, applicants: 4);
        await Host.Staff.DoAsync(Decided.Of(a[0], "select"));
        await Host.Staff.DoAsync(Decided.Of(a[1], "waitlist"));
        foreach (var declined in a[2..]) await Host.Staff.DoAsync(Decided.Of(declined, "decline"), new { ground = "Merit" });
        await Host.Staff.DoAsync($"/api/cohorts/{cohort}/close-call");
        await Host.Staff.DoAsync($"/api/cohorts/{cohort}/release-decisions");
        var grace = await Programme.APersonAsync(Host, institutionId: null);
        foreach (var declined in a[2..])
        {
            await Host.As(Roles.Mentee, declined.PersonId).DoAsync(Decided.Of(declined, "appeal"), new { reasonTextId = Ids.New() });
            await Host.Staff.DoAsync(Decided.Of(declined, "assign-appeal-reviewer"), new { personId = grace });
        }

        await Host.Staff.DoAsync(Decided.Of(a[2], "decide-appeal"), new { outcome = "Upheld", assessmentTextId = Ids.New(), orWait = true });
        await Host.Staff.DoAsync(Decided.Of(a[3], "decide-appeal"), new { outcome = "Dismissed", assessmentTextId = Ids.New() });
        (await Host.Staff.ReadAsync(Decided.Of(a[2]))).GetProperty("waitingPosition").GetInt32().Should().Be(1);
        (await Decided.StatusAsync(Host, a[3])).Should().Be("Declined");
        await Host.Staff.DoAsync(Decided.Of(a[0], "withdraw"));
        (await Decided.StatusAsync(Host, a[2])).Should().Be("Selected", "the first who waits is next");
    }

    [Fact]
    public async Task Who_steps_aside_from_an_appeal_sees_it_no_more_and_it_does_not_come_back_to_them()
    {
        var (_, cohort, a) = await Decided.CohortAsync(Host, places: 1, applicants: 2);
        await Decided.ReleaseAsync(Host, cohort, a, places: 1);
        var ada = a[1];
        await Host.As(Roles.Mentee, ada.PersonId).DoAsync(Decided.Of(ada, "appeal"), new { reasonTextId = Ids.New() });
        var (grace, emmy) = (await Programme.APersonAsync(Host, institutionId: null), await Programme.APersonAsync(Host, institutionId: null));
        foreach (var reviewer in new[] { grace, emmy }) await Host.Staff.DoAsync(Decided.Of(ada, "assign-appeal-reviewer"), new { personId = reviewer });
        using var herself = Host.As(Roles.Reviewer, grace);
        await Host.As(Roles.Reviewer, Ids.New()).RefusedAsync(Decided.Of(ada, "recuse-from-appeal"), null, 404, "not-found");
        await herself.RefusedAsync(Decided.Of(ada, "recuse-from-appeal"), new { personId = emmy }, 403, "forbidden");
        await herself.DoAsync(Decided.Of(ada, "recuse-from-appeal"));

        (await herself.ReadAsync("/api/appeals")).Items().Should().BeEmpty();
        using (var answer = await herself.GetAsync(Decided.Of(ada, "appeal"))) answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
        await herself.RefusedAsync(Decided.Of(ada, "recuse-from-appeal"), null, 404, "not-found");
        await Host.Staff.RefusedAsync(Decided.Of(ada, "assign-appeal-reviewer"), new { personId = grace }, 409, "reviewer-conflicted");
        await Host.Staff.DoAsync(Decided.Of(ada, "recuse-from-appeal"), new { personId = emmy });
        await Host.Staff.RefusedAsync(Decided.Of(ada, "recuse-from-appeal"), new { personId = emmy }, 409, "not-a-reviewer-of-it");
        await Host.Staff.RefusedAsync(Decided.Of(ada, "decide-appeal"), new { outcome = "Dismissed", assessmentTextId = Ids.New() }, 409, "appeal-without-reviewer");
        await Host.Staff.RefusedAsync(Decided.Of(a[0], "recuse-from-appeal"), new { personId = emmy }, 409, "no-appeal");
    }

    [Fact]
    public async Task Who_looks_at_an_appeal_reads_it_by_permit_until_a_conflict_becomes_known_and_had_no_part_in_the_first_review()
    {
        var cast = await ReviewCast.WithAsync(Host, applications: 1, reviewers: 2);
        var (ada, first, second) = (cast.Applied[0], cast.Reviewers[0], cast.Reviewers[1]);
        await cast.AssignAsync(ada, first);
        await Host.Staff.DoAsync(ReviewCast.Of(ada, "release-reviewer"), new { personId = first });
        await Host.Staff.DoAsync(Decided.Of(ada, "decline"), new { ground = "Merit" });
        await Host.Staff.DoAsync(cast.At("close-call"));
        await Host.Staff.DoAsync(cast.At("release-decisions"));
        var own = Host.As(Roles.Mentee, ada.PersonId);
        var reason = await own.CreateAsync($"/api/people/{ada.PersonId}/texts", new { kind = "appeal", text = "You read the wrong letter." });
        await own.DoAsync(Decided.Of(ada, "appeal"), new { reasonTextId = reason });
        await Host.Staff.RefusedAsync(Decided.Of(ada, "assign-appeal-reviewer"), new { personId = first }, 409, "reviewer-of-first-review");
        await Host.Staff.DoAsync(Decided.Of(ada, "assign-appeal-reviewer"), new { personId = second });

        (await ReviewCast.GetAsync(cast.As(first), Decided.Of(ada, "appeal"))).Status.Should().Be(404);
        (await cast.As(first).ReadAsync("/api/appeals")).Items().Should().BeEmpty();
        var appeal = (await cast.As(second).ReadAsync("/api/appeals")).Items().Single();
        appeal.GetRawText().Should().Contain(ada.ApplicationId.ToString()).And.NotContain(second.ToString(), "reviewers are shown to staff and committee only");
        var permit = (await cast.As(second).ReadAsync(Decided.Of(ada, "appeal"))).GetProperty("documents")[0].GetProperty("permit").GetString();
        (await Permits.OpenAsync(cast.As(second), "/api/case-texts", permit)).Text.Should().Contain("You read the wrong letter.");

        await Host.Staff.DoAsync($"/api/people/{ada.PersonId}/disclose-relationship", new { otherPersonId = second, kind = "Competition", from = "2026-01-01" });
        (await Permits.OpenAsync(cast.As(second), "/api/case-texts", permit)).Status.Should().Be(409);
        (await ReviewCast.GetAsync(cast.As(second), Decided.Of(ada, "appeal"))).Status.Should().Be(404);
        (await ReviewCast.GetAsync(cast.As(second, Roles.Committee), Decided.Of(ada, "appeal"))).Status.Should().Be(404);
        await Host.Staff.RefusedAsync(Decided.Of(ada, "decide-appeal"), new { outcome = "Dismissed", assessmentTextId = Ids.New() }, 409, "appeal-without-reviewer");
    }
}
