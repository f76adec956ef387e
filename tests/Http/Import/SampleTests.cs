using System.Text;
using System.Text.Json;
using Advance.Contracts;
using Advance.Host.Commands;
using Advance.Host.Import;
using Advance.Tests.Http.Walk;
using Advance.Verifier;

namespace Advance.Tests.Http.Import;

/// <summary>Fifty mentees and fifty mentors of the sample, from their files to published pairs.</summary>
public class SampleTests(SharedHost shared)
{
    private static readonly Mapping Mentees = Mapping.Read(Desk.Sample("mentees.map.json"));
    private static readonly Mapping Mentors = Mapping.Read(Desk.Sample("mentors.map.json"));

    [Fact]
    public async Task A_sample_of_fifty_and_fifty_is_imported_once_and_twenty_of_them_are_matched()
    {
        await using var host = await shared.OwnAsync();
        var desk = await Desk.SeededAsync(host);
        var cohort = await desk.FellowsAsync();
        await AssertImportedOnceAsync(desk, dry => desk.MentorsAsync(Desk.Sample("small/mentors.csv"), Mentors, dry));
        await AssertImportedOnceAsync(desk, dry => desk.ApplicationsAsync(Desk.Sample("small/mentees.csv"), Mentees, cohort, dry));

        var office = new Office(host);
        var id = cohort.GetProperty("id").GetGuid();
        await SelectAsync(office, id);
        await office.Staff.DoAsync($"/api/cohorts/{id}/start");
        await PairsWalk.MatchAsync(office, id);
        var pairs = await Office.AllAsync(office.Staff, $"/api/cohorts/{id}/mentorships");
        pairs.Should().HaveCount(20);
        pairs.Select(p => p.GetProperty("mentorPersonId").GetGuid()).Should().OnlyHaveUniqueItems("each of them has room for one");
        await AssertReportedAsync(desk, id);
    }

    /// <summary>The command line's report of it covers all that was done before the question, and satisfies the Verifier.</summary>
    private static async Task AssertReportedAsync(Desk desk, Guid cohort)
    {
        var folder = Directory.CreateTempSubdirectory("advance-imported-").FullName;
        try
        {
            await ReportCommand.IssueAsync(desk.Api, cohort, null, folder);
            using var output = new MemoryStream();
            Cli.Run([folder], Stream.Null, output).Should().Be(0, Encoding.UTF8.GetString(output.ToArray()));
            var figures = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "report.json"))).RootElement.GetProperty("figures").EnumerateArray()
                .Where(f => f.TryGetProperty("value", out _)).ToDictionary(f => f.GetProperty("key").GetString()!, f => f.GetProperty("value"));
            (figures["places"].GetInt32(), figures["places-filled"].GetInt32(), figures["applications"].GetInt32()).Should().Be((20, 20, 50));
            figures["proposed"].GetInt32().Should().Be(20, "the last thing that happened is in the report as well");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A dry run says what would happen and changes nothing; the import does it; a second one finds everything there.</summary>
    private static async Task AssertImportedOnceAsync(Desk desk, Func<bool, Task<IReadOnlyList<RowResult>>> import)
    {
        var before = await desk.StateAsync();
        var dry = await import(true);
        Desk.Summary(dry).Should().Be("50 Imported");
        dry.Should().OnlyContain(r => r.Words.StartsWith("would be registered"));
        (await desk.StateAsync()).Should().Be(before, "a dry run changes nothing");
        Desk.Summary(await import(false)).Should().Be("50 Imported");
        var after = await desk.StateAsync();
        after.People.Should().Be(before.People + 50);
        Desk.Summary(await import(false)).Should().Be("50 Unchanged");
        Desk.Summary(await import(true)).Should().Be("50 Unchanged");
        (await desk.StateAsync()).Should().Be(after, "importing twice changes nothing");
    }

    /// <summary>All are eligible; twenty are selected, which is the cap; they accept.</summary>
    private static async Task SelectAsync(Office office, Guid cohort)
    {
        var applied = (await Office.AllAsync(office.Staff, $"/api/cohorts/{cohort}/applications"))
            .Select(a => new Applied(a.GetProperty("id").GetGuid(), a.GetProperty("personId").GetGuid())).ToList();
        foreach (var one in applied) await office.Staff.DoAsync($"/api/applications/{one.ApplicationId}/confirm-eligibility", new { });
        foreach (var one in applied.Take(20)) await office.Staff.DoAsync($"/api/applications/{one.ApplicationId}/select");
        await office.Staff.RefusedAsync($"/api/applications/{applied[20].ApplicationId}/select", null, 409, "cohort-full");
        foreach (var one in applied.Skip(20)) await office.Staff.DoAsync($"/api/applications/{one.ApplicationId}/waitlist");
        await office.Staff.DoAsync($"/api/cohorts/{cohort}/close-call");
        await office.Staff.DoAsync($"/api/cohorts/{cohort}/release-decisions");
        var charterVersion = (await office.Staff.ReadAsync($"/api/cohorts/{cohort}")).GetProperty("charterVersion").GetString();
        foreach (var one in applied.Take(20))
        {
            await office.OfferAsync(one);
            await office.Mentee(one.PersonId).DoAsync($"/api/applications/{one.ApplicationId}/accept-offer", new { charterVersion });
        }
    }
}
