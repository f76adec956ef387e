using Advance.Host.Import;
using Advance.Host.Postgres;
using MiniExcelLibs;

namespace Advance.Tests.Http.Import;

/// <summary>Rows that are wrong, and the shapes in which a table comes.</summary>
public sealed class RowTests(SharedHost shared) : IDisposable
{
    private static readonly Mapping ByName = Mapping.Read(null);
    private const string Heading = "givenName,familyName,email,institution,unit,careerStage,capacity,topics,languages";

    private readonly string _folder = Directory.CreateTempSubdirectory("advance-import-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Wrong_rows_are_named_with_line_and_reason_and_stop_nothing()
    {
        await using var host = await shared.OwnAsync();
        var desk = await Desk.SeededAsync(host);
        var file = Written("mentors.csv", string.Join('\n', Heading,
            "Ada,Lovelace,ada@rows.example,uni.lu,maths,professor,2,funding;teaching,en",
            "Grace,Hopper,grace@rows.example,atlantis,cs,professor,1,,",
            "Emmy,Noether,,uni.lu,maths,professor,1,,",
            "Lise,Meitner,lise@rows.example,uni.lu,physics,professor,three,,",
            "Rita,Levi,rita@rows.example,uni.lu,medicine,professor,99,,",
            $"Mary,{new string('x', 101)},mary@rows.example,uni.lu,law,professor,1,,",
            "Marie,Curie,ADA@rows.example,uni.lu,chemistry,professor,1,,",
            "\"Vera\nMaria\",Rubin,vera@rows.example,uni.lu,physics,professor,1,,",
            "Hedy,Lamarr,hedy@rows.example,,,,,,en"));

        foreach (var isDryRun in new[] { true, false })
        {
            var before = await desk.StateAsync();
            var results = await desk.MentorsAsync(file, ByName, isDryRun);
            results.Where(r => r.Outcome is RowOutcome.Wrong).Select(r => $"{r.Line}: {r.Words}").Should().Equal(
                "3: institution: there is no institution with the key atlantis",
                "4: email is empty",
                "5: capacity is no number: three",
                "6: capacity: A mentor has room for 0 to 50 mentees.",
                "7: familyName: A family name is one line of at most 100 characters.",
                "8: email: line 2 has the same e-mail address",
                "9: givenName: A given name is one line of at most 100 characters.");
            results.Where(r => r.Outcome is RowOutcome.Imported).Select(r => r.Line).Should().Equal(2, 11);
            (await desk.StateAsync()).People.Should().Be(before.People + (isDryRun ? 0 : 2), "a wrong row registers nobody");
        }
    }

    [Fact]
    public async Task A_row_with_three_wrong_cells_names_all_three_with_column_and_reason()
    {
        await using var host = await shared.OwnAsync();
        var desk = await Desk.SeededAsync(host);
        var mapping = new Mapping(new Dictionary<string, FieldSource> { ["capacity"] = new("Room for"), ["familyName"] = new("Surname") });
        var file = Written("mentors.csv", string.Join('\n', "givenName,Surname,email,institution,unit,careerStage,Room for",
            "Ada,Lovelace,ada@three.example,uni.lu,maths,professor,2",
            ",Hopper,grace at three.example,atlantis,Computer Science,,many",
            $"Ada,{new string('x', 101)},ADA@three.example,uni.lu,maths,professor,99"));
        foreach (var isDryRun in new[] { true, false })
        {
            var results = await desk.MentorsAsync(file, mapping, isDryRun);
            results.Where(r => r.Outcome is RowOutcome.Wrong).Select(r => $"{r.Line}: {r.Words}").Should().Equal(
                "3: capacity (column \"Room for\") is no number: many; givenName is empty; institution: there is no institution with the key atlantis; "
                    + "careerStage is empty; email is no e-mail address: grace at three.example; unit is no key: Computer Science (a-z, 0-9, dot and hyphen; "
                    + "translate it in the mapping with \"as\": \"key\" or \"values\")",
                "4: email: line 2 has the same e-mail address; familyName (column \"Surname\"): A family name is one line of at most 100 characters.; "
                    + "capacity (column \"Room for\"): A mentor has room for 0 to 50 mentees.");
        }

        var before = await desk.StateAsync();
        Desk.Summary(await desk.MentorsAsync(file, mapping)).Should().Be("1 Unchanged, 2 Wrong");
        (await desk.StateAsync()).Should().Be(before, "importing twice changes nothing");
    }

    [Fact]
    public async Task An_application_and_a_relationship_name_every_fault_too()
    {
        await using var host = await shared.OwnAsync();
        var desk = await Desk.SeededAsync(host);
        var cohort = await desk.FellowsAsync();
        var documents = cohort.GetProperty("policy").GetProperty("requiredDocuments").EnumerateArray().Select(d => $"document:{d.GetString()}").ToList();
        await foreach (var declared in desk.Api.ListAsync($"/api/cohorts/{cohort.GetProperty("id").GetGuid()}/declarations")) documents.Add($"declaration:{declared.GetProperty("key").GetString()}");
        var file = Written("applications.csv", $"givenName,familyName,email,institution,unit,careerStage,mentorWishes,{string.Join(',', documents)}\n"
            + $"Ada,Lovelace,ada@faults.example,,maths,postdoc,nobody@faults.example;none@faults.example{string.Concat(documents.Select(_ => ","))}");
        foreach (var isDryRun in new[] { true, false })
        {
            var before = await desk.StateAsync();
            var wrong = (await desk.ApplicationsAsync(file, ByName, cohort, isDryRun)).Should().ContainSingle().Which;
            wrong.Words.Split("; ").Should().BeEquivalentTo([.. documents.Select(d => $"{d} is empty"), "institution is empty",
                "mentorWishes: nobody is known by nobody@faults.example, none@faults.example", "import the mentors first"]);
            (await desk.StateAsync()).Should().Be(before);
        }

        var pairs = Written("relationships.csv", "email,otherEmail,kind,from,until\nnobody@faults.example,,Friendship,June,2020-01-01\n,,Kinship,2024-01-01,2023-01-01");
        var results = await new RelationshipsImport(desk.Api, ByName, true).RunAsync(Table.Read(pairs, 1), _ => { });
        results.Select(r => r.Words).Should().SatisfyRespectively(
            first => first.Should().Contain("kind: there is no kind of relationship Friendship; there are Supervision,").And.Contain("; from is no date: June")
                .And.Contain("; email belongs to nobody who is known; otherEmail is empty"),
            second => second.Should().Be("until lies before from: 2023-01-01; email is empty; otherEmail is empty"));
    }

    [Fact]
    public void A_table_is_read_the_same_with_semicolons_tabs_a_byte_order_mark_and_from_a_workbook()
    {
        string[][] cells = [["given name", "e-mail", "note"], ["Zoë", "zoe@rows.example", "one; two, \"three\""], ["Tu", "tu@rows.example", ""]];
        string Separated(char by) => string.Join("\r\n", cells.Select(row => string.Join(by, row.Select(c => $"\"{c.Replace("\"", "\"\"")}\"")))) + "\r\n";
        var workbook = Path.Combine(_folder, "table.xlsx");
        MiniExcel.SaveAs(workbook, cells.Skip(1).Select(row => cells[0].Zip(row).ToDictionary(c => c.First, c => (object)c.Second)));
        string[] files =
        [
            Written("commas.csv", Separated(',')), Written("semicolons.csv", Separated(';')), Written("tabs.tsv", Separated('\t')),
            Written("mark.csv", "\uFEFF" + Separated(';')), workbook,
        ];
        foreach (var file in files)
        {
            var rows = Table.Read(file, headerRows: 1);
            rows.Select(r => r.Line).Should().Equal([2, 3], file);
            rows.Select(r => string.Join('|', cells[0].Select(h => r.Cells[h]))).Should().Equal(["Zoë|zoe@rows.example|one; two, \"three\"", "Tu|tu@rows.example|"], file);
        }
    }

    [Fact]
    public void A_table_of_Excel_on_Windows_is_read_in_its_letters_and_blank_rows_are_none()
    {
        var file = Path.Combine(_folder, "windows.csv");
        File.WriteAllBytes(file, [.. System.Text.Encoding.Latin1.GetBytes("given name;e-mail\r\nZo\u00EB;zoe@rows.example\r\n;\r\n  ; \r\nFran\u00E7oise;fr@rows.example\r\n;;\r\n")]);
        Table.Read(file, 1).Select(r => $"{r.Line} {r.Cells["given name"]}").Should().Equal("2 Zoë", "5 Françoise");
        Table.Read(Written("long.csv", $"a\n\"{new string('x', 32_766)}\""), 1).Should().HaveCount(1);
        FluentActions.Invoking(() => Table.Read(Written("open.csv", $"a,b\n1,\"not closed{new string('x', 33_000)}\n"), 1)).Should().Throw<StartupRefused>().WithMessage("*quotation mark*");
    }

    [Fact]
    public void A_day_is_read_where_it_can_only_be_one_day_and_a_yes_in_the_languages_of_the_office()
    {
        Mapping mapping = new(new Dictionary<string, FieldSource> { ["slashed"] = new("slashed", Day: "dd/MM/yyyy") });
        TableRow Row(string cell) => new(2, new Dictionary<string, string> { ["day"] = cell, ["slashed"] = cell, ["yes"] = cell });
        foreach (var cell in new[] { "2027-06-07", "7.6.2027", "07.06.2027", "2027-06-07 00:00:00" }) mapping.Date(Row(cell), "day").Should().Be(new DateOnly(2027, 6, 7));
        mapping.Date(Row("07/06/2027"), "slashed").Should().Be(new DateOnly(2027, 6, 7));
        mapping.Date(Row(""), "day").Should().BeNull();
        foreach (var cell in new[] { "06/07/2027", "June", "2027-02-30" }) FluentActions.Invoking(() => mapping.Date(Row(cell), "day")).Should().Throw<WrongRow>().WithMessage($"day is no date: {cell}*");
        foreach (var cell in new[] { "Yes", "OUI", "ja", "x", "1" }) mapping.IsYes(Row(cell), "yes").Should().BeTrue();
        foreach (var cell in new[] { "No", "non", "nein", "0" }) mapping.IsYes(Row(cell), "yes").Should().BeFalse();
        FluentActions.Invoking(() => mapping.IsYes(Row("perhaps"), "yes")).Should().Throw<WrongRow>().WithMessage("yes is neither yes nor no: perhaps");
    }

    [Fact]
    public async Task A_file_without_a_column_that_is_needed_is_not_begun_with()
    {
        await using var host = await shared.OwnAsync();
        var desk = await Desk.SeededAsync(host);
        var before = await desk.StateAsync();
        var import = () => desk.MentorsAsync(Written("mentors.csv", "Vorname,Nachname,email\nAda,Lovelace,ada@rows.example"), ByName);
        (await import.Should().ThrowAsync<StartupRefused>()).Which.Message.Should().Be("The file has no column for givenName, familyName; its columns are "
            + "Vorname, Nachname, email. A mapping (--map) says which column is which.");
        (await desk.StateAsync()).Should().Be(before);
    }

    [Fact]
    public void Qualtrics_three_heading_rows_are_one_heading()
    {
        var file = Written("qualtrics.csv", "Q1,Q2\n\"What is your\nname?\",Your e-mail?\n\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID2\"\"}\"\nAda,ada@rows.example\n\nGrace,grace@rows.example\n");
        Mapping mapping = new(new Dictionary<string, FieldSource> { ["givenName"] = new("Q1"), ["email"] = new("Q2") }, HeaderRows: 3);
        var rows = Table.Read(file, mapping.HeaderRows);
        rows.Select(r => (r.Line, mapping.One(r, "givenName"), mapping.One(r, "email"))).Should()
            .Equal((5, "Ada", "ada@rows.example"), (7, "Grace", "grace@rows.example"));
    }

    [Fact]
    public void What_is_no_table_is_refused_with_one_sentence()
    {
        foreach (var (name, text, says) in new[]
        {
            ("empty.csv", "", "has no heading"), ("blank.csv", ";;\na;b", "has no heading"),
            ("twice.csv", "a,A\n1,2", "twice"), ("table.pdf", "x", "not .PDF"), ("broken.xlsx", "not one", "is no workbook"),
            ("old.xls", "x", "save the table as"), ("renamed.csv", "PK\u0003\u0004", "is no CSV"),
            ("binary.csv", "a,b\n\0,1", "is no text"), ("archive.xlsx", "PK\u0005\u0006" + new string('\0', 18), "has no sheet"),
        })
        {
            var read = () => Table.Read(Written(name, text), 1);
            read.Should().Throw<StartupRefused>().Which.Message.Should().Contain(says).And.NotContain("\n");
        }
    }

    private string Written(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }
}
