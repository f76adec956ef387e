using System.Text.Json;
using Advance.Contracts;

namespace Advance.Host.Demo;

/// <summary>What a cohort of the play is like.</summary>
public sealed record CohortPlan(string Strand, string Key, DateTimeOffset CallOn, DateTimeOffset Deadline, DateOnly StartsOn, int Months, int? Places,
    int Applicants, string[] Institutions, string[] CareerStages, string[] Documents);

/// <summary>One cohort from its call to the acceptance of its offers, as its office, applicants and committee live it.</summary>
public sealed class CohortPlay(ApiClient api, Cast cast, Draw draw, ShiftedClock clock, CohortPlan plan, Guid strandId)
{
    private readonly List<(Guid Application, Player Player)> _applied = [];

    public Guid Id { get; private set; }
    public CohortPlan Plan => plan;
    public Dictionary<Guid, Player> Mentees { get; } = [];

    /// <summary>Plans the cohort, publishes its call, and lets people apply until the deadline, then closes the call.</summary>
    public async Task CallAsync(IReadOnlyList<Guid> wishable)
    {
        clock.Set(plan.CallOn);
        Id = await api.CreateAsync("/api/cohorts", new { strandId, key = plan.Key, startsOn = plan.StartsOn });
        await api.DoAsync($"/api/cohorts/{Id}/publish-call", new { deadline = plan.Deadline, places = plan.Places });
        for (var i = 0; i < plan.Applicants; i++)
        {
            var player = await cast.PersonAsync(plan.Institutions[i % plan.Institutions.Length], plan.CareerStages[i % plan.CareerStages.Length]);
            _applied.Add((await cast.ApplyAsync(player, Id, plan.Documents, draw.Some(wishable, wishable.Count == 0 ? 0 : 1 + draw.Below(3))), player));
        }

        // One comes in good time, and one who is not eligible tries as well.
        var stranger = await cast.PersonAsync(plan.Institutions[0], "visiting-student");
        _applied.Add((await cast.ApplyAsync(stranger, Id, plan.Documents, []), stranger));
        clock.Set(plan.Deadline.AddMinutes(1));
        await api.DoAsync($"/api/cohorts/{Id}/close-call");
    }

    /// <summary>Decides, releases the decisions together, offers, and lets people answer: one declines, and the first who waits moves up.</summary>
    public async Task DecideAsync()
    {
        clock.Advance(TimeSpan.FromDays(4));
        var left = (await api.ReadAsync($"/api/cohorts/{Id}/places")).GetProperty("cap").GetInt32();
        foreach (var (application, player) in _applied)
        {
            if (!plan.CareerStages.Contains(player.CareerStage))
            {
                await api.DoAsync($"/api/applications/{application}/refuse-eligibility", new { rule = "career-stage-not-admitted" });
                continue;
            }

            await api.DoAsync($"/api/applications/{application}/confirm-eligibility", new { });
            if (left-- > 0) await api.DoAsync($"/api/applications/{application}/select");
            else if (draw.Below(4) > 0) await api.DoAsync($"/api/applications/{application}/waitlist");
            else await api.DoAsync($"/api/applications/{application}/decline", new { ground = DeclineGround.Capacity });
        }

        clock.Advance(TimeSpan.FromDays(6));
        await api.DoAsync($"/api/cohorts/{Id}/release-decisions");
        await AnswerOffersAsync(declining: 1);
        clock.Advance(TimeSpan.FromDays(3));
        await AnswerOffersAsync(declining: 0);
    }

    private async Task AnswerOffersAsync(int declining)
    {
        var charter = (await api.ReadAsync($"/api/cohorts/{Id}")).GetProperty("charterVersion").GetString()!;
        List<JsonElement> selected = [];
        await foreach (var application in api.ListAsync($"/api/cohorts/{Id}/applications"))
            if (application.GetProperty("status").GetString() is "Selected") selected.Add(application);
        foreach (var application in selected)
        {
            var (id, person) = (application.GetProperty("id").GetGuid(), application.GetProperty("personId").GetGuid());
            await api.DoAsync($"/api/applications/{id}/offer", new { expiresAt = clock.GetUtcNow().AddDays(14) });
            if (declining-- > 0)
            {
                await api.As(Roles.Mentee, person).DoAsync($"/api/applications/{id}/decline-offer");
                continue;
            }

            await api.As(Roles.Mentee, person).DoAsync($"/api/applications/{id}/accept-offer", new { charterVersion = charter });
            Mentees[person] = _applied.First(a => a.Player.Id == person).Player;
        }
    }

    public async Task StartAsync()
    {
        clock.Set(new DateTimeOffset(plan.StartsOn, new TimeOnly(8, 0), TimeSpan.Zero));
        await api.DoAsync($"/api/cohorts/{Id}/start");
    }

    public async Task CompleteAsync()
    {
        clock.Set(new DateTimeOffset(plan.StartsOn.AddMonths(plan.Months), new TimeOnly(8, 0), TimeSpan.Zero));
        await api.DoAsync($"/api/cohorts/{Id}/complete");
    }
}
