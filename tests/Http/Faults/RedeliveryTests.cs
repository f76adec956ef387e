using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using Advance.Contracts;
using Advance.Tests.Files;
using Advance.Tests.Http.Applications;
using Advance.Tests.Http.People;
using Advance.Tests.Http.Strands;
using Advance.Tests.Http.Walk;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Advance.Tests.Http.Faults;

/// <summary>Reactions are delivered at least once, in no order: each one is given every event that it hears once more.</summary>
[Collection(WalkHost.Name)]
public class RedeliveryTests(WalkHost walk)
{
    private readonly Office _office = new(walk.Host);

    [Fact]
    public async Task A_reaction_that_is_delivered_again_changes_nothing()
    {
        var planned = await _office.PlanAsync("OneOnOne", hardCap: 1);
        var cohort = planned.CohortId;
        var startsAt = _office.Now.AddDays(5);
        var gathering = await _office.Staff.CreateAsync("/api/gatherings",
            new { kind = "Training", title = "To be cancelled", place = "Belval", startsAt, endsAt = startsAt.AddHours(1), capacity = 5, cohortId = cohort });
        await _office.Staff.DoAsync($"/api/cohorts/{cohort}/cancel");
        await Eventually.Get(async () => (await _office.Staff.ReadAsync($"/api/gatherings/{gathering}")).GetProperty("status").GetString() == "Cancelled",
            "the reaction was delivered once");
        await CopiedAsync();
        var mentorship = await WithdrawnFromAPairAsync();
        await Eventually.Get(async () => (await _office.Staff.ReadAsync($"/api/mentorships/{mentorship}")).GetProperty("status").GetString() == "Ended",
            "the reaction was delivered once");

        await DecideAsync();
        var (ada, grace) = (await RegisteredAsync(), await RegisteredAsync());
        await _office.Staff.DoAsync($"/api/people/{ada}/disclose-relationship", new { otherPersonId = grace, kind = "CoAuthorship", from = "2024-01-01" });
        await _office.Staff.CreateAsync("/api/recusals", new { reviewerId = ada, applicantId = grace });
        var seated = await SeatedAsync(planned.OwnerId);
        await _office.Staff.DoAsync($"/api/people/{ada}/merge", new { mergedPersonId = seated });
        await SupportedAsync();
        await LearnBetterAsync(await RegisteredAsync(), await RegisteredAsync(), planned.OwnerId);
        await _office.Staff.DoAsync($"/api/people/{await RegisteredAsync()}/erase");

        await _office.Staff.DoAsync($"/api/people/{ada}/merge", new { mergedPersonId = grace });
        var reactions = Advance.Host.Modules.All.SelectMany(m => m.GetExportedTypes()).Where(Advance.Host.Modules.IsReaction).ToList();
        reactions.Should().NotBeEmpty();
        var store = walk.Host.App.Services.GetRequiredService<IDocumentStore>();
        await Settled.Async(walk.Host);
        var before = await EventsAsync(store);
        foreach (var reaction in reactions)
        {
            var handle = reaction.GetMethods().Single(m => m.Name is "Handle" or "HandleAsync");
            var heard = before.Where(e => e.GetType() == handle.GetParameters()[0].ParameterType).ToList();
            heard.Should().NotBeEmpty($"{reaction.Name} has an event to be given again");
            foreach (var e in heard.AsEnumerable().Reverse()) await DeliverAsync(store, handle, e);
        }

        await Settled.Async(walk.Host);
        (await EventsAsync(store)).Skip(before.Count).Should().BeEmpty();
    }

    /// <summary>A cohort in which decisions of every kind were taken, and what follows from them has happened.</summary>
    private async Task DecideAsync()
    {
        var (programme, cohort, a) = await Decided.CohortAsync(walk.Host, places: 1, applicants: 5);
        await _office.Staff.DoAsync(Decided.Of(a[4], "decline"), new { ground = "Capacity" });
        await Decided.ReleaseAsync(walk.Host, cohort, a[..4], places: 1, wait: true);
        await _office.Staff.DoAsync(Decided.Of(a[0], "withdraw"));
        await Decided.HappensAsync(walk.Host, cohort, new CapRaised(cohort, 2, "2026/9"));
        await Eventually.Get(async () => await Decided.StatusAsync(walk.Host, a[2]) == "Selected", "the cap raise was heard");
        await _office.Staff.DoAsync($"/api/cohorts/{cohort}/start");
        await Eventually.Get(async () => (await _office.Staff.ReadAsync($"/api/strands/{programme.StrandId}/fair-turns")).Items().Count == 2,
            "one was declined for want of places, one waits still");
        await _office.Staff.DoAsync($"/api/cohorts/{cohort}/complete");
    }

    /// <summary>Somebody with a mandate in a committee.</summary>
    private async Task<Guid> SeatedAsync(Guid institutionId)
    {
        var (personId, key) = (await RegisteredAsync(), Programme.Key("executive"));
        var committee = await _office.Staff.CreateAsync("/api/committees", new { key, name = "Executive committee", kind = "Executive" });
        await _office.Staff.DoAsync($"/api/committees/{committee}/seat-member", new { personId, institutionId, from = "2020-01-01" });
        return personId;
    }

    /// <summary>A strand was copied, and each module took over what it keeps of the original.</summary>
    private async Task CopiedAsync()
    {
        var original = await CopyTests.AStrandWithEverythingAsync(walk.Host);
        await CopyTests.HasTheSameAsync(walk.Host, original, await CopyTests.CopyAsync(walk.Host, original));
    }

    /// <summary>A supervisor's letter came in for an application.</summary>
    private async Task SupportedAsync()
    {
        var of = await _office.PlanAsync("OneOnOne", hardCap: 1);
        await _office.Staff.DoAsync($"/api/cohorts/{of.CohortId}/publish-call", new { deadline = _office.Now.AddDays(9) });
        var applied = await _office.ApplyAsync(of.CohortId, await _office.RegisterAsync("Ada", of.OwnerId));
        using var supervisor = SupportLetterTests.Supervisor(walk.Host, await SupportLetterTests.AskAsync(walk.Host, applied.ApplicationId));
        await supervisor.DoAsync("/api/support-letters/answer", new { text = "I support her." });
        await Eventually.Get(async () => (await _office.Staff.ReadAsync($"/api/applications/{applied.ApplicationId}")).GetProperty("documents").GetArrayLength() == 2,
            "the letter became a document");
        await InfectedAsync(applied);
    }

    /// <summary>A virus was found in a document of an application after it had been handed in.</summary>
    private async Task InfectedAsync(Applied applied)
    {
        var file = await _office.Staff.KeepAsync($"/api/people/{applied.PersonId}/files?kind=cv", Sending.Content(SampleFiles.Pdf()));
        await _office.Staff.DoAsync($"/api/applications/{applied.ApplicationId}/attach", new { kind = "cv", fileId = file });
        await Decided.HappensAsync(walk.Host, file, new FileScanned(file, applied.PersonId, FileScan.Infected));
        await Eventually.Get(async () => (await _office.Staff.ReadAsync($"/api/applications/{applied.ApplicationId}")).GetProperty("status").GetString() == "Returned",
            "the document is asked for again");
    }

    /// <summary>What was known of people turned out to be over, and then never to have been.</summary>
    private async Task LearnBetterAsync(Guid ada, Guid grace, Guid institution)
    {
        using var disclosed = await _office.Staff.PostAsJsonAsync($"/api/people/{ada}/disclose-relationship", new { otherPersonId = grace, kind = "Kinship", from = "2024-01-01" });
        var relationship = (await disclosed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        await _office.Staff.DoAsync($"/api/relationships/{relationship}/end", new { until = "2025-01-01" });
        await _office.Staff.DoAsync($"/api/relationships/{relationship}/retract");
        await _office.Staff.DoAsync($"/api/people/{ada}/record-affiliation", new { institutionId = institution, unit = "unit", careerStage = "postdoc", from = "2024-01-01" });
        var affiliationId = (await _office.Staff.ReadAsync($"/api/people/{ada}/affiliations")).Items()[0].GetProperty("affiliationId").GetGuid();
        await _office.Staff.DoAsync($"/api/people/{ada}/end-affiliation", new { affiliationId, until = "2025-01-01" });
        await _office.Staff.DoAsync($"/api/people/{ada}/correct-affiliation", new { affiliationId });
    }

    private Task<Guid> RegisteredAsync() =>
        _office.Staff.CreateAsync("/api/people", new { givenName = "Ada", familyName = "Twice", email = $"{Guid.NewGuid():N}@redelivery.example" });

    /// <summary>A running mentorship whose mentee withdrew.</summary>
    private async Task<Guid> WithdrawnFromAPairAsync()
    {
        var of = await _office.PlanAsync("OneOnOne", hardCap: 1);
        await _office.Staff.DoAsync($"/api/cohorts/{of.CohortId}/publish-call", new { deadline = _office.Now.AddDays(9) });
        var mentor = await _office.EnrolAsync("Grace", of.PartnerId);
        var ada = await _office.ApplyAsync(of.CohortId, await _office.RegisterAsync("Ada", of.OwnerId), mentor);
        foreach (var verb in new[] { "confirm-eligibility", "select" })
            await _office.Staff.DoAsync($"/api/applications/{ada.ApplicationId}/{verb}", verb == "select" ? null : new { });
        await _office.Staff.DoAsync($"/api/cohorts/{of.CohortId}/close-call");
        await _office.Staff.DoAsync($"/api/cohorts/{of.CohortId}/release-decisions");
        await _office.OfferAsync(ada);
        await _office.AcceptAsync(ada);
        await PairsWalk.MatchAsync(_office, of.CohortId);
        var pair = (await Office.AllAsync(_office.Staff, $"/api/cohorts/{of.CohortId}/mentorships")).Single();
        var id = pair.GetProperty("id").GetGuid();
        await _office.Mentee(ada.PersonId).DoAsync($"/api/mentorships/{id}/accept");
        await _office.Mentor(pair.GetProperty("mentorPersonId").GetGuid()).DoAsync($"/api/mentorships/{id}/accept");
        await _office.Mentee(ada.PersonId).DoAsync($"/api/applications/{ada.ApplicationId}/withdraw");
        return id;
    }

    private async Task DeliverAsync(IDocumentStore store, MethodInfo handle, object e)
    {
        await using var scope = walk.Host.App.Services.CreateAsyncScope();
        await using var session = store.LightweightSession();
        var given = handle.GetParameters().Select(p => p.ParameterType switch
        {
            var t when t == e.GetType() => e,
            var t when t == typeof(IDocumentSession) => session,
            var t when t == typeof(CancellationToken) => CancellationToken.None,
            var t => scope.ServiceProvider.GetRequiredService(t),
        }).ToArray();
        await (Task)handle.Invoke(null, given)!;
        await session.SaveChangesAsync();
    }

    private static async Task<IReadOnlyList<object>> EventsAsync(IDocumentStore store)
    {
        await using var session = store.QuerySession();
        return [.. (await session.Events.QueryAllRawEvents().OrderBy(e => e.Sequence).ToListAsync()).Select(e => e.Data)];
    }
}
