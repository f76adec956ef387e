using Advance.Contracts;
using Advance.Host;
using Advance.Host.Import;

namespace Advance.Tests.Http.Import;

/// <summary>Imports that run beside each other, and imports that are taken back.</summary>
public sealed class UndoTests(SharedHost shared) : IDisposable
{
    private static readonly Mapping ByName = Mapping.Read(null);
    private readonly string _folder = Directory.CreateTempSubdirectory("advance-import-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Applicants(int count, string of)
    {
        var file = Path.Combine(_folder, $"{of}.csv");
        File.WriteAllText(file, string.Join('\n', ["givenName,familyName,email,institution,unit,careerStage,document:motivation-letter,document:support-letter,"
            + "declaration:contract-until,declaration:attends-kick-off,declaration:attends-workshops,declaration:attends-closing",
            .. Enumerable.Range(1, count).Select(i => $"Ada,L{i},{of}{i}@undo.example,uni.lu,maths,postdoc,Dear committee,I support her,31.12.2090,yes,oui,x")]));
        return file;
    }

    [Fact]
    public async Task An_import_is_taken_back_but_for_what_somebody_went_on_with()
    {
        await using var host = await shared.OwnAsync();
        var desk = await Desk.SeededAsync(host);
        var cohort = await desk.FellowsAsync();
        var known = await desk.Api.CreateAsync("/api/people", new { givenName = "Ada", familyName = "L1", email = "ada1@undo.example", institutionId = await OwnerAsync(desk), unit = "maths", careerStage = "postdoc" });
        ApplicationsImport importer = new(desk.Api, ByName, false, cohort);
        Desk.Summary(await importer.RunAsync(Table.Read(Applicants(5, "ada"), 1), _ => { })).Should().Be("5 Imported");
        var applications = await ApplicationsAsync(desk, cohort);
        var byPerson = applications.ToDictionary(a => a.Person, a => a.Id);
        var people = (await RowsAsync(desk, importer)).OrderBy(r => r.Line).ToList();
        await desk.Api.DoAsync($"/api/applications/{byPerson[people[1].Person]}/confirm-eligibility", new { });
        await desk.Api.DoAsync($"/api/people/{people[2].Person}/disclose-relationship", new { otherPersonId = known, kind = "Kinship", from = "2020-01-01" });

        var (undone, left) = await new ImportUndo(desk.Api, importer.ImportId!.Value).RunAsync((_, _) => { });
        left.Should().Equal((3, "the application stays: somebody has gone on with it since"), (3, "the person stays: somebody has gone on with it since"),
            (4, "the person stays: the log has people.relationship-disclosed about the person"));
        undone.Should().Be(6, "four applications and two persons of four that the import registered");
        (await ApplicationsAsync(desk, cohort)).Where(a => a.Status != "Withdrawn").Select(a => a.Id).Should().Equal(byPerson[people[1].Person]);
        (await desk.Api.ReadAsync($"/api/people/{known}")).GetProperty("isErased").GetBoolean().Should().BeFalse("the import did not make this person");
        foreach (var gone in people.Skip(3)) (await desk.Api.ReadAsync($"/api/people/{gone.Person}")).GetProperty("isErased").GetBoolean().Should().BeTrue();
        var again = () => new ImportUndo(desk.Api, importer.ImportId!.Value).RunAsync((_, _) => { });
        (await again.Should().ThrowAsync<ApiRefused>()).Which.Code.Should().Be("import-undone");
        (await desk.Api.ReadAsync("/api/imports")).GetProperty("items")[0].GetProperty("left").GetInt32().Should().Be(3);
        await host.As(Roles.Staff).RefusedAsync("/api/imports", new { kind = "applications" }, 400, "malformed");
        await host.As(Roles.Mentee).RefusedAsync("/api/imports", new { kind = "mentors" }, 403, "forbidden");
    }

    [Fact]
    public async Task Two_imports_of_one_file_at_once_make_nobody_twice()
    {
        await using var host = await shared.OwnAsync();
        var desk = await Desk.SeededAsync(host);
        var cohort = await desk.FellowsAsync();
        var file = Applicants(30, "race");
        var results = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => desk.ApplicationsAsync(file, ByName, cohort)));
        results.SelectMany(r => r).Where(r => r.Outcome is RowOutcome.Wrong).Select(r => r.Words).Should().BeEmpty();
        results.SelectMany(r => r).Count(r => r.Outcome is RowOutcome.Imported).Should().Be(30);
        var applications = await ApplicationsAsync(desk, cohort);
        applications.Should().HaveCount(30);
        applications.Select(a => a.Person).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Mentors_that_were_imported_retire_and_are_erased_again()
    {
        await using var host = await shared.OwnAsync();
        var desk = await Desk.SeededAsync(host);
        var file = Path.Combine(_folder, "mentors.csv");
        await File.WriteAllTextAsync(file, "givenName,familyName,email,externalOrganisation\nGrace,Hopper,grace@undo.example,Navy\n\"What is it?\",x,y,z\n");
        MentorsImport importer = new(desk.Api, ByName, false);
        (await importer.RunAsync(Table.Read(file, 1), _ => { })).Select(r => r.Outcome).Should().Equal(RowOutcome.Imported, RowOutcome.Wrong);
        var (undone, left) = await new ImportUndo(desk.Api, importer.ImportId!.Value).RunAsync((_, _) => { });
        (undone, left.Count).Should().Be((2, 0));
    }

    [Fact]
    public async Task The_answers_of_a_row_are_judged_in_the_dry_run_and_go_with_the_import()
    {
        await using var host = await shared.OwnAsync();
        var desk = await Desk.SeededAsync(host);
        var strand = (await desk.Api.ReadAsync("/api/strands?key=fellows")).GetProperty("items")[0].GetProperty("id").GetGuid();
        await desk.Api.DoAsync($"/api/strands/{strand}/adopt-questionnaire", new
        {
            role = "Applicant",
            effectiveFrom = "2024-01-01",
            questions = new object[] { new { key = "years", type = "Number", isRequired = true, to = 9 }, new { key = "skills", type = "Multiple", choices = new[] { "aa", "bb" } } },
        });
        var cohort = await desk.FellowsAsync();
        var file = Path.Combine(_folder, "answers.csv");
        var lines = await File.ReadAllLinesAsync(Applicants(3, "answers"));
        string[] cells = [",answer:years,answer:skills", ",3,aa;bb", ",10,cc", ",,"];
        await File.WriteAllTextAsync(file, string.Join('\n', lines.Select((line, i) => line + cells[i])));
        foreach (var isDryRun in new[] { true, false })
            (await desk.ApplicationsAsync(file, ByName, cohort, isDryRun)).Where(r => r.Outcome is RowOutcome.Wrong).Select(r => $"{r.Line}: {r.Words}").Should()
                .Equal("3: answer:skills is none of aa, bb, or one of them twice: cc; answer:years is not at most 9: 10", "4: answer:years is empty");
        var applied = (await ApplicationsAsync(desk, cohort)).Should().ContainSingle().Which;
        (await desk.Api.ReadAsync($"/api/applications/{applied.Id}/completeness")).GetProperty("answers").GetString().Should().Be("Given");
        var import = (await desk.Api.ReadAsync("/api/imports")).GetProperty("items")[0].GetProperty("id").GetGuid();
        var (undone, left) = await new ImportUndo(desk.Api, import).RunAsync((_, _) => { });
        (undone, left.Count).Should().Be((2, 0));
    }

    [Fact]
    public void The_heading_rows_of_Qualtrics_are_known_without_being_told()
    {
        var file = Path.Combine(_folder, "qualtrics.csv");
        File.WriteAllText(file, "givenName,email\n\"What is your\nname?\",Your e-mail?\n\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID2\"\"}\"\nAda,ada@rows.example\n");
        Table.Read(file, headerRows: 1).Select(r => (r.Line, r.Cells["givenName"])).Should().Equal((5, "Ada"));
    }

    private static async Task<Guid> OwnerAsync(Desk desk)
    {
        await foreach (var i in desk.Api.ListAsync("/api/institutions"))
            if (i.GetProperty("key").GetString() == "uni.lu") return i.GetProperty("id").GetGuid();
        throw new InvalidOperationException("The university is seeded.");
    }

    private static async Task<List<(Guid Id, Guid Person, string Status)>> ApplicationsAsync(Desk desk, System.Text.Json.JsonElement cohort)
    {
        List<(Guid, Guid, string)> found = [];
        await foreach (var a in desk.Api.ListAsync($"/api/cohorts/{cohort.GetProperty("id").GetGuid()}/applications"))
            found.Add((a.GetProperty("id").GetGuid(), a.GetProperty("personId").GetGuid(), a.GetProperty("status").GetString()!));
        return found;
    }

    private static async Task<List<(int Line, Guid Person)>> RowsAsync(Desk desk, Importer importer)
    {
        List<(int, Guid)> rows = [];
        await foreach (var r in desk.Api.ListAsync($"/api/imports/{importer.ImportId}/rows")) rows.Add((r.GetProperty("line").GetInt32(), r.GetProperty("personId").GetGuid()));
        return rows;
    }
}
