using System.Text.Json;
using Advance.Contracts;

namespace Advance.Tests.Http.Applications;

/// <summary>A committee reads cases as the discussion opens them, and the applicant what is released.</summary>
public class CommitteeReadingTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    [Fact]
    public async Task A_committee_reads_letters_and_assessments_of_cases_in_which_its_member_has_no_conflict()
    {
        var (cast, ada, _) = await Permits.WithALetterAsync(Host, reviewers: 1, blind: true);
        var (emmy, member, kin) = (cast.Reviewers[0], await Programme.APersonAsync(Host, institutionId: null), await Programme.APersonAsync(Host, institutionId: null));
        await Host.Staff.DoAsync($"/api/people/{ada.PersonId}/disclose-relationship", new { otherPersonId = kin, kind = "Kinship", from = "2000-01-01" });
        await cast.AssignAsync(ada, emmy);
        await cast.BeginAsync("assessing");
        var assessment = await cast.As(emmy).CreateAsync($"/api/people/{emmy}/texts", new { kind = "assessment", text = "Clear and original." });
        await cast.As(emmy).DoAsync($"/api/applications/{(await cast.CaseIdsOfAsync(emmy)).Single()}/assess", ReviewCast.Scored(5, 4, assessmentTextId: assessment));
        var review = $"/api/reviews/{ada.ApplicationId}";
        (await cast.As(member, Roles.Committee).ReadAsync(review)).GetProperty("assessments").GetArrayLength().Should().Be(0, "not before the discussion");
        await cast.BeginAsync("discussing");

        var seen = await cast.As(member, Roles.Committee).ReadAsync(review);
        var (_, letter, _) = await Permits.OpenAsync(cast.As(member, Roles.Committee), "/api/case-texts", Permits.PermitOf(seen.GetProperty("documents")[0]));
        JsonDocument.Parse(letter).RootElement.GetProperty("text").GetString().Should().Be(Permits.Letter);
        var masked = seen.GetProperty("assessments")[0];
        var (status, written, _) = await Permits.OpenAsync(cast.As(member, Roles.Committee), "/api/case-texts", masked.GetProperty("assessmentPermit").GetString());
        status.Should().Be(200, written);
        written.Should().Contain("Clear and original.").And.NotContain(emmy.ToString());
        masked.GetRawText().Should().NotContain(emmy.ToString()).And.NotContain(assessment.ToString());
        var brief = await Host.Staff.CreateAsync($"/api/people/{ada.PersonId}/texts", new { kind = "brief-assessment", text = "In sum: excellent.", heldBackForCohortId = cast.Cohort });
        await Host.Staff.DoAsync(ReviewCast.Of(ada, "write-brief-assessment"), new { textId = brief });
        (await Host.Staff.ReadAsync(cast.At("review-progress"))).GetProperty("briefAssessments").GetInt32().Should().Be(1);
        var summed = (await cast.As(member, Roles.Committee).ReadAsync(review)).GetProperty("documents").EnumerateArray().Single(d => d.GetProperty("kind").GetString() == "brief-assessment");
        (await Permits.OpenAsync(cast.As(member, Roles.Committee), "/api/case-texts", Permits.PermitOf(summed))).Text.Should().Contain("In sum: excellent.");
        (await cast.CasesOfAsync(emmy)).Single().GetRawText().Should().NotContain(brief.ToString(), "it names the applicant");
        await NotYetTheApplicantsAsync(cast, ada, brief);
        (await ReviewCast.GetAsync(cast.As(kin, Roles.Committee), review)).Status.Should().Be(404);
        (await ReviewCast.GetAsync(cast.As(kin, Roles.Committee), ReviewCast.Of(ada, "knowledge?at=9000000"))).Status.Should().Be(404, "nor by way of what was known when");
        (await Host.Staff.ReadAsync(review)).GetProperty("documents")[0].GetProperty("permit").ValueKind.Should().Be(JsonValueKind.Null, "staff read at the person's address");
        (await Host.Staff.ReadAsync($"/api/people/{emmy}/timeline")).GetProperty("items").EnumerateArray()
            .Should().NotContain(e => e.GetProperty("isReading").GetBoolean() && e.GetProperty("purpose").GetString() == "review",
                "a reading noted with the reviewer, next to that of the case, would tell integrators who reviewed it");
    }

    /// <summary>What staff wrote about an applicant's decision is held back from the applicant until the release (rule A7).</summary>
    private async Task NotYetTheApplicantsAsync(ReviewCast cast, Applied ada, Guid text)
    {
        using var own = Host.As(Roles.Mentee, ada.PersonId);
        var (address, access) = ($"/api/people/{ada.PersonId}/texts/{text}", $"/api/people/{ada.PersonId}/access");
        (await ReviewCast.GetAsync(own, address)).Status.Should().Be(404);
        (await own.ReadAsync(access)).GetRawText().Should().NotContain(text.ToString());
        (await Host.Staff.ReadAsync(address)).GetProperty("text").GetString().Should().StartWith("In sum");
        (await Host.Staff.ReadAsync(access)).GetRawText().Should().Contain(text.ToString());
        await own.RefusedAsync($"/api/people/{ada.PersonId}/texts", new { kind = "note", text = "x", heldBackForCohortId = cast.Cohort }, 403, "forbidden");
        await Host.Staff.DoAsync(ReviewCast.Of(ada, "decline"), new { ground = "Merit" });
        await Host.Staff.DoAsync(cast.At("close-call"));
        await Host.Staff.DoAsync(cast.At("release-decisions"));
        (await own.ReadAsync(address)).GetProperty("text").GetString().Should().StartWith("In sum");
        (await own.ReadAsync(access)).GetRawText().Should().Contain(text.ToString());
    }
}
