using System.Net.Http.Json;
using System.Text.Json;
using Advance.Applications;
using Advance.Contracts;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Advance.Tests.Http.Applications;

/// <summary>Plays the published events of a cohort as a clerk with paper lists would: apart from the code under test.</summary>
internal static class Clerk
{
    /// <summary>Never more places than the cap, promotion in order, and no place empty while somebody waits, after every single event.</summary>
    public static void AssertHistory(IReadOnlyList<object> history, int cap, string schedule)
    {
        HashSet<Guid> holding = [];
        List<Guid> waiting = [];
        var raised = false; // more places reach those who wait a moment later
        foreach (var e in history.Where(e => e.GetType().Assembly == typeof(Refused).Assembly)) // what was published
        {
            if (holding.Count < cap && waiting.Count > 0 && !raised)
                e.Should().BeOfType<ApplicationPromoted>($"{schedule}: a place that became free goes on at once");
            switch (e)
            {
                case CapRaised cr: (cap, raised) = (cr.Places, true); break;
                case ApplicationSelected selected: holding.Add(selected.ApplicationId).Should().BeTrue(schedule); break;
                case ApplicationWaitlisted w: waiting.Insert(w.Position - 1, w.ApplicationId); break;
                case WaitingListOrdered ordered: waiting = [.. ordered.ApplicationIds]; break;
                case ApplicationPromoted promoted:
                    waiting.Should().NotBeEmpty(schedule).And.Subject.First().Should().Be(promoted.ApplicationId, $"{schedule}: the first who waits is next");
                    waiting.RemoveAt(0);
                    holding.Add(promoted.ApplicationId);
                    break;
                case ApplicationWithdrawn withdrawn: Leave(withdrawn.ApplicationId); break;
                case ApplicationDeclined declined: Leave(declined.ApplicationId); break;
                case OfferDeclined declined: holding.Remove(declined.ApplicationId).Should().BeTrue(schedule); break;
                case OfferExpired expired: holding.Remove(expired.ApplicationId).Should().BeTrue(schedule); break;
                case OfferAccepted accepted: holding.Should().Contain(accepted.ApplicationId, schedule); break;
            }

            raised &= holding.Count < cap; // one who was deciding when it came may still join the list before it is heard
            holding.Count.Should().BeLessThanOrEqualTo(cap, $"{schedule}: never more places than there are");
        }

        if (waiting.Count > 0) holding.Count.Should().Be(cap, $"{schedule}: no place is empty while somebody waits");

        void Leave(Guid applicationId)
        {
            if (!holding.Remove(applicationId)) waiting.Remove(applicationId);
        }
    }

    /// <summary>The events of all applications to a cohort, of its waiting list and its cap, in the order of the log.</summary>
    public static async Task<IReadOnlyList<object>> HistoryAsync(TestHost host, Guid cohort)
    {
        await using var session = host.App.Services.GetRequiredService<IDocumentStore>().QuerySession();
        var ids = await session.Query<Application>().Where(a => a.CohortId == cohort).Select(a => a.Id).ToListAsync();
        Guid[] streams = [.. ids, cohort, Intake.IdOf(cohort)];
        var events = await session.Events.QueryAllRawEvents().Where(e => e.StreamId.IsOneOf(streams)).OrderBy(e => e.Sequence).ToListAsync();
        return [.. events.Select(e => e.Data)];
    }

    /// <summary>So many eligible applications to a cohort, made at once.</summary>
    public static Task<Applied[]> EligibleApplicationsAsync(this Programme programme, TestHost host, Guid cohort, int count) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(_ => programme.AnEligibleApplicationAsync(host, cohort)));

    /// <summary>The status of the answer to a command, and for a refusal its code.</summary>
    public static async Task<string> TryAsync(this HttpClient client, string address, object? body = null)
    {
        using var response = await client.PostAsync(address, body is null ? null : JsonContent.Create(body));
        var text = await response.Content.ReadAsStringAsync();
        if (response.IsSuccessStatusCode) return $"{(int)response.StatusCode}";
        return $"{(int)response.StatusCode} {JsonDocument.Parse(text).RootElement.GetProperty("type").GetString()!.Split('/')[^1]}";
    }
}
