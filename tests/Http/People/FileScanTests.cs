using Advance.Contracts;
using Advance.Tests.Files;
using Advance.Tests.Http.Api;

namespace Advance.Tests.Http.People;

/// <summary>Files and the scanner that looks for viruses in them, before they are kept and afterwards.</summary>
public class FileScanTests(SharedHost shared)
{
    [Fact]
    public async Task A_scanner_that_is_set_up_is_asked_before_a_file_is_kept()
    {
        await using var scanner = new FakeClamAv();
        await using var host = await ConfiguredHost.StartAsync(shared.Server, $"--Uploads:ClamAv={scanner.Address}");
        using var staff = host.As(Roles.Staff);
        var person = await staff.CreateAsync("/api/people", Somebody.Details(Somebody.Address("ada")));
        var address = $"/api/people/{person}/files?kind=cv";
        await staff.KeepAsync(address, Sending.Content(SampleFiles.Pdf()));
        (await staff.SendAsync(address, Sending.Content([.. SampleFiles.Pdf(), .. "EICAR\n%%EOF"u8]))).Should().Be((409, "file-infected"));
        scanner.Instead = "INSTREAM size limit exceeded. ERROR";
        (await staff.SendAsync(address, Sending.Content(SampleFiles.Pdf()))).Should().Be((409, "scan-unavailable"));
        var files = (await staff.ReadAsync($"/api/people/{person}/files")).GetProperty("items");
        files.EnumerateArray().Select(f => f.GetProperty("scan").GetString()).Should().Equal("Clean");
        scanner.Scanned.Should().Be(3);
    }

    [Fact]
    public async Task Files_that_were_kept_before_there_was_a_scanner_are_shown_to_it_and_one_with_a_virus_is_lost_to_its_application()
    {
        var database = await shared.Server.CloneAsync();
        Guid person, application, clean, infected;
        await using (var host = await ConfiguredHost.StartOnAsync(database))
        {
            using var staff = host.As(Roles.Staff);
            await staff.RefusedAsync("/api/files/rescan", null, 409, "no-scanner");
            var strand = await staff.CreateAsync("/api/strands", new { key = "fellows", name = "Fellows", format = "OneOnOne" });
            var owner = await staff.CreateAsync("/api/institutions", new { key = "uni", name = "University", isOwner = true });
            await staff.DoAsync("/api/charter/publish-version", new { version = "1.0", effectiveFrom = "2020-01-01" });
            await staff.DoAsync($"/api/strands/{strand}/adopt-policy", new { effectiveFrom = "2020-01-01", policy = Programme.Policy(requiredDocuments: ["cv"]) });
            var cohort = await staff.CreateAsync("/api/cohorts", new { strandId = strand, key = "one", startsOn = Programme.NextYear });
            await staff.DoAsync($"/api/cohorts/{cohort}/publish-call", new { deadline = TimeProvider.System.GetUtcNow().AddDays(9) });
            person = await staff.CreateAsync("/api/people", new { givenName = "Ada", familyName = "L", email = Somebody.Address("ada"), institutionId = owner, unit = "u1", careerStage = "postdoc", from = "2020-01-01" });
            infected = await staff.KeepAsync($"/api/people/{person}/files?kind=cv", Sending.Content([.. SampleFiles.Pdf(), .. "EICAR\n%%EOF"u8]));
            clean = await staff.KeepAsync($"/api/people/{person}/files?kind=other", Sending.Content(SampleFiles.Pdf()));
            application = await staff.CreateAsync("/api/applications", new { cohortId = cohort, personId = person, documents = new[] { new { kind = "cv", fileId = infected } } });
        }

        await using var scanner = new FakeClamAv();
        await using var scanning = await ConfiguredHost.StartOnAsync(database, $"--Uploads:ClamAv={scanner.Address}");
        using var office = scanning.As(Roles.Staff);
        scanner.Instead = "INSTREAM size limit exceeded. ERROR";
        await office.RefusedAsync("/api/files/rescan", null, 409, "scan-unavailable");
        scanner.Instead = null;
        (await RescanAsync()).Should().Be("""{"scanned":2,"infected":1,"left":0}""");
        (await RescanAsync()).Should().Be("""{"scanned":0,"infected":0,"left":0}""", "each is looked at once");
        (await office.ReadAsync($"/api/people/{person}/files")).GetProperty("items").EnumerateArray().ToDictionary(f => f.GetProperty("id").GetGuid(), f => f.GetProperty("scan").GetString())
            .Should().BeEquivalentTo(new Dictionary<Guid, string> { [infected] = "Infected", [clean] = "Clean" });
        using (var kept = await office.GetAsync($"/api/people/{person}/files/{clean}")) ((int)kept.StatusCode).Should().Be(200);
        using (var lost = await office.GetAsync($"/api/people/{person}/files/{infected}"))
            ((int)lost.StatusCode, await lost.Content.ReadAsStringAsync()).Should().Match<(int Status, string Text)>(a => a.Status == 409 && a.Text.Contains("/file-infected"));
        var lacks = await Eventually.Get(() => office.ReadAsync($"/api/applications/{application}/completeness"), c => c.GetProperty("askedDocuments").GetArrayLength() == 1, "the application hears of it");
        lacks.GetProperty("missingDocuments")[0].GetString().Should().Be("cv");
        (await office.ReadAsync($"/api/applications/{application}")).GetProperty("status").GetString().Should().Be("Returned");
        await office.RefusedAsync($"/api/applications/{application}/attach", new { kind = "cv", fileId = infected }, 409, "file-infected");
        await office.DoAsync($"/api/applications/{application}/attach", new { kind = "cv", fileId = clean });
        (await office.ReadAsync($"/api/applications/{application}/completeness")).GetProperty("isComplete").GetBoolean().Should().BeTrue();

        async Task<string> RescanAsync()
        {
            using var answer = await office.PostAsync("/api/files/rescan", null);
            return await answer.Content.ReadAsStringAsync();
        }
    }
}
