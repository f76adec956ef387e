using Advance.Contracts;
using Advance.People;
using Advance.Tests.Files;

namespace Advance.Tests.Specs.People;

public class FileSpecs
{
    private static FileFormat Look(byte[] bytes, params string[] claims)
    {
        using MemoryStream file = new(bytes);
        return FileCheck.Of(file, claims);
    }

    [Fact]
    public void A_file_is_what_its_content_says()
    {
        Look(SampleFiles.Pdf()).Should().Be(FileFormat.Pdf);
        Look(SampleFiles.Docx(), "docx").Should().Be(FileFormat.Docx);
        Then.Refused("file-empty", () => Look([]));
        foreach (var (bytes, claim) in new[]
        {
            (SampleFiles.Picture, "pdf"), (SampleFiles.Pdf(), "docx"), (SampleFiles.Docx(), "pdf"), (SampleFiles.Pdf(), "image/png"), (SampleFiles.CutPdf, "pdf"),
            (SampleFiles.DocxWithMacros, "docx"), (SampleFiles.Docx(withMain: false), "docx"), (SampleFiles.Zip(("a.txt", [1])), "docx"), ([(byte)'%'], "pdf"),
        }) Then.Refused("file-type-lies", () => Look(bytes, claim));
    }

    [Fact]
    public void A_file_with_a_password_is_refused_wherever_the_word_stands()
    {
        Then.Refused("file-encrypted", () => Look(SampleFiles.EncryptedPdf));
        Then.Refused("file-encrypted", () => Look(SampleFiles.LockedDocument));
        for (var at = 65_500; at < 65_560; at++) // across the end of the first piece that is read
        {
            byte[] bytes = [.. "%PDF-1.7"u8, .. new byte[at - 8], .. "/Encrypt 9 0 R"u8, .. new byte[70_000], .. "%%EOF"u8];
            Then.Refused("file-encrypted", () => Look(bytes));
        }

        Look([.. "%PDF-1.7 /EncryptNothing (a name that begins alike)"u8, .. "%%EOF"u8]).Should().Be(FileFormat.Pdf);
    }

    [Fact]
    public void A_document_that_unpacks_to_too_much_is_refused_before_it_has() =>
        FluentActions.Invoking(() => Look(SampleFiles.Bomb)).Should().Throw<Refused>().Where(r => r.Code == "file-too-large" && r.Status == 413);

    [Fact]
    public void What_is_claimed_is_read_from_type_and_name_and_names_are_made_harmless()
    {
        FileClaims.Of("application/pdf", "letter.PDF").Should().Equal("pdf", "pdf");
        FileClaims.Of("application/octet-stream", "file").Should().BeEmpty();
        FileClaims.Of("text/html", "cv.exe").Should().Equal("text/html", "exe");
        FileClaims.Name("..\\..\\win/\u0007cv.pdf").Should().Be("cv.pdf");
        FileClaims.Name(" .. ").Should().Be("file");
        FileClaims.Name(new string('x', 300) + ".docx").Should().HaveLength(195).And.EndWith(".docx");
    }

    [Fact]
    public void So_many_files_and_no_more_are_kept_of_a_person()
    {
        UploadFileEndpoint.Decide(Persons.Ada, 199, new()).PersonId.Should().Be(Persons.AdaId);
        Then.Refused("too-many-files", () => UploadFileEndpoint.Decide(Persons.Ada, 200, new()));
        Then.Refused("person-erased", () => UploadFileEndpoint.Decide(Persons.AdaErased, 0, new()));
    }

    [Fact]
    public async Task A_scanner_refuses_what_is_infected_and_everything_when_it_does_not_answer()
    {
        FakeClamAv clam = new();
        var scan = ClamAvScan.Of(clam.Address, TimeProvider.System);
        async Task<FileScan> Scan(byte[] bytes)
        {
            using MemoryStream file = new(bytes);
            return await scan.ScanAsync(file, default);
        }

        (await Scan(new byte[200_000])).Should().Be(FileScan.Clean);
        (await FluentActions.Awaiting(() => Scan([.. new byte[100_000], .. "EICAR"u8])).Should().ThrowAsync<Refused>()).Which.Code.Should().Be("file-infected");
        clam.Instead = "stream: OK FOUND OK";
        (await FluentActions.Awaiting(() => Scan([1])).Should().ThrowAsync<Refused>()).Which.Code.Should().Be("scan-unavailable");
        await clam.DisposeAsync();
        (await FluentActions.Awaiting(() => Scan([1])).Should().ThrowAsync<Refused>()).Which.Code.Should().Be("scan-unavailable");
        ClamAvScan.Of(null, TimeProvider.System).Should().BeOfType<NoScan>();
        FluentActions.Invoking(() => ClamAvScan.Of("nonsense", TimeProvider.System)).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void A_file_is_looked_at_once_after_it_was_kept_and_with_a_virus_read_by_nobody()
    {
        PersonalFile file = new() { Id = Ids.New(), PersonId = Persons.AdaId };
        RescanFilesEndpoint.Decide(file, FileScan.Infected).Should().Be(new FileScanned(file.Id, Persons.AdaId, FileScan.Infected));
        RescanFilesEndpoint.Decide(file with { Scan = FileScan.Clean }, FileScan.Infected).Should().BeNull();
        RescanFilesEndpoint.Decide(null, FileScan.Clean).Should().BeNull("it was destroyed meanwhile");
        file.MustBeReadable();
        Then.Refused("file-infected", () => (file with { Scan = FileScan.Infected }).MustBeReadable());
        Then.Refused("no-scanner", () => { _ = RescanFilesEndpoint.Post(null!, null!, new NoScan(), default); });
    }
}
