using System.Net.Http.Json;
using System.Text.Json;
using Advance.Applications;
using Advance.Contracts;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Advance.Tests.Http.Applications;

/// <summary>Plays the decisions of a cohort as a clerk with paper lists would: apart from the code under test.</summary>
internal static class Clerk
{
    /// <summary>
    /// Never more places than the cap, promotion in order, and no place empty while somebody waits, after every single event; before the
    /// release no decision is published, and with it each one once, as the lists have it.
    /// </summary>
    public static void AssertHistory(IReadOnlyList<object> history, int cap, string schedule)
    {
        HashSet<Guid> holding = [];
        List<Guid> waiting = [];
        HashSet<Guid> declined = [];
        Dictionary<Guid, object>? untold = null; // by the release, which there was when this is set
        var raised = false; // more places reach those who wait a moment later
        foreach (var stored in history.Where(e => e is IPrepared or DecisionReconsidered || e.GetType().Assembly == typeof(Refused).Assembly))
        {
            var e = stored is IPrepared prepared ? prepared.Decision : stored;
            if (stored is IPrepared) untold.Should().BeNull($"{schedule}: nothing is prepared after the release");
            if (e is DecisionsReleased)
            {
                untold = holding.Select(id => (id, (object)typeof(ApplicationSelected))).Concat(waiting.Select((id, at) => (id, (object)(at + 1))))
                    .Concat(declined.Select(id => (id, (object)typeof(ApplicationDeclined)))).ToDictionary(t => t.id, t => t.Item2);
                continue;
            }

            if (stored is WaitingListOrdered told && untold is not null)
            {
                told.ApplicationIds.Should().Equal(waiting, schedule);
                continue;
            }

            if (ToldOf(stored) is var (id, what) && untold?.Remove(id, out var due) == true)
            {
                what.Should().Be(due, $"{schedule}: the release tells of each as it stands");
                continue;
            }

            if (ToldOf(stored) is not null) untold.Should().BeEmpty($"{schedule}: a decision is published with the release and not before");
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
                case DecisionReconsidered taken: Leave(taken.ApplicationId); declined.Remove(taken.ApplicationId); break;
                case ApplicationWithdrawn withdrawn: Leave(withdrawn.ApplicationId); declined.Remove(withdrawn.ApplicationId); break;
                case ApplicationDeclined denied: Leave(denied.ApplicationId); declined.Add(denied.ApplicationId); break;
                case OfferDeclined answered: holding.Remove(answered.ApplicationId).Should().BeTrue(schedule); break;
                case OfferExpired expired: holding.Remove(expired.ApplicationId).Should().BeTrue(schedule); break;
                case OfferAccepted accepted: holding.Should().Contain(accepted.ApplicationId, schedule); break;
            }

            raised &= holding.Count < cap; // one who was deciding when it came may still join the list before it is heard
            holding.Count.Should().BeLessThanOrEqualTo(cap, $"{schedule}: never more places than there are");
        }

        if (untold is not null) untold.Should().BeEmpty($"{schedule}: the release leaves nobody out");
        if (waiting.Count > 0) holding.Count.Should().Be(cap, $"{schedule}: no place is empty while somebody waits");

        void Leave(Guid applicationId)
        {
            if (!holding.Remove(applicationId)) waiting.Remove(applicationId);
        }
    }

    /// <summary>What a published event says of whom: the decision, or the position on the list.</summary>
    private static (Guid Id, object What)? ToldOf(object published) => published switch
    {
        ApplicationSelected selected => (selected.ApplicationId, typeof(ApplicationSelected)),
        ApplicationWaitlisted waits => (waits.ApplicationId, waits.Position),
        ApplicationPromoted promoted => (promoted.ApplicationId, typeof(ApplicationPromoted)),
        ApplicationDeclined declined => (declined.ApplicationId, typeof(ApplicationDeclined)),
        _ => null,
    };

    /// <summary>The decisions of one kind, in their order, whether prepared or published after the release.</summary>
    public static IEnumerable<T> Decided<T>(this IEnumerable<object> history) where T : class =>
        history.Select(e => e as T ?? (e as Prepared<T>)?.Decision).OfType<T>();

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
