using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Advance.Contracts;
using Advance.Tests.Files;
using Npgsql;

namespace Advance.Tests.Http.People;

public class FileTests(SharedHost shared)
{
    private const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    private TestHost Host => shared.Host;

    [Fact]
    public async Task A_file_comes_back_byte_for_byte_and_the_log_has_a_commitment_to_it_and_no_name()
    {
        var person = await Somebody.RegisterAsync(Host);
        using var herself = Host.As(Roles.Mentee, person);
        var (pdf, docx) = (SampleFiles.Pdf(3), SampleFiles.Docx(new string('x', 700_000)));
        var address = $"/api/people/{person}/files?kind=motivation-letter";
        var first = await herself.KeepAsync(address, Sending.Content(pdf, "application/pdf", "Lettre à tous \"2026\".pdf"));
        using MultipartFormDataContent form = new() { { new StringContent("no file"), "note" }, { Sending.Content(docx, Docx), "file", "../cv.docx" } };
        var second = await herself.KeepAsync(address, form);

        var listed = (await herself.ReadAsync($"/api/people/{person}/files")).GetProperty("items").EnumerateArray().ToList();
        listed.Select(f => (f.GetProperty("id").GetGuid(), f.GetProperty("format").GetString(), f.GetProperty("name").GetString(), f.GetProperty("scan").GetString()))
            .Should().Equal((first, "Pdf", "Lettre à tous \"2026\".pdf", "NotScanned"), (second, "Docx", "cv.docx", "NotScanned"));
        listed[0].GetProperty("pages").GetInt32().Should().Be(3);
        listed[1].GetProperty("pages").ValueKind.Should().Be(JsonValueKind.Null);
        foreach (var (file, bytes) in new[] { (listed[0], pdf), (listed[1], docx) })
        {
            byte[] salted = [.. file.GetProperty("salt").GetBytesFromBase64(), .. bytes];
            file.GetProperty("commitment").GetString().Should().Be(Convert.ToHexStringLower(SHA256.HashData(salted)));
            using var answer = await Host.Staff.GetAsync($"/api/people/{person}/files/{file.GetProperty("id").GetGuid()}?purpose=review-7");
            (await answer.Content.ReadAsByteArrayAsync()).Should().Equal(bytes);
            answer.Content.Headers.ContentDisposition!.DispositionType.Should().Be("attachment");
            answer.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
            (await CountAsync($"select count(*) from es.mt_events e where type = 'people.file-stored' and data ->> 'commitment' = '{file.GetProperty("commitment").GetString()}'")).Should().Be(1);
        }

        (await CountAsync("select count(*) from es.mt_events e where e::text ilike '%Lettre%' or e::text like '%cv.docx%'")).Should().Be(0);
        (await CountAsync($"select count(*) from es.mt_events where type = 'people.person-read' and data ->> 'personId' = '{person}' and data ->> 'purpose' = 'review-7'"))
            .Should().Be(2, "who reads another's file leaves a trace");
        using var stranger = Host.As(Roles.Mentor, Ids.New());
        foreach (var hidden in new[] { "", $"/{first}" }) ((int)(await stranger.GetAsync($"/api/people/{person}/files{hidden}")).StatusCode).Should().Be(403);
        (await stranger.SendAsync(address, Sending.Content(pdf))).Should().Be((403, "forbidden"));
        ((int)(await herself.GetAsync($"/api/people/{person}/files/{Ids.New()}")).StatusCode).Should().Be(404);
    }

    [Fact]
    public async Task A_file_that_is_not_what_it_says_is_refused_and_nothing_is_kept()
    {
        var person = await Somebody.RegisterAsync(Host);
        var address = $"/api/people/{person}/files?kind=cv";
        (byte[] Bytes, string? Type, string? Name, int Status, string Code)[] files =
        [
            ([], "application/pdf", "cv.pdf", 409, "file-empty"),
            (SampleFiles.Picture, "application/pdf", "cv.pdf", 409, "file-type-lies"),
            (SampleFiles.Pdf(), "image/png", "cv.pdf", 409, "file-type-lies"),
            (SampleFiles.Pdf(), null, "cv.exe", 409, "file-type-lies"),
            (SampleFiles.Pdf(), Docx, "cv.docx", 409, "file-type-lies"),
            (SampleFiles.Docx(), "application/pdf", null, 409, "file-type-lies"),
            (SampleFiles.CutPdf, "application/pdf", null, 409, "file-type-lies"),
            (SampleFiles.EncryptedPdf, "application/pdf", null, 409, "file-encrypted"),
            (SampleFiles.LockedDocument, Docx, null, 409, "file-encrypted"),
            (SampleFiles.Zip(("a.txt", [1])), Docx, null, 409, "file-type-lies"),
            (SampleFiles.Docx(withMain: false), Docx, null, 409, "file-type-lies"),
            (SampleFiles.DocxWithMacros, Docx, null, 409, "file-type-lies"),
            ([.. SampleFiles.Docx()[..200], .. new byte[50]], Docx, null, 409, "file-type-lies"),
            (SampleFiles.Bomb, Docx, null, 413, "file-too-large"),
        ];
        foreach (var (bytes, type, name, status, code) in files)
            (await Host.Staff.SendAsync(address, Sending.Content(bytes, type, name))).Should().Be((status, code), $"{name} {type} of {bytes.Length} bytes");
        (await Host.Staff.SendAsync($"/api/people/{person}/files", Sending.Content(SampleFiles.Pdf()))).Should().Be((400, "malformed"));
        (await Host.Staff.SendAsync($"/api/people/{Ids.New()}/files?kind=cv", Sending.Content(SampleFiles.Pdf()))).Should().Be((404, "not-found"));
        using MultipartFormDataContent empty = new() { { new StringContent("no file"), "note" } };
        (await Host.Staff.SendAsync(address, empty)).Should().Be((400, "malformed"));
        ((int)(await Host.Anonymous().PostAsync(address, Sending.Content(SampleFiles.Pdf()))).StatusCode).Should().Be(401);
        (await Host.Staff.ReadAsync($"/api/people/{person}/files")).GetProperty("items").GetArrayLength().Should().Be(0);
        (await CountAsync($"select count(*) from es.mt_events where data ->> 'personId' = '{person}' and type = 'people.file-stored'")).Should().Be(0);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_hundred_megabytes_are_refused_and_the_caller_hears_why(bool announced)
    {
        var person = await Somebody.RegisterAsync(Host);
        StreamContent endless = new(new Zeros(announced ? 100L * 1024 * 1024 : null, 100L * 1024 * 1024), 64 * 1024);
        endless.Headers.ContentType = new("application/pdf");
        (await Host.Staff.SendAsync($"/api/people/{person}/files?kind=cv", endless)).Should().Be((413, "file-too-large"));
        (await Host.Staff.SendAsync($"/api/people/{person}/files?kind=cv", Sending.Content(new byte[(10 * 1024 * 1024) + 1]))).Should().Be((413, "file-too-large"));
        (await Host.Staff.ReadAsync($"/api/people/{person}/files")).GetProperty("items").GetArrayLength().Should().Be(0);
        Directory.GetFiles(Path.GetTempPath(), "advance-upload-*").Should().BeEmpty("what was received is gone");
    }

    [Fact]
    public async Task An_erasure_takes_the_files_with_it_and_a_merge_hands_them_over()
    {
        var (kept, merged) = (await Somebody.RegisterAsync(Host), await Somebody.RegisterAsync(Host));
        var marker = $"kanari{Guid.NewGuid():N}";
        var file = await Host.Staff.KeepAsync($"/api/people/{merged}/files?kind=cv", Sending.Content([.. SampleFiles.Pdf(), .. Encoding.ASCII.GetBytes(marker + "\n%%EOF")]));
        await Host.Staff.DoAsync($"/api/people/{kept}/merge", new { mergedPersonId = merged });
        ((int)(await Host.Staff.GetAsync($"/api/people/{kept}/files/{file}")).StatusCode).Should().Be(200);
        (await Host.Staff.ReadAsync($"/api/people/{kept}/access")).GetProperty("files").GetArrayLength().Should().Be(1);

        using var erased = await Host.Staff.PostAsync($"/api/people/{kept}/erase", null);
        JsonDocument.Parse(await erased.Content.ReadAsStringAsync()).RootElement.GetProperty("erased").GetProperty("files").GetInt32().Should().Be(1);
        (await CountAsync($"select count(*) from people.file_part where file_id = '{file}'")).Should().Be(0);
        (await CountAsync($"select count(*) from people.file_part p where p::text ilike '%{Convert.ToHexString(Encoding.ASCII.GetBytes(marker))}%'")).Should().Be(0);
        ((int)(await Host.Staff.GetAsync($"/api/people/{kept}/files/{file}")).StatusCode).Should().Be(404);
        (await Host.Staff.SendAsync($"/api/people/{kept}/files?kind=cv", Sending.Content(SampleFiles.Pdf()))).Should().Be((409, "person-erased"));
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Host.ConnectionString);
        return (long)(await source.CreateCommand(sql).ExecuteScalarAsync())!;
    }

    /// <summary>As many zeros as are asked for, made while they are read; with a length that is told beforehand, or none.</summary>
    private sealed class Zeros(long? length, long left) : Stream
    {
        private long _left = left;

        public override bool CanRead => true;
        public override bool CanSeek => length is not null;
        public override bool CanWrite => false;
        public override long Length => length ?? throw new NotSupportedException();
        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, _left);
            Array.Clear(buffer, offset, read);
            (_left, Position) = (_left - read, Position + read);
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => Position;
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
