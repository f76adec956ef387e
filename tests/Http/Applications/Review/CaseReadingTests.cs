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
    private TestHost Host => shared.Host;

    [Fact]
    public async Task A_blind_reviewer_reads_what_was_redacted_and_nothing_says_whose_it_is()
    {
        var cast = await ReviewCast.WithAsync(Host, applications: 1, reviewers: 2, blind: true);
        var (ada, emmy) = (cast.Applied[0], cast.Reviewers[0]);
        var pdf = SampleFiles.Pdf(2);
        var text = await Host.Staff.CreateAsync($"/api/people/{ada.PersonId}/texts", new { kind = "redacted-by-lovelace", text = Permits.Letter });
        var file = await Host.Staff.KeepAsync($"/api/people/{ada.PersonId}/files?kind=cv", Sending.Content(pdf, "application/pdf", "Ada Lovelace.pdf"));
        await Host.Staff.RefusedAsync(ReviewCast.Of(ada, "redact-document"), new { kind = "cv", textId = text, fileId = file }, 400, "malformed");
        await Host.Staff.RefusedAsync(ReviewCast.Of(ada, "redact-document"), new { kind = "cv", fileId = Ids.New() }, 409, "file-unknown");
        await Host.Staff.DoAsync(ReviewCast.Of(ada, "redact-document"), new { kind = "motivation-letter", textId = text });
        await Host.Staff.DoAsync(ReviewCast.Of(ada, "redact-document"), new { kind = "cv", fileId = file });
        await cast.AssignAsync(ada, emmy);
        await cast.BeginAsync("assessing");

        var documents = (await cast.CasesOfAsync(emmy)).Single().GetProperty("documents").EnumerateArray().ToDictionary(d => d.GetProperty("kind").GetString()!);
        var (permit, ofFile) = (Permits.PermitOf(documents["motivation-letter"]), Permits.PermitOf(documents["cv"]));
        var (status, answer, _) = await Permits.OpenAsync(cast.As(emmy), "/api/case-texts", permit);
        status.Should().Be(200, answer);
        var shown = JsonDocument.Parse(answer).RootElement;
        (shown.GetProperty("kind").GetString(), shown.GetProperty("text").GetString()).Should().Be(("motivation-letter", Permits.Letter));
        (shown.GetProperty("personId").ValueKind, shown.GetProperty("writtenAt").ValueKind).Should().Be((JsonValueKind.Null, JsonValueKind.Null));
        var (_, _, sent) = await Permits.OpenAsync(cast.As(emmy), "/api/case-files", ofFile);
        (await sent.Content.ReadAsByteArrayAsync()).Should().Equal(pdf);
        sent.Content.Headers.ContentDisposition!.ToString().Should().Contain("cv.pdf").And.NotContain("Ada");
        foreach (var seen in (string[])[answer, documents["cv"].GetRawText(), $"{sent.Headers}{sent.Content.Headers}"])
            seen.Should().NotContain(ada.PersonId.ToString()).And.NotContain(ada.ApplicationId.ToString()).And.NotContain("lovelace");

        await UnknownAsync(cast.As(cast.Reviewers[1]), "/api/case-texts", permit); // another reader
        await UnknownAsync(cast.As(emmy), "/api/case-files", permit); // another sort of thing
        await UnknownAsync(cast.As(emmy), "/api/case-texts", $"{permit[..^4]}AAAA");
        await UnknownAsync(cast.As(emmy), "/api/case-answers", "permit");
        await UnknownAsync(cast.As(emmy), "/api/case-texts", null);
        (await Permits.OpenAsync(cast.As(emmy, Roles.Mentee), "/api/case-texts", permit)).Status.Should().Be(403);
        var readings = (await Host.Staff.ReadAsync($"/api/people/{ada.PersonId}/timeline")).GetProperty("items").EnumerateArray()
            .Where(e => e.GetProperty("purpose").GetString() == "review").ToList();
        readings.Select(r => (r.GetProperty("byRole").GetString(), r.GetProperty("by").GetString())).Should().Equal(("reviewer", emmy.ToString()), ("reviewer", emmy.ToString()));
        await FindAVirusAsync(file);
        var (refused, why, _) = await Permits.OpenAsync(cast.As(emmy), "/api/case-files", ofFile);
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
        var text = await Host.Staff.CreateAsync($"/api/people/{person}/texts", new { kind = "motivation-letter", text = Permits.Letter });
        var file = await Host.Staff.KeepAsync($"/api/people/{person}/files?kind=cv", Sending.Content(SampleFiles.Pdf(1)));
        foreach (var role in (string[])[Roles.Reviewer, Roles.Committee, Roles.Partner, Roles.Auditor])
            foreach (var address in (string[])[$"texts/{text}", $"files/{file}", $"answers/{Ids.New()}"])
                (await ReviewCast.GetAsync(Host.As(role, Ids.New()), $"/api/people/{person}/{address}")).Status.Should().Be(403, $"{role} {address}");
    }

    [Fact]
    public async Task A_permit_dies_when_something_becomes_known_between_reader_and_applicant()
    {
        var (cast, ada, _) = await Permits.WithALetterAsync(Host, reviewers: 2);
        foreach (var reviewer in cast.Reviewers) await cast.AssignAsync(ada, reviewer);
        var (emmy, rosalind) = (cast.Reviewers[0], cast.Reviewers[1]);
        var (first, second) = (await Permits.PermitAsync(cast, emmy), await Permits.PermitAsync(cast, rosalind));
        var (status, answer, _) = await Permits.OpenAsync(cast.As(emmy), "/api/case-texts", first);
        status.Should().Be(200, answer);
        JsonDocument.Parse(answer).RootElement.GetProperty("personId").GetGuid().Should().Be(ada.PersonId, "this review is not blind");

        await Host.Staff.DoAsync($"/api/people/{ada.PersonId}/disclose-relationship", new { otherPersonId = emmy, kind = "Kinship", from = "2000-01-01" });
        await Permits.RefusedAsync(cast.As(emmy), "/api/case-texts", first, "permit-outdated");
        (await cast.CaseIdsOfAsync(emmy)).Should().BeEmpty("and there is no other one to be had");
        var twin = await Somebody.RegisterAsync(Host);
        await Host.Staff.DoAsync($"/api/people/{rosalind}/merge", new { mergedPersonId = twin });
        await Permits.RefusedAsync(cast.As(rosalind), "/api/case-texts", second, "permit-outdated");
        var (again, _, _) = await Permits.OpenAsync(cast.As(rosalind), "/api/case-texts", await Permits.PermitAsync(cast, rosalind));
        again.Should().Be(200, "nothing came to light: the next permit opens");
    }

    [Fact]
    public async Task What_is_named_as_a_document_and_belongs_to_somebody_else_is_not_opened()
    {
        var other = await Somebody.RegisterAsync(Host);
        var text = await Host.Staff.CreateAsync($"/api/people/{other}/texts", new { kind = "private", text = "Not yours." });
        var (cast, ada, _) = await Permits.WithALetterAsync(Host, reviewers: 1, textId: text);
        await cast.AssignAsync(ada, cast.Reviewers[0]);
        (await Permits.OpenAsync(cast.As(cast.Reviewers[0]), "/api/case-texts", await Permits.PermitAsync(cast, cast.Reviewers[0]))).Status.Should().Be(404);
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

    private static Task UnknownAsync(HttpClient client, string address, string? permit) => Permits.RefusedAsync(client, address, permit, "permit-unknown");
}
