using System.Text.Json;
using Advance.Contracts;

namespace Advance.Tests.Http.Applications;

/// <summary>Who sees what in which phase of a review.</summary>
public class PhaseTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    [Fact]
    public async Task Each_phase_shows_each_of_them_what_is_theirs_and_no_more()
    {
        var cast = await ReviewCast.WithAsync(Host, applications: 1, reviewers: 3);
        var (ada, conflicted, member) = (cast.Applied[0], await cast.Programme.APersonAsync(Host), await Programme.APersonAsync(Host, institutionId: null));
        await cast.AssignAsync(ada, cast.Reviewers[0]);
        await cast.AssignAsync(ada, cast.Reviewers[1]);
        var one = $"/api/reviews/{ada.ApplicationId}";
        HttpClient[] viewers = [cast.As(cast.Reviewers[0]), cast.As(cast.Reviewers[1]), cast.As(conflicted), cast.As(cast.Reviewers[2]), Host.Staff,
            cast.As(member, Roles.Committee), cast.As(conflicted, Roles.Committee), cast.As(ada.PersonId, Roles.Mentee)];
        async Task<string> MatrixAsync() => string.Join(' ', await Task.WhenAll(viewers.Select(v => SeenAsync(v, one))));

        (await MatrixAsync()).Should().Be("0 0 404 404 0 0 404 403", "while assigning there is nothing to see yet");
        await viewers[0].RefusedAsync(ReviewCast.Of(ada, "assess"), ReviewCast.Scored(5, 5), 409, "not-assessing");
        await cast.BeginAsync("assessing");
        await cast.AssessAsync(cast.Reviewers[0], ada.ApplicationId, 5, 5);
        await viewers[1].DoAsync(ReviewCast.Of(ada, "assess"), ReviewCast.Scored(2, 2, "Decline", Ids.New()));
        await viewers[1].DoAsync(ReviewCast.Of(ada, "assess"), ReviewCast.Scored(1, 1, "Decline", Ids.New()));
        (await MatrixAsync()).Should().Be("1 1 404 404 2+ 0 404 403", "while assessing each has the own assessment; the committee none");
        await Host.Staff.RefusedAsync(cast.At("adopt-review-rules"), new { blind = true, rubric = ReviewCast.Rubric }, 409, "rubric-in-use");

        await cast.BeginAsync("discussing");
        (await MatrixAsync()).Should().Be("2 2 404 404 2+ 2+ 404 403", "in the discussion all scores are on the table");
        await viewers[0].RefusedAsync(ReviewCast.Of(ada, "assess"), ReviewCast.Scored(4, 4), 409, "not-assessing");
        await cast.BeginAsync("assessing");
        await cast.AssessAsync(cast.Reviewers[0], ada.ApplicationId, 4, 4);
        (await MatrixAsync()).Should().Be("1 1 404 404 2+ 0 404 403", "reopened means reopened");
        await cast.BeginAsync("closed");
        (await MatrixAsync()).Should().Be("2 2 404 404 2+ 2+ 404 403");
        await viewers[0].RefusedAsync(ReviewCast.Of(ada, "assess"), ReviewCast.Scored(4, 4), 409, "review-closed");
        await Host.Staff.RefusedAsync(cast.At("review-phase"), new { phase = "assessing" }, 409, "review-closed");
        await Host.Staff.RefusedAsync(ReviewCast.Of(ada, "assign-reviewer"), new { personId = cast.Reviewers[2] }, 409, "review-closed");

        var figures = (await Host.Staff.ReadAsync(one)).GetProperty("figures");
        (figures.GetProperty("meanMilli").GetInt32(), figures.GetProperty("medianMilli").GetInt32(), figures.GetProperty("spreadMilli").GetInt32()).Should().Be((2500, 2500, 3000));
    }

    [Fact]
    public async Task Lists_and_counts_leave_out_what_a_committee_member_may_not_see()
    {
        var cast = await ReviewCast.WithAsync(Host, applications: 3, reviewers: 1);
        var member = await Programme.APersonAsync(Host, institutionId: null);
        await Host.Staff.CreateAsync("/api/recusals", new { reviewerId = member, applicantId = cast.Applied[1].PersonId });
        await cast.AssignAsync(cast.Applied[0], cast.Reviewers[0]);
        await cast.AssignAsync(cast.Applied[1], cast.Reviewers[0]);
        await cast.BeginAsync("assessing");
        await cast.As(cast.Reviewers[0]).DoAsync(ReviewCast.Of(cast.Applied[0], "assess"), new { recommendation = "Abstain" });

        (await ProgressAsync(Host.Staff, cast)).Should().Be("Assessing: 3 applications, 1 without, 1 awaiting, 1 assessed, 2 assignments, 0 assessments, 1 abstentions");
        (await ProgressAsync(cast.As(member, Roles.Committee), cast)).Should()
            .Be("Assessing: 2 applications, 1 without, 0 awaiting, 1 assessed, 1 assignments, 0 assessments, 1 abstentions");
        var seen = await cast.As(member, Roles.Committee).ReadAsync(cast.At("reviews") + "?limit=1");
        var rest = await cast.As(member, Roles.Committee).ReadAsync(cast.At("reviews") + $"?limit=1&after={seen.GetProperty("next").GetString()}");
        rest.GetProperty("next").ValueKind.Should().Be(JsonValueKind.Null, "a full page of what is left, no hole where something is hidden");
        rest.GetProperty("items").GetArrayLength().Should().Be(1);
        await PanelAsync(cast);
        (await ReviewCast.GetAsync(Host.As(Roles.Committee), cast.At("reviews"))).Status.Should().Be(403, "a token that names nobody cannot be checked for conflicts");
        (await ReviewCast.GetAsync(Host.As(Roles.Reviewer), "/api/reviews")).Status.Should().Be(403);
        (await ReviewCast.GetAsync(Host.Staff, $"/api/cohorts/{Ids.New()}/reviews")).Status.Should().Be(404);
        (await ReviewCast.GetAsync(Host.Staff, $"/api/cohorts/{Ids.New()}/review-progress")).Status.Should().Be(404);
        (await ReviewCast.GetAsync(Host.Staff, $"/api/reviews/{Ids.New()}")).Status.Should().Be(404);
        var page = await cast.As(cast.Reviewers[0]).ReadAsync($"/api/reviews?limit=1&cohortId={cast.Cohort}");
        page.GetProperty("next").GetString().Should().Be(page.GetProperty("items")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_cohort_without_rules_takes_those_of_its_strand()
    {
        var programme = await Programme.WithAStrandAsync(Host);
        var cohort = await programme.CohortWithAnOpenCallAsync(Host);
        await Host.Staff.RefusedAsync($"/api/cohorts/{cohort}/review-phase", new { phase = "assessing" }, 409, "rubric-missing");
        await Host.Staff.RefusedAsync($"/api/cohorts/{cohort}/assign-reviewers", new { perApplication = 2, maxLoad = 3 }, 409, "reviewer-pool-empty");
        await Host.Staff.DoAsync($"/api/strands/{programme.StrandId}/adopt-review-rules", new { blind = true, rubric = ReviewCast.Rubric, scaleFrom = 0, scaleTo = 10 });
        await Host.Staff.DoAsync($"/api/cohorts/{cohort}/review-phase", new { phase = "assessing" });
        (await Host.Staff.ReadAsync($"/api/cohorts/{cohort}/review-progress")).GetProperty("isBlind").GetBoolean().Should().BeTrue();
        await Host.Staff.RefusedAsync($"/api/cohorts/{cohort}/review-phase", new { phase = "assigning" }, 409, "phase-not-forward");
        await Host.Staff.RefusedAsync($"/api/strands/{Ids.New()}/adopt-review-rules", new { blind = true, rubric = ReviewCast.Rubric }, 404, "not-found");
        await Host.Staff.RefusedAsync($"/api/cohorts/{cohort}/adopt-review-rules", new { blind = true, rubric = Array.Empty<object>() }, 400, "malformed");
        await Host.Staff.RefusedAsync($"/api/cohorts/{cohort}/reviewers", new { personIds = new[] { Ids.New() } }, 409, "reviewer-unknown");
        await Host.As(Roles.Reviewer, Ids.New()).RefusedAsync($"/api/cohorts/{cohort}/review-phase", new { phase = "closed" }, 403, "forbidden");
    }

    [Fact]
    public async Task Eligibility_is_told_by_rule()
    {
        var programme = await Programme.WithAStrandAsync(Host);
        var cohort = await programme.CohortWithAnOpenCallAsync(Host);
        var (ada, student) = (await programme.AnApplicationAsync(Host, cohort), await programme.AnApplicationAsync(Host, cohort, "student"));
        async Task<string> RulesAsync(Applied applied)
        {
            var view = await Host.Staff.ReadAsync($"/api/applications/{applied.ApplicationId}/eligibility");
            return $"{view.GetProperty("meetsRules").GetBoolean()} " + string.Join(' ', view.GetProperty("rules").EnumerateArray()
                .Select(r => $"{r.GetProperty("rule").GetString()}:{r.GetProperty("standing").GetString()}"));
        }

        (await RulesAsync(ada)).Should().Be("True career-stage:Met institution:Met documents:Met declarations:Unknown affiliation:Met");
        (await RulesAsync(student)).Should().Be("False career-stage:NotMet institution:Met documents:Met declarations:Unknown affiliation:Met");
        await Host.Staff.RefusedAsync(ReviewCast.Of(student, "confirm-eligibility"), new { }, 409, "career-stage-not-admitted");
        await Host.Staff.DoAsync(ReviewCast.Of(student, "confirm-eligibility"), new { @override = true });
        (await Host.Staff.ReadAsync($"/api/applications/{student.ApplicationId}/eligibility")).GetProperty("overriddenRule").GetString().Should().Be("career-stage-not-admitted");
        (await ReviewCast.GetAsync(Host.As(Roles.Mentee, ada.PersonId), $"/api/applications/{ada.ApplicationId}/eligibility")).Status.Should().Be(403);
    }

    private async Task PanelAsync(ReviewCast cast)
    {
        async Task<string> MemberAsync()
        {
            var panel = await Host.Staff.ReadAsync(cast.At("review-panel"));
            var member = panel.GetProperty("reviewers").EnumerateArray().Single();
            return $"{panel.GetProperty("rules").GetProperty("scaleTo").GetInt32()} {member.GetProperty("assigned").GetInt32()} {member.GetProperty("assessed").GetInt32()}";
        }

        (await MemberAsync()).Should().Be("5 2 1");
        await Host.Staff.DoAsync(ReviewCast.Of(cast.Applied[1], "release-reviewer"), new { personId = cast.Reviewers[0] });
        await Host.Staff.RefusedAsync(ReviewCast.Of(cast.Applied[1], "release-reviewer"), new { personId = cast.Reviewers[0] }, 409, "reviewer-not-assigned");
        (await MemberAsync()).Should().Be("5 1 1");
        (await ReviewCast.GetAsync(cast.As(cast.Reviewers[0]), cast.At("review-panel"))).Status.Should().Be(403);
        await cast.AssignAsync(cast.Applied[1], cast.Reviewers[0]);
    }

    /// <summary>The status, or how many assessments are seen; a plus when the figures are seen as well.</summary>
    private static async Task<string> SeenAsync(HttpClient viewer, string address)
    {
        var (status, text) = await ReviewCast.GetAsync(viewer, address);
        if (status != 200) return $"{status}";
        var view = JsonDocument.Parse(text).RootElement;
        var figures = view.GetProperty("figures");
        var count = view.GetProperty("assessments").GetArrayLength();
        return figures.ValueKind is JsonValueKind.Null || figures.GetProperty("meanMilli").ValueKind is JsonValueKind.Null ? $"{count}" : $"{count}+";
    }

    private static async Task<string> ProgressAsync(HttpClient viewer, ReviewCast cast)
    {
        var p = await viewer.ReadAsync(cast.At("review-progress"));
        int Of(string name) => p.GetProperty(name).GetInt32();
        return $"{p.GetProperty("phase").GetString()}: {Of("applications")} applications, {Of("withoutReviewer")} without, {Of("awaitingAssessment")} awaiting, "
            + $"{Of("assessed")} assessed, {Of("assignments")} assignments, {Of("assessments")} assessments, {Of("abstentions")} abstentions";
    }
}
