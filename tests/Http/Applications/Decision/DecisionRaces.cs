using Advance.Applications;
using Advance.Contracts;
using Advance.Strands;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Advance.Tests.Http.Applications;

/// <summary>
/// Everything that moves a place at once over HTTP: decisions, answers, lapses, withdrawals and cap raises (rule A4). A sample of the
/// schedules; <c>ADVANCE_LONG=1</c> plays a thousand, and <c>ADVANCE_SCHEDULES=FROM-TO</c> those numbers.
/// </summary>
public class DecisionRaces(SharedHost shared)
{
    private const int Places = 2;
    private const int Applicants = 6;
    private static readonly string[] Before = ["select", "select", "waitlist", "waitlist", "decline", "withdraw", "reconsider"];
    private static readonly string[] After = ["offer", "offer", "accept-offer", "decline-offer", "withdraw", "expire-offer", "decline"];
    private static readonly HashSet<string> Honest = ["200", "409 cohort-full", "409 places-left", "409 already-decided", "409 application-withdrawn",
        "409 not-selected", "409 no-open-offer", "409 application-over", "409 offer-still-open", "409 position-beyond-list", "409 not-decided"];

    private static readonly StrandPolicy Policy = new(20, 1, 20, Cadence.Yearly, 6, 5, 1, 1, 3, 3, false, false, ["postdoc"], [], []);
    private readonly Dictionary<Guid, HttpClient> _mentees = [];

    private TestHost Host => shared.Host;

    [Fact]
    public async Task No_schedule_oversells_leaves_a_place_empty_or_answers_without_a_rule()
    {
        var (from, to) = Numbers();
        var (promotions, acceptances) = (0, 0);
        for (var number = from; number <= to; number++)
        {
            var history = await PlayAsync(number);
            promotions += history.Decided<ApplicationPromoted>().Count();
            acceptances += history.Count(e => e is OfferAccepted);
        }

        promotions.Should().BeGreaterThan(0, "the schedules must reach the waiting list");
        acceptances.Should().BeGreaterThan(0, "the schedules must reach an acceptance");
    }

    private static (int From, int To) Numbers()
    {
        var named = Environment.GetEnvironmentVariable("ADVANCE_SCHEDULES")?.Split('-').Select(int.Parse).ToArray();
        return named is [var from, var to] ? (from, to) : (1, Environment.GetEnvironmentVariable("ADVANCE_LONG") == "1" ? 1_000 : 15);
    }

    private async Task<IReadOnlyList<object>> PlayAsync(int number)
    {
        Random random = new(number);
        var (cohort, applied) = await AppliedAsync();
        await RaceAsync(number, random, cohort, applied, Before);
        foreach (var a in applied) // whoever is undecided yet
            if (await Host.Staff.TryAsync(Decided.Of(a, "select")) == "409 cohort-full") await Host.Staff.DoAsync(Decided.Of(a, "waitlist"));
        await Host.Staff.DoAsync($"/api/cohorts/{cohort}/release-decisions");
        await RaceAsync(number, random, cohort, applied, After);

        var history = await Eventually.Get(() => Clerk.HistoryAsync(Host, cohort), IsQuiet, $"schedule {number}: more places reach those who wait");
        Clerk.AssertHistory(history, Places, $"schedule {number}");
        foreach (var client in _mentees.Values) client.Dispose();
        _mentees.Clear();
        return history;
    }

    private async Task RaceAsync(int number, Random random, Guid cohort, Applied[] applied, string[] verbs)
    {
        var cap = (await Host.Staff.ReadAsync($"/api/cohorts/{cohort}/places")).GetProperty("cap").GetInt32();
        var raiseIn = random.Next(6); // a wave that there is, or not
        var steps = applied.SelectMany(a => Enumerable.Range(0, 4).Select(_ => (a, Verb: verbs[random.Next(verbs.Length)]))).ToArray();
        random.Shuffle(steps);
        foreach (var wave in steps.Chunk(random.Next(4, 13)))
        {
            var raised = raiseIn-- == 0 ? Decided.HappensAsync(Host, cohort, new CapRaised(cohort, cap + 1, "2026/9")) : Task.CompletedTask;
            var position = random.Next(4) == 0 ? (int?)1 : null;
            var answers = await Task.WhenAll(wave.Select(s => StepAsync(s.a, s.Verb, position)));
            answers.Should().OnlyContain(a => Honest.Contains(a), $"schedule {number} answers with rules only");
            await raised;
        }
    }

    private Task<string> StepAsync(Applied applied, string verb, int? position)
    {
        object? body = verb switch
        {
            "offer" => new { expiresAt = Host.Clock.GetUtcNow().AddDays(14) },
            "accept-offer" => new { charterVersion = "1.0" },
            "decline" => new { ground = "Merit" },
            "waitlist" when position is not null => new { position },
            _ => null,
        };
        var client = verb is "accept-offer" or "decline-offer" or "withdraw" ? _mentees[applied.PersonId] : Host.Staff;
        return client.TryAsync(Decided.Of(applied, verb), body);
    }

    /// <summary>Nobody waits while there is a place: what was published has been heard.</summary>
    private static bool IsQuiet(IReadOnlyList<object> history)
    {
        var applications = history.Aggregate(new Intake(), (intake, e) => intake.Evolve(e));
        var cap = history.Aggregate(new Call(), (call, e) => call.Evolve(e)).Places;
        return applications.Count(Standing.Waiting) == 0 || applications.Count(Standing.Holding) >= cap;
    }

    /// <summary>A closed call with eligible applications, as the log has it: made past the API, because a thousand times is a lot.</summary>
    private async Task<(Guid Cohort, Applied[] Applied)> AppliedAsync()
    {
        var (cohort, strand, institution) = (Ids.New(), Ids.New(), Ids.New());
        Applied[] applied = [.. Enumerable.Range(0, Applicants).Select(_ => new Applied(Ids.New(), Ids.New()))];
        await using var session = Host.App.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        session.Events.StartStream<Cohort>(cohort, new CohortPlanned(cohort, strand, Programme.Key("race"), StrandFormat.OneOnOne, new(2030, 1, 1), new(2030, 6, 30)),
            new CallPublished(cohort, strand, 1, Policy, Places, Host.Clock.GetUtcNow().AddDays(1), [institution], "1.0"), new CallClosed(cohort));
        session.Events.StartStream<Intake>(Intake.IdOf(cohort),
            applied.Select(a => (object)new ApplicationReceived(cohort, a.ApplicationId, a.PersonId, institution)));
        foreach (var a in applied)
        {
            session.Events.StartStream<Application>(a.ApplicationId, new ApplicationSubmitted(a.ApplicationId, cohort, a.PersonId, institution, "postdoc", [], []),
                new Prepared<EligibilityConfirmed>(new(a.ApplicationId, cohort, a.PersonId)));
            _mentees[a.PersonId] = Host.As(Roles.Mentee, a.PersonId);
        }

        await session.SaveChangesAsync();
        return (cohort, applied);
    }
}
