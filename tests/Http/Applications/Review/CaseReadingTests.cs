using System.Net.Http.Json;
using System.Text.Json;
using Advance.Contracts;
using Advance.Host.Identity;
using Advance.Host;
using Advance.People;
using Advance.Tests.Files;
using Advance.Tests.Http.People;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Advance.Tests.Http.Applications;

/// <summary>Texts and files are read by case and not by role: a view of a case hands out the permit that opens them.</summary>
public class CaseReadingTests(SharedHost shared)
{
    private const string Letter = "I build engines of numbers.";
    private TestHost Host => shared.Host;

    [Fact]
    public async Task A_blind_reviewer_reads_what_was_redacted_and_nothing_says_whose_it_is()
    {
        var cast = await ReviewCast.WithAsync(Host, applications: 1, reviewers: 2, blind: true);
        var (ada, emmy) = (cast.Applied[0], cast.Reviewers[0]);
        var pdf = SampleFiles.Pdf(2);
        var text = await Host.Staff.CreateAsync($"/api/people/{ada.PersonId}/texts", new { kind = "redacted-by-lovelace", text = Letter });
        var file = await Host.Staff.KeepAsync($"/api/people/{ada.PersonId}/files?kind=cv", Sending.Content(pdf, "application/pdf", "Ada Lovelace.pdf"));
        await Host.Staff.RefusedAsync(ReviewCast.Of(ada, "redact-document"), new { kind = "cv", textId = text, fileId = file }, 400, "malformed");
        await Host.Staff.RefusedAsync(ReviewCast.Of(ada, "redact-document"), new { kind = "cv", fileId = Ids.New() }, 409, "file-unknown");
        await Host.Staff.DoAsync(ReviewCast.Of(ada, "redact-document"), new { kind = "motivation-letter", textId = text });
        await Host.Staff.DoAsync(ReviewCast.Of(ada, "redact-document"), new { kind = "cv", fileId = file });
        await cast.AssignAsync(ada, emmy);
        await cast.BeginAsync("assessing");

        var documents = (await cast.CasesOfAsync(emmy)).Single().GetProperty("documents").EnumerateArray().ToDictionary(d => d.GetProperty("kind").GetString()!);
        var (permit, ofFile) = (PermitOf(documents["motivation-letter"]), PermitOf(documents["cv"]));
        var (status, answer, _) = await OpenAsync(cast.As(emmy), "/api/case-texts", permit);
        status.Should().Be(200, answer);
        var shown = JsonDocument.Parse(answer).RootElement;
        (shown.GetProperty("kind").GetString(), shown.GetProperty("text").GetString()).Should().Be(("motivation-letter", Letter));
        (shown.GetProperty("personId").ValueKind, shown.GetProperty("writtenAt").ValueKind).Should().Be((JsonValueKind.Null, JsonValueKind.Null));
        var (_, _, sent) = await OpenAsync(cast.As(emmy), "/api/case-files", ofFile);
        (await sent.Content.ReadAsByteArrayAsync()).Should().Equal(pdf);
        sent.Content.Headers.ContentDisposition!.ToString().Should().Contain("cv.pdf").And.NotContain("Ada");
        foreach (var seen in (string[])[answer, documents["cv"].GetRawText(), $"{sent.Headers}{sent.Content.Headers}"])
            seen.Should().NotContain(ada.PersonId.ToString()).And.NotContain(ada.ApplicationId.ToString()).And.NotContain("lovelace");

        await UnknownAsync(cast.As(cast.Reviewers[1]), "/api/case-texts", permit); // another reader
        await UnknownAsync(cast.As(emmy), "/api/case-files", permit); // another sort of thing
        await UnknownAsync(cast.As(emmy), "/api/case-texts", $"{permit[..^4]}AAAA");
        await UnknownAsync(cast.As(emmy), "/api/case-answers", "permit");
        await UnknownAsync(cast.As(emmy), "/api/case-texts", null);
        (await OpenAsync(cast.As(emmy, Roles.Mentee), "/api/case-texts", permit)).Status.Should().Be(403);
        var readings = (await Host.Staff.ReadAsync($"/api/people/{ada.PersonId}/timeline")).GetProperty("items").EnumerateArray()
            .Where(e => e.GetProperty("purpose").GetString() == "review").ToList();
        readings.Select(r => (r.GetProperty("byRole").GetString(), r.GetProperty("by").GetString())).Should().Equal(("reviewer", emmy.ToString()), ("reviewer", emmy.ToString()));
        await FindAVirusAsync(file);
        var (refused, why, _) = await OpenAsync(cast.As(emmy), "/api/case-files", ofFile);
        (refused, why).Should().Match<(int, string)>(a => a.Item1 == 409 && a.Item2.Contains("file-infected"), "a permit opens no file that nobody may read");
    }

    private async Task FindAVirusAsync(Guid fileId)
    {
        await using var session = Host.App.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        session.Store((await session.LoadAsync<PersonalFile>(fileId))! with { Scan = FileScan.Infected });
        await session.SaveChangesAsync();
    }

    [Fact]
    public async Task A_role_alone_opens_no_text_no_file_and_no_answers()
    {
        var person = await Somebody.RegisterAsync(Host);
        var text = await Host.Staff.CreateAsync($"/api/people/{person}/texts", new { kind = "motivation-letter", text = Letter });
        var file = await Host.Staff.KeepAsync($"/api/people/{person}/files?kind=cv", Sending.Content(SampleFiles.Pdf(1)));
        foreach (var role in (string[])[Roles.Reviewer, Roles.Committee, Roles.Partner, Roles.Auditor])
            foreach (var address in (string[])[$"texts/{text}", $"files/{file}", $"answers/{Ids.New()}"])
                (await ReviewCast.GetAsync(Host.As(role, Ids.New()), $"/api/people/{person}/{address}")).Status.Should().Be(403, $"{role} {address}");
    }

    [Fact]
    public async Task A_permit_dies_when_something_becomes_known_between_reader_and_applicant()
    {
        var (cast, ada, _) = await WithALetterAsync(reviewers: 2);
        foreach (var reviewer in cast.Reviewers) await cast.AssignAsync(ada, reviewer);
        var (emmy, rosalind) = (cast.Reviewers[0], cast.Reviewers[1]);
        var (first, second) = (await PermitAsync(cast, emmy), await PermitAsync(cast, rosalind));
        var (status, answer, _) = await OpenAsync(cast.As(emmy), "/api/case-texts", first);
        status.Should().Be(200, answer);
        JsonDocument.Parse(answer).RootElement.GetProperty("personId").GetGuid().Should().Be(ada.PersonId, "this review is not blind");

        await Host.Staff.DoAsync($"/api/people/{ada.PersonId}/disclose-relationship", new { otherPersonId = emmy, kind = "Kinship", from = "2000-01-01" });
        await RefusedAsync(cast.As(emmy), "/api/case-texts", first, "permit-outdated");
        (await cast.CaseIdsOfAsync(emmy)).Should().BeEmpty("and there is no other one to be had");
        var twin = await Somebody.RegisterAsync(Host);
        await Host.Staff.DoAsync($"/api/people/{rosalind}/merge", new { mergedPersonId = twin });
        await RefusedAsync(cast.As(rosalind), "/api/case-texts", second, "permit-outdated");
        var (again, _, _) = await OpenAsync(cast.As(rosalind), "/api/case-texts", await PermitAsync(cast, rosalind));
        again.Should().Be(200, "nothing came to light: the next permit opens");
    }

    [Fact]
    public async Task A_committee_reads_letters_and_assessments_of_cases_in_which_its_member_has_no_conflict()
    {
        var (cast, ada, _) = await WithALetterAsync(reviewers: 1, blind: true);
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
        var (_, letter, _) = await OpenAsync(cast.As(member, Roles.Committee), "/api/case-texts", PermitOf(seen.GetProperty("documents")[0]));
        JsonDocument.Parse(letter).RootElement.GetProperty("text").GetString().Should().Be(Letter);
        var masked = seen.GetProperty("assessments")[0];
        var (status, written, _) = await OpenAsync(cast.As(member, Roles.Committee), "/api/case-texts", masked.GetProperty("assessmentPermit").GetString());
        status.Should().Be(200, written);
        written.Should().Contain("Clear and original.").And.NotContain(emmy.ToString());
        masked.GetRawText().Should().NotContain(emmy.ToString()).And.NotContain(assessment.ToString());
        var brief = await Host.Staff.CreateAsync($"/api/people/{ada.PersonId}/texts", new { kind = "brief-assessment", text = "In sum: excellent.", heldBackForCohortId = cast.Cohort });
        await Host.Staff.DoAsync(ReviewCast.Of(ada, "write-brief-assessment"), new { textId = brief });
        (await Host.Staff.ReadAsync(cast.At("review-progress"))).GetProperty("briefAssessments").GetInt32().Should().Be(1);
        var summed = (await cast.As(member, Roles.Committee).ReadAsync(review)).GetProperty("documents").EnumerateArray().Single(d => d.GetProperty("kind").GetString() == "brief-assessment");
        (await OpenAsync(cast.As(member, Roles.Committee), "/api/case-texts", PermitOf(summed))).Text.Should().Contain("In sum: excellent.");
        (await cast.CasesOfAsync(emmy)).Single().GetRawText().Should().NotContain(brief.ToString(), "it names the applicant");
        await NotYetTheApplicantsAsync(cast, ada, brief);
        (await ReviewCast.GetAsync(cast.As(kin, Roles.Committee), review)).Status.Should().Be(404);
        (await ReviewCast.GetAsync(cast.As(kin, Roles.Committee), ReviewCast.Of(ada, "knowledge?at=9000000"))).Status.Should().Be(404, "nor by way of what was known when");
        (await Host.Staff.ReadAsync(review)).GetProperty("documents")[0].GetProperty("permit").ValueKind.Should().Be(JsonValueKind.Null, "staff read at the person's address");
        (await Host.Staff.ReadAsync($"/api/people/{emmy}/timeline")).GetProperty("items").EnumerateArray()
            .Should().NotContain(e => e.GetProperty("isReading").GetBoolean() && e.GetProperty("purpose").GetString() == "review",
                "a reading noted with the reviewer, next to that of the case, would tell integrators who reviewed it");
    }

    [Fact]
    public async Task What_is_named_as_a_document_and_belongs_to_somebody_else_is_not_opened()
    {
        var other = await Somebody.RegisterAsync(Host);
        var text = await Host.Staff.CreateAsync($"/api/people/{other}/texts", new { kind = "private", text = "Not yours." });
        var (cast, ada, _) = await WithALetterAsync(reviewers: 1, textId: text);
        await cast.AssignAsync(ada, cast.Reviewers[0]);
        (await OpenAsync(cast.As(cast.Reviewers[0]), "/api/case-texts", await PermitAsync(cast, cast.Reviewers[0]))).Status.Should().Be(404);
    }

    [Fact]
    public async Task A_permit_of_one_node_opens_at_another()
    {
        Installation installation = new() { DataFolder = Directory.CreateTempSubdirectory("advance-permits-").FullName + "/data", ConnectionString = Host.ConnectionString };
        await using var one = AdvanceApp.Build(["--environment", "Development"], installation, LocalTokens.OfHostOnly());
        await using var other = AdvanceApp.Build(["--environment", "Development"], installation, LocalTokens.OfHostOnly());
        ReadingPermit permit = new(Ids.New(), PermittedThing.File, Ids.New(), "cv", Ids.New(), [], true, Host.Clock.GetUtcNow());
        var issued = one.Services.GetRequiredService<ReadingPermits>().Issue(permit);
        other.Services.GetRequiredService<ReadingPermits>().Read(issued).Should().BeEquivalentTo(permit);
        issued.Should().NotContain(permit.ThingId.ToString());
        shared.Host.App.Services.GetRequiredService<ReadingPermits>().Read(issued).Should().BeNull("that is another installation");
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

    /// <summary>A cohort in review whose applicant handed in a letter, or names a text as one.</summary>
    private async Task<(ReviewCast Cast, Applied Ada, Guid Text)> WithALetterAsync(int reviewers, bool blind = false, Guid? textId = null)
    {
        var cast = await ReviewCast.WithAsync(Host, applications: 0, reviewers, blind);
        var person = await cast.Programme.APersonAsync(Host);
        using var mentee = Host.As(Roles.Mentee, person);
        var text = textId ?? await mentee.CreateAsync($"/api/people/{person}/texts", new { kind = "motivation-letter", text = Letter });
        Applied ada = new(await mentee.CreateAsync("/api/applications", new { cohortId = cast.Cohort, personId = person, motivationLetterId = text }), person);
        await Host.Staff.DoAsync(ReviewCast.Of(ada, "confirm-eligibility"), new { });
        return (cast, ada, text);
    }

    private static async Task<string> PermitAsync(ReviewCast cast, Guid reviewer) =>
        PermitOf((await cast.CasesOfAsync(reviewer)).Single().GetProperty("documents")[0]);

    private static string PermitOf(JsonElement document) => document.GetProperty("permit").GetString()!;

    internal static async Task<(int Status, string Text, HttpResponseMessage Answer)> OpenAsync(HttpClient client, string address, string? permit)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        if (permit is not null) request.Headers.TryAddWithoutValidation("Reading-Permit", permit);
        var answer = await client.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer);
    }

    private static Task UnknownAsync(HttpClient client, string address, string? permit) => RefusedAsync(client, address, permit, "permit-unknown");

    private static async Task RefusedAsync(HttpClient client, string address, string? permit, string code)
    {
        var (status, text, _) = await OpenAsync(client, address, permit);
        (status, JsonDocument.Parse(text).RootElement.GetProperty("type").GetString()!.Split('/')[^1]).Should().Be((409, code));
    }
}
