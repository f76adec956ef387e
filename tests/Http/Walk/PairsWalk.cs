namespace Advance.Tests.Http.Walk;

/// <summary>
/// A one-on-one cohort with two places from its call to its completion: four apply, two are selected, one waits, one is declined; one
/// declines the offer, so that who waited moves up. Two pairs: one mentorship is completed, one ended early.
/// </summary>
internal sealed record PairsWalk(CohortOf Of, Applied Ada, Applied Lise, Guid Grace, Guid Completed, Guid Ended)
{
    public static async Task<PairsWalk> PlayAsync(Office office)
    {
        var of = await office.PlanAsync("OneOnOne", hardCap: 2);
        await PublishAsync(office, of.CohortId);
        var (grace, sofia) = (await office.EnrolAsync("Grace", of.OwnerId), await office.EnrolAsync("Sofia", of.PartnerId));
        var ada = await office.ApplyAsync(of.CohortId, await office.RegisterAsync("Ada", of.OwnerId), grace);
        var emmy = await office.ApplyAsync(of.CohortId, await office.RegisterAsync("Emmy", of.OwnerId), grace, sofia);
        var lise = await office.ApplyAsync(of.CohortId, await office.RegisterAsync("Lise", of.PartnerId), sofia);
        var mary = await office.ApplyAsync(of.CohortId, await office.RegisterAsync("Mary", of.PartnerId));
        await DecideAsync(office, of.CohortId, [ada, emmy], lise, mary);
        await AnswerAsync(office, ada, emmy, lise);

        await office.Staff.DoAsync($"/api/cohorts/{of.CohortId}/start");
        await MatchAsync(office, of.CohortId);
        var (first, second) = (await PairOfAsync(office, of.CohortId, ada.PersonId), await PairOfAsync(office, of.CohortId, lise.PersonId));
        await MeetAsync(office, first, ada.PersonId, grace);
        await MeetAsync(office, second, lise.PersonId, sofia);
        await office.Staff.DoAsync($"/api/mentorships/{first}/complete");
        await office.Mentee(lise.PersonId).DoAsync($"/api/mentorships/{second}/end");
        await office.Staff.DoAsync($"/api/cohorts/{of.CohortId}/complete");
        return new(of, ada, lise, grace, first, second);
    }

    private static async Task PublishAsync(Office office, Guid cohort)
    {
        await office.Staff.DoAsync($"/api/cohorts/{cohort}/publish-call", new { deadline = office.Now.AddDays(20), places = 2 });
        await office.Staff.DoAsync($"/api/cohorts/{cohort}/extend-call", new { deadline = office.Now.AddDays(25) });
    }

    /// <summary>Prepared one by one, released together.</summary>
    private static async Task DecideAsync(Office office, Guid cohort, Applied[] selected, Applied waiting, Applied declined)
    {
        foreach (var applied in selected.Append(waiting).Append(declined))
            await office.Staff.DoAsync($"/api/applications/{applied.ApplicationId}/confirm-eligibility", new { });
        foreach (var applied in selected) await office.Staff.DoAsync($"/api/applications/{applied.ApplicationId}/select");
        await office.Staff.DoAsync($"/api/applications/{waiting.ApplicationId}/waitlist");
        await office.Staff.DoAsync($"/api/applications/{declined.ApplicationId}/decline", new { ground = "Capacity" });
        await office.Staff.DoAsync($"/api/cohorts/{cohort}/close-call");
        await office.Staff.DoAsync($"/api/cohorts/{cohort}/release-decisions");
    }

    private static async Task AnswerAsync(Office office, Applied accepting, Applied declining, Applied waiting)
    {
        await office.OfferAsync(accepting);
        await office.AcceptAsync(accepting);
        await office.OfferAsync(declining);
        await office.Mentee(declining.PersonId).DoAsync($"/api/applications/{declining.ApplicationId}/decline-offer");
        await office.OfferAsync(waiting);
        await office.AcceptAsync(waiting);
    }

    public static async Task MatchAsync(Office office, Guid cohort)
    {
        var round = await office.Staff.CreateAsync("/api/matching-rounds", new { cohortId = cohort });
        await office.Staff.DoAsync($"/api/matching-rounds/{round}/compute");
        var proposalHash = (await office.Staff.ReadAsync($"/api/matching-rounds/{round}")).GetProperty("proposalHash").GetString();
        await office.Staff.DoAsync($"/api/matching-rounds/{round}/approve", new { proposalHash });
        await office.Staff.DoAsync($"/api/matching-rounds/{round}/publish");
    }

    private static async Task<Guid> PairOfAsync(Office office, Guid cohort, Guid mentee) =>
        (await Office.AllAsync(office.Staff, $"/api/cohorts/{cohort}/mentorships")).Single(m => m.GetProperty("menteeId").GetGuid() == mentee).GetProperty("id").GetGuid();

    /// <summary>Both say yes, sign, and attest a meeting.</summary>
    private static async Task MeetAsync(Office office, Guid mentorship, Guid mentee, Guid mentor)
    {
        foreach (var client in new[] { office.Mentee(mentee), office.Mentor(mentor) }) await client.DoAsync($"/api/mentorships/{mentorship}/accept");
        foreach (var client in new[] { office.Mentee(mentee), office.Mentor(mentor) }) await client.DoAsync($"/api/mentorships/{mentorship}/agree");
        foreach (var client in new[] { office.Mentee(mentee), office.Mentor(mentor) })
            await client.DoAsync($"/api/mentorships/{mentorship}/attest-meeting", new { heldOn = office.Today, minutes = 60 });
    }
}
