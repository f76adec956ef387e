using System.Security.Cryptography;
using System.Text.Json;
using Advance.Host;
using Advance.Host.Commands;
using Advance.Host.Postgres;
using Advance.Tests.Files;
using Advance.Tests.Http.Postgres;

namespace Advance.Tests.Http.People;

/// <summary>A person who asks, and the words of the commands.</summary>
internal static class Requests
{
    private const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>Ada Lovelace, known twice until she was merged, with a letter and two files.</summary>
    public static async Task<Guid> AdaAsync(TestHost host, int pages = 1)
    {
        var (ada, former) = (await Somebody.RegisterAsync(host, Somebody.Address("lovelace")), await Somebody.RegisterAsync(host));
        await host.Staff.DoAsync($"/api/people/{ada}/merge", new { mergedPersonId = former });
        await host.Staff.CreateAsync($"/api/people/{ada}/texts", new { kind = "motivation-letter", text = "Dear committee" });
        await host.Staff.KeepAsync($"/api/people/{ada}/files?kind=cv", Sending.Content(SampleFiles.Pdf(pages), name: "Ada Lovelace.pdf"));
        await host.Staff.KeepAsync($"/api/people/{ada}/files?kind=cv", Sending.Content(SampleFiles.Docx(), Docx, "../../cv.docx"));
        return ada;
    }

    /// <summary>Runs the Host's command line against a Host that serves, with a token of staff.</summary>
    public static Task<int> RunAsync(TestHost host, params string[] words) =>
        CommandLine.RunAsync([.. words, "--url", $"{host.Address}", "--token", Token(host)]);

    public static string Token(TestHost host) => host.Staff.DefaultRequestHeaders.Authorization!.Parameter!;

    /// <summary>The files in a folder, by their way from there.</summary>
    public static IEnumerable<string> Names(string folder) => !Directory.Exists(folder) ? [] : Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal);
}

public sealed class AccessCommandTests(SharedHost shared) : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    private TestHost Host => shared.Host;
    private string Target => Path.Combine(_scratch.Path, "access");

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task All_that_is_the_persons_is_in_the_folder_under_safe_names_with_digests_that_hold()
    {
        var ada = await Requests.AdaAsync(Host, pages: 2);

        var says = await AccessCommand.WriteAsync(ApiClient.Of(Host.App), ada, Target, (_, _) => { });

        says.Should().Contain($"{ada}").And.Contain("1 texts, 2 files, 1 former ids").And.NotContain("Lovelace");
        Requests.Names(Target).Should().Equal("README.txt", "SHA256SUMS", "access.json", "files/001-cv.pdf", "files/002-cv.docx", "texts/001-motivation-letter.txt");
        (await ReadAsync("texts/001-motivation-letter.txt")).Should().Be("Dear committee");
        (await File.ReadAllBytesAsync(Path.Combine(Target, "files/001-cv.pdf"))).Should().Equal(SampleFiles.Pdf(2));
        (await ReadAsync("README.txt")).Should().Contain("sent as \"Ada Lovelace.pdf\"").And.Contain("Formerly also");
        foreach (var line in await File.ReadAllLinesAsync(Path.Combine(Target, "SHA256SUMS")))
            Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(Target, line[66..])))).Should().Be(line[..64], line);
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(Path.Combine(Target, "access.json")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var events = JsonDocument.Parse(await ReadAsync("access.json")).RootElement.GetProperty("events").GetProperty("items").EnumerateArray().ToList();
        events.Count(e => e.GetProperty("type").GetString() == "people.person-registered").Should().Be(2, "one of them under the former id");
        events[^1].GetProperty("data").GetProperty("purpose").GetString().Should().Be("access-export", "the person sees that it was made");
    }

    [Fact]
    public async Task A_former_id_leads_to_the_person_and_a_long_history_is_in_one_file()
    {
        var (ada, former) = (await Somebody.RegisterAsync(Host), await Somebody.RegisterAsync(Host));
        await Host.Staff.DoAsync($"/api/people/{ada}/merge", new { mergedPersonId = former });
        for (var i = 0; i < 210; i++) await Host.Staff.ReadAsync($"/api/people/{ada}?purpose=case-{i}");

        (await Requests.RunAsync(Host, "access", $"{former}", "--out", Target)).Should().Be(0);

        var export = JsonDocument.Parse(await ReadAsync("access.json")).RootElement;
        export.GetProperty("person").GetProperty("id").GetGuid().Should().Be(ada);
        var purposes = export.GetProperty("events").GetProperty("items").EnumerateArray().Select(e => e.GetProperty("data"))
            .Where(d => d.TryGetProperty("purpose", out var p) && p.GetString()!.StartsWith("case-", StringComparison.Ordinal)).Select(d => d.GetProperty("purpose").GetString());
        purposes.Should().Equal(Enumerable.Range(0, 210).Select(i => $"case-{i}"));
        export.GetProperty("events").GetProperty("next").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public async Task What_is_not_released_or_between_two_is_not_in_an_export_that_staff_hand_over()
    {
        var cohort = await (await Programme.WithAStrandAsync(Host)).CohortWithAnOpenCallAsync(Host);
        var ada = await Somebody.RegisterAsync(Host);
        await Host.Staff.CreateAsync($"/api/people/{ada}/texts", new { kind = "brief-assessment", text = "In sum.", heldBackForCohortId = cohort });
        using var herself = Host.As("mentee", ada);
        await herself.CreateAsync($"/api/people/{ada}/texts", new { kind = "mentorship-goal", text = "Apply for the grant." });

        (await Requests.RunAsync(Host, "access", $"{ada}", "--out", Target)).Should().Be(0);
        Requests.Names(Path.Combine(Target, "texts")).Should().BeEmpty("it was asked for with a token of staff");
        (await Host.Staff.ReadAsync($"/api/people/{ada}/access")).GetProperty("texts").EnumerateArray().Select(t => t.GetProperty("kind").GetString())
            .Should().Equal("brief-assessment");

        Directory.Delete(Target, recursive: true);
        await AccessCommand.WriteAsync(ApiClient.Of(Host.App), ada, Target, (_, _) => { });
        Requests.Names(Path.Combine(Target, "texts")).Should().Equal("001-mentorship-goal.txt");
    }

    [Fact]
    public async Task An_export_is_never_written_over_something()
    {
        Directory.CreateDirectory(Target);
        await File.WriteAllTextAsync(Path.Combine(Target, "thesis.txt"), "years of work");

        var access = () => AccessCommand.RunAsync(Arguments.Parse([$"{Guid.NewGuid()}", "--out", Target]));

        (await access.Should().ThrowAsync<StartupRefused>()).Which.Message.Should().Contain("is not empty");
        Requests.Names(Target).Should().Equal("thesis.txt");
    }

    [Fact]
    public async Task Of_who_is_unknown_or_erased_nothing_is_written()
    {
        var gone = await Somebody.RegisterAsync(Host);
        await Host.Staff.DoAsync($"/api/people/{gone}/erase");

        foreach (var person in new[] { gone, Guid.NewGuid() })
            (await Requests.RunAsync(Host, "access", $"{person}", "--out", Target)).Should().Be(1);

        Directory.Exists(Target).Should().BeFalse();
    }

    private Task<string> ReadAsync(string name) => File.ReadAllTextAsync(Path.Combine(Target, name));
}
