using System.Text.Json;
using Advance.Contracts;

namespace Advance.Host.Demo;

/// <summary>The mentoring of a cohort: matched pairs with their meetings, or circles with their sessions.</summary>
public sealed class MentoringPlay(ApiClient api, Draw draw, ShiftedClock clock)
{
    private sealed record Pair(Guid Id, Guid Mentee, Guid Mentor);

    private readonly Dictionary<Guid, List<Pair>> _pairs = [];

    /// <summary>Computes the best plan, approves and publishes it, and lets both sides answer; one mentee says no.</summary>
    public async Task MatchAsync(CohortPlay cohort)
    {
        var round = await api.CreateAsync("/api/matching-rounds", new { cohortId = cohort.Id });
        await api.DoAsync($"/api/matching-rounds/{round}/compute");
        var hash = (await api.ReadAsync($"/api/matching-rounds/{round}")).GetProperty("proposalHash").GetString();
        clock.Advance(TimeSpan.FromDays(1));
        await api.DoAsync($"/api/matching-rounds/{round}/approve", new { proposalHash = hash });
        await api.DoAsync($"/api/matching-rounds/{round}/publish");
        List<Pair> pairs = [];
        await foreach (var m in api.ListAsync($"/api/cohorts/{cohort.Id}/mentorships")) pairs.Add(PairOf(m));
        pairs = [.. pairs.OrderBy(p => p.Mentee)]; // pairs of one moment have no order of their own, mentees came one by one
        for (var i = 0; i < pairs.Count; i++)
        {
            var (mentee, mentor) = (api.As(Roles.Mentee, pairs[i].Mentee), api.As(Roles.Mentor, pairs[i].Mentor));
            clock.Advance(TimeSpan.FromHours(5));
            if (i == 2)
            {
                await mentee.DoAsync($"/api/mentorships/{pairs[i].Id}/refuse");
                continue;
            }

            await mentee.DoAsync($"/api/mentorships/{pairs[i].Id}/accept");
            await mentor.DoAsync($"/api/mentorships/{pairs[i].Id}/accept");
        }

        _pairs[cohort.Id] = [.. pairs.Where((_, i) => i != 2)];
    }

    /// <summary>Both sign, and meet about once a month; both attest each meeting, but for one that is attested by one alone.</summary>
    public async Task MeetAsync(CohortPlay cohort, int month)
    {
        foreach (var pair in _pairs[cohort.Id])
        {
            var (mentee, mentor) = (api.As(Roles.Mentee, pair.Mentee), api.As(Roles.Mentor, pair.Mentor));
            if (month == 0)
            {
                await mentee.DoAsync($"/api/mentorships/{pair.Id}/agree");
                await mentor.DoAsync($"/api/mentorships/{pair.Id}/agree");
            }

            if (draw.Below(6) == 0) continue;
            object met = new { heldOn = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), minutes = 60 };
            await mentee.DoAsync($"/api/mentorships/{pair.Id}/attest-meeting", met);
            if (draw.Below(15) > 0) await mentor.DoAsync($"/api/mentorships/{pair.Id}/attest-meeting", met);
        }
    }

    /// <summary>One pair ends early, without a reason; nobody learns who ended it.</summary>
    public async Task EndOneEarlyAsync(CohortPlay cohort)
    {
        var pair = _pairs[cohort.Id][^1];
        await api.As(Roles.Mentee, pair.Mentee).DoAsync($"/api/mentorships/{pair.Id}/end");
        _pairs[cohort.Id].Remove(pair);
    }

    public async Task CompletePairsAsync(CohortPlay cohort)
    {
        foreach (var pair in _pairs[cohort.Id]) await api.DoAsync($"/api/mentorships/{pair.Id}/complete");
    }

    /// <summary>Composes the circles, lets them adopt ground rules and start.</summary>
    public async Task<IReadOnlyList<Guid>> ComposeAsync(CohortPlay cohort)
    {
        var composed = await api.AskAsync($"/api/cohorts/{cohort.Id}/compose-circles");
        var circles = composed.GetProperty("circles").EnumerateArray().Select(c => c.GetGuid()).ToList();
        foreach (var circle in circles)
        {
            await api.DoAsync($"/api/circles/{circle}/approve");
            await api.DoAsync($"/api/circles/{circle}/adopt-ground-rules", new { text = "What is said here stays here. Everybody speaks." });
            await api.DoAsync($"/api/circles/{circle}/start");
        }

        return circles;
    }

    /// <summary>A session of each circle, now; most people come.</summary>
    public async Task SessionAsync(IReadOnlyList<Guid> circles)
    {
        var startsAt = clock.GetUtcNow().AddDays(2);
        List<(Guid Circle, Guid Session)> sessions = [];
        foreach (var circle in circles)
        {
            await api.DoAsync($"/api/circles/{circle}/schedule-session", new { startsAt, minutes = 120 });
            var view = await api.ReadAsync($"/api/circles/{circle}");
            sessions.Add((circle, view.GetProperty("sessions").EnumerateArray().Last().GetProperty("id").GetGuid()));
        }

        clock.Set(startsAt.AddHours(2));
        foreach (var (circle, session) in sessions)
        {
            var seats = (await api.ReadAsync($"/api/circles/{circle}")).GetProperty("seats").EnumerateArray();
            var present = seats.Select(s => s.GetProperty("personId").GetGuid()).Where(_ => draw.Below(8) > 0).ToList();
            await api.DoAsync($"/api/circles/{circle}/record-attendance", new { sessionId = session, present });
        }
    }

    public async Task CompleteCirclesAsync(IReadOnlyList<Guid> circles)
    {
        foreach (var circle in circles) await api.DoAsync($"/api/circles/{circle}/complete");
    }

    /// <summary>A gathering: planned, registered for, held. One registered person does not come.</summary>
    public async Task GatherAsync(CohortPlay cohort, GatheringKind kind, string title, int capacity)
    {
        var startsAt = clock.GetUtcNow().AddDays(3);
        var id = await api.CreateAsync("/api/gatherings",
            new { kind, title, place = "Maison du Savoir", startsAt, endsAt = startsAt.AddHours(3), capacity, cohortId = cohort.Id });
        await api.DoAsync($"/api/gatherings/{id}/open-registration");
        foreach (var mentee in cohort.Mentees.Keys) await api.As(Roles.Mentee, mentee).DoAsync($"/api/gatherings/{id}/register", new { personId = mentee });
        clock.Set(startsAt.AddHours(1));
        await api.DoAsync($"/api/gatherings/{id}/record-attendance", new { present = cohort.Mentees.Keys.Take(capacity).Skip(1) });
        clock.Set(startsAt.AddHours(4));
        await api.DoAsync($"/api/gatherings/{id}/close");
    }

    private static Pair PairOf(JsonElement m) =>
        new(m.GetProperty("id").GetGuid(), m.GetProperty("menteeId").GetGuid(), m.GetProperty("mentorPersonId").GetGuid());
}
