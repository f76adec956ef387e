using Advance.Contracts;
using Advance.Tests.Files;
using Advance.Tests.Http.People;

namespace Advance.Tests.Http.Applications;

/// <summary>What applicants hand in, change and take back.</summary>
public class MaterialTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    [Fact]
    public async Task A_document_is_a_text_or_a_file_of_the_applicant_within_the_pages_of_the_call()
    {
        var programme = await Programme.WithAStrandAsync(Host, requiredDocuments: ["motivation-letter"]);
        await Host.Staff.DoAsync($"/api/strands/{programme.StrandId}/adopt-questionnaire", new
        {
            role = "Applicant",
            effectiveFrom = "2020-01-01",
            questions = Array.Empty<object>(),
            documents = new[] { new { kind = "motivation-letter", maxPages = 2 } },
        });
        var (cohort, ada, grace) = (await programme.CohortWithAnOpenCallAsync(Host), await programme.APersonAsync(Host), await programme.APersonAsync(Host));
        Task<Guid> FileAsync(Guid person, int pages) => Host.Staff.KeepAsync($"/api/people/{person}/files?kind=motivation-letter", Sending.Content(SampleFiles.Pdf(pages)));
        var (good, tooLong, foreign) = (await FileAsync(ada, 2), await FileAsync(ada, 3), await FileAsync(grace, 1));
        object Of(Guid? fileId, Guid? textId = null) => new { cohortId = cohort, personId = ada, documents = new[] { new { kind = "motivation-letter", textId, fileId } } };
        Task Refused(object body, int status, string code) => Host.Staff.RefusedAsync("/api/applications", body, status, code);
        await Refused(Of(tooLong), 409, "too-many-pages");
        await Refused(Of(foreign), 409, "file-unknown");
        await Refused(Of(Ids.New()), 409, "file-unknown");
        await Refused(Of(null), 400, "malformed");
        await Refused(Of(good, Ids.New()), 400, "malformed");

        var application = await Host.Staff.CreateAsync("/api/applications", Of(good));
        var attach = $"/api/applications/{application}/attach";
        await Host.Staff.RefusedAsync(attach, new { kind = "cv", fileId = foreign }, 409, "file-unknown");
        await Host.Staff.RefusedAsync(attach, new { kind = "motivation-letter", fileId = tooLong }, 409, "too-many-pages");
        await Host.Staff.RefusedAsync(attach, new { kind = "cv" }, 400, "malformed");
        await Host.Staff.DoAsync(attach, new { kind = "cv", fileId = tooLong });
        var documents = (await Host.Staff.ReadAsync($"/api/applications/{application}")).GetProperty("documents").EnumerateArray()
            .ToDictionary(d => d.GetProperty("kind").GetString()!, d => d.GetProperty("fileId").GetGuid());
        documents.Should().BeEquivalentTo(new Dictionary<string, Guid> { ["motivation-letter"] = good, ["cv"] = tooLong });
    }

    [Fact]
    public async Task An_application_is_amended_until_the_deadline_by_the_servers_time_and_not_after()
    {
        await using var host = await shared.OwnAsync();
        var programme = await Programme.WithAStrandAsync(host);
        var cohort = await programme.CohortWithAnOpenCallAsync(host);
        var applied = await programme.AnApplicationAsync(host, cohort);
        var (address, wish) = ($"/api/applications/{applied.ApplicationId}/amend", await programme.APersonAsync(host));
        using (var herself = host.As(Roles.Mentee, applied.PersonId))
        {
            await herself.DoAsync(address, new { mentorWishes = new[] { wish }, topics = new[] { "funding" } });
            await herself.DoAsync(address, new { topics = new[] { "careers" } });
            await herself.RefusedAsync(address, new { }, 409, "nothing-to-amend");
            await herself.RefusedAsync(address, new { mentorWishes = new[] { applied.PersonId } }, 409, "wish-for-oneself");
            await herself.RefusedAsync(address, new { mentorWishes = new[] { wish, wish } }, 409, "wish-repeated");
            await herself.RefusedAsync(address, new { mentorWishes = Enumerable.Range(0, 4).Select(_ => Ids.New()) }, 409, "too-many-wishes");
            await host.As(Roles.Mentee, wish).RefusedAsync(address, new { topics = new[] { "funding" } }, 403, "forbidden");
        }

        var view = await host.Staff.ReadAsync($"/api/applications/{applied.ApplicationId}");
        view.GetProperty("mentorWishes")[0].GetGuid().Should().Be(wish);
        view.GetProperty("topics")[0].GetString().Should().Be("careers");
        host.Clock.Advance(TimeSpan.FromDays(31));
        await host.As(Roles.Staff).RefusedAsync(address, new { topics = new[] { "funding" } }, 409, "deadline-passed");
        await host.As(Roles.Staff).RefusedAsync("/api/applications", new { cohortId = cohort, personId = wish }, 409, "deadline-passed");
    }

    [Fact]
    public async Task Where_the_policy_says_so_who_withdrew_does_not_apply_again_under_whatever_identity()
    {
        var programme = await Programme.WithAStrandAsync(Host);
        var policy = Strands.TheCommittee.Policy("None");
        policy["resubmission"] = "Never";
        await Host.Staff.DoAsync($"/api/strands/{programme.StrandId}/adopt-policy", new { effectiveFrom = "2020-02-01", policy });
        var cohort = await programme.CohortWithAnOpenCallAsync(Host);
        var (ada, augusta) = (await programme.AnApplicationAsync(Host, cohort), await programme.APersonAsync(Host));
        await Host.Staff.DoAsync($"/api/applications/{ada.ApplicationId}/withdraw");
        await Host.Staff.RefusedAsync("/api/applications", new { cohortId = cohort, personId = ada.PersonId }, 409, "resubmission-not-allowed");
        await Host.Staff.DoAsync($"/api/people/{augusta}/merge", new { mergedPersonId = ada.PersonId });
        await Host.Staff.RefusedAsync("/api/applications", new { cohortId = cohort, personId = augusta }, 409, "resubmission-not-allowed");
    }

    [Fact]
    public async Task An_applicant_withdraws_at_any_stage_and_applies_again_before_the_deadline()
    {
        var programme = await Programme.WithAStrandAsync(Host);
        var cohort = await programme.CohortWithAnOpenCallAsync(Host, places: 1);
        var (ada, grace) = (await programme.AnEligibleApplicationAsync(Host, cohort), await programme.AnEligibleApplicationAsync(Host, cohort));
        await Host.Staff.DoAsync($"/api/applications/{ada.ApplicationId}/select");
        await Host.Staff.DoAsync($"/api/applications/{grace.ApplicationId}/waitlist");
        await Host.As(Roles.Mentee, ada.PersonId).DoAsync($"/api/applications/{ada.ApplicationId}/withdraw");
        (await Host.Staff.ReadAsync($"/api/applications/{grace.ApplicationId}")).GetProperty("status").GetString().Should().Be("Selected");
        using var again = Host.As(Roles.Mentee, ada.PersonId);
        var second = await again.CreateAsync("/api/applications", new { cohortId = cohort, personId = ada.PersonId });
        await again.RefusedAsync("/api/applications", new { cohortId = cohort, personId = ada.PersonId }, 409, "already-applied");
        await Host.Staff.DoAsync($"/api/applications/{second}/return", new { kinds = new[] { "cv" } });
        var lacks = await again.ReadAsync($"/api/applications/{second}/completeness");
        lacks.GetProperty("isComplete").GetBoolean().Should().BeFalse();
        lacks.GetProperty("askedDocuments")[0].GetString().Should().Be("cv");
        await again.DoAsync($"/api/applications/{second}/withdraw");
        await again.CreateAsync("/api/applications", new { cohortId = cohort, personId = ada.PersonId });
    }
}
