using System.Text.Json;
using Advance.Contracts;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Advance.Tests.Http.Applications;

/// <summary>What several tests of decisions do.</summary>
internal static class Decided
{
    public static string Of(Applied applied, string verb = "") => $"/api/applications/{applied.ApplicationId}{(verb.Length > 0 ? "/" : "")}{verb}";

    public static async Task<(Programme Programme, Guid Cohort, Applied[] Applied)> CohortAsync(TestHost host, int places, int applicants)
    {
        var programme = await Programme.WithAStrandAsync(host);
        var cohort = await programme.CohortWithAnOpenCallAsync(host, places);
        return (programme, cohort, await programme.EligibleApplicationsAsync(host, cohort, applicants));
    }

    /// <summary>The first so many are selected, the others are declined for want of places or wait, and all of it is released.</summary>
    public static async Task ReleaseAsync(TestHost host, Guid cohort, Applied[] applied, int places, bool wait = false)
    {
        for (var i = 0; i < applied.Length; i++)
        {
            var verb = i < places ? "select" : wait ? "waitlist" : "decline";
            await host.Staff.DoAsync(Of(applied[i], verb), verb == "decline" ? new { ground = "Capacity" } : null);
        }

        await host.Staff.DoAsync($"/api/cohorts/{cohort}/close-call");
        await host.Staff.DoAsync($"/api/cohorts/{cohort}/release-decisions");
    }

    public static async Task<string?> StatusAsync(TestHost host, Applied applied) =>
        (await host.Staff.ReadAsync(Of(applied))).GetProperty("status").GetString();

    /// <summary>An event that another module publishes.</summary>
    public static async Task HappensAsync(TestHost host, Guid stream, object e)
    {
        await using var session = host.App.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        session.Events.Append(stream, e);
        await session.SaveChangesAsync();
    }

    /// <summary>A relationship between two people became known.</summary>
    public static async Task DisclosedAsync(TestHost host, Guid one, Guid other)
    {
        await using var session = host.App.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        var id = Ids.New();
        session.Events.StartStream<Advance.People.Relationship>(id, new RelationshipDisclosed(id, one, other, RelationshipKind.Supervision, new(2024, 1, 1), null));
        await session.SaveChangesAsync();
    }

    public static List<JsonElement> Items(this JsonElement page) => [.. page.GetProperty("items").EnumerateArray()];
}
