using Advance.Contracts;

namespace Advance.Tests.Http.Walk;

/// <summary>A cohort of a circle strand: three mentees and three mentors become one circle that meets once and is completed; beside it a gathering.</summary>
internal sealed record CircleWalk(CohortOf Of, IReadOnlyList<Guid> Mentees, Guid CircleId, GatheringWalk Gathering)
{
    public static async Task<CircleWalk> PlayAsync(Office office)
    {
        var of = await office.PlanAsync("Circle", hardCap: 10);
        await office.Staff.DoAsync($"/api/cohorts/{of.CohortId}/publish-call", new { deadline = office.Now.AddDays(20) });
        foreach (var name in new[] { "Rita", "Vera", "Inge" }) await office.EnrolAsync(name, of.PartnerId, capacity: 2);
        var mentees = await AcceptedAsync(office, of);
        await office.Staff.DoAsync($"/api/cohorts/{of.CohortId}/start");
        var composed = await Office.AskAsync(office.Staff, $"/api/cohorts/{of.CohortId}/compose-circles");
        var circle = composed.GetProperty("circles")[0].GetGuid();
        await office.Staff.DoAsync($"/api/circles/{circle}/approve");
        await office.Staff.DoAsync($"/api/circles/{circle}/adopt-ground-rules", new { text = "What is said here stays here." });
        await office.Staff.DoAsync($"/api/circles/{circle}/start");
        await MeetAsync(office, circle);
        var gathering = await GatheringWalk.PlayAsync(office, of.CohortId, mentees);
        await office.Staff.DoAsync($"/api/circles/{circle}/complete");
        await office.Staff.DoAsync($"/api/cohorts/{of.CohortId}/complete");
        return new(of, mentees, circle, gathering);
    }

    private static async Task<IReadOnlyList<Guid>> AcceptedAsync(Office office, CohortOf of)
    {
        List<Applied> applied = [];
        foreach (var (name, home) in new[] { ("Marie", of.OwnerId), ("Hedy", of.PartnerId), ("Annie", of.OwnerId) })
            applied.Add(await office.ApplyAsync(of.CohortId, await office.RegisterAsync(name, home)));
        foreach (var one in applied)
        {
            await office.Staff.DoAsync($"/api/applications/{one.ApplicationId}/confirm-eligibility", new { });
            await office.Staff.DoAsync($"/api/applications/{one.ApplicationId}/select");
        }

        await office.Staff.DoAsync($"/api/cohorts/{of.CohortId}/close-call");
        await office.Staff.DoAsync($"/api/cohorts/{of.CohortId}/release-decisions");
        foreach (var one in applied)
        {
            await office.OfferAsync(one);
            await office.AcceptAsync(one);
        }

        return [.. applied.Select(a => a.PersonId)];
    }

    /// <summary>A mentor of the circle schedules a session and records, once it has begun, who came.</summary>
    private static async Task MeetAsync(Office office, Guid circle)
    {
        var seats = (await office.Staff.ReadAsync($"/api/circles/{circle}")).GetProperty("seats").EnumerateArray().ToList();
        var mentor = seats.First(s => s.GetProperty("isMentor").GetBoolean()).GetProperty("personId").GetGuid();
        var scheduled = await Office.AskAsync(office.Mentor(mentor), $"/api/circles/{circle}/schedule-session", new { startsAt = office.Now.AddDays(2), minutes = 90 });
        office.Pass(TimeSpan.FromDays(2) + TimeSpan.FromHours(1));
        await office.Mentor(mentor).DoAsync($"/api/circles/{circle}/record-attendance",
            new { sessionId = scheduled.GetProperty("sessionId").GetGuid(), present = seats.Select(s => s.GetProperty("personId").GetGuid()) });
    }
}

/// <summary>A gathering for a cohort with two seats: three register, one gives the seat back, who waited moves up; held, and closed.</summary>
internal sealed record GatheringWalk(Guid GatheringId, Guid Promoted)
{
    public static async Task<GatheringWalk> PlayAsync(Office office, Guid cohort, IReadOnlyList<Guid> people)
    {
        var startsAt = office.Now.AddDays(3);
        var id = await office.Staff.CreateAsync("/api/gatherings", new
        {
            kind = GatheringKind.KickOff.ToString(),
            title = "Kick-off",
            place = "Belval",
            startsAt,
            endsAt = startsAt.AddHours(2),
            capacity = 2,
            cohortId = cohort,
        });
        await office.Staff.DoAsync($"/api/gatherings/{id}/open-registration");
        List<string?> states = [];
        foreach (var person in people.Take(3))
            states.Add((await Office.AskAsync(office.Mentee(person), $"/api/gatherings/{id}/register", new { personId = person })).GetProperty("state").GetString());
        states.Should().Equal("Confirmed", "Confirmed", "Waitlisted");
        await office.Mentee(people[0]).DoAsync($"/api/gatherings/{id}/cancel-registration", new { personId = people[0] });
        office.Pass(TimeSpan.FromDays(3) + TimeSpan.FromMinutes(5));
        await office.Staff.DoAsync($"/api/gatherings/{id}/record-attendance", new { present = people.Skip(1).Take(2) });
        office.Pass(TimeSpan.FromHours(2));
        await office.Staff.DoAsync($"/api/gatherings/{id}/close");
        return new(id, people[2]);
    }
}
