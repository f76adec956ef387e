using System.Security.Cryptography;
using Advance.Contracts;

namespace Advance.Host.Demo;

/// <summary>
/// A whole programme year with every strand, September 2026 to October 2027, through the real commands and by a clock that is set.
/// The same seed tells the same year, but for ids and recorded times.
/// </summary>
public sealed class YearPlay(ApiClient api, ShiftedClock clock, Action<string> say)
{
    public static readonly DateTimeOffset Begin = At(2026, 9, 1);

    private const ulong Seed = 2026;

    private readonly Draw _draw = new(Seed);

    /// <summary>Where the Host of a play takes its random bytes from, so that lots fall the same way in each.</summary>
    public static RandomNumberGenerator Lots() => new PlayedRandomness(Seed);

    /// <summary>Plays the year; gives the cohorts, in order.</summary>
    public async Task<IReadOnlyList<CohortPlay>> PlayAsync()
    {
        var institutions = await IdsByKeyAsync("/api/institutions");
        var strands = await IdsByKeyAsync("/api/strands");
        var cast = new Cast(api, _draw, institutions);
        CohortPlay Cohort(CohortPlan plan) => new(api, cast, _draw, clock, plan, strands[plan.Strand]);
        var faculty = Cohort(new("faculty", "faculty-2026", At(2026, 9, 10), At(2026, 10, 10), new(2026, 11, 2), 12, null, 13, ["uni.lu"],
            ["assistant-professor", "associate-professor"], ["motivation-letter"]));
        var fellows = Cohort(new("fellows", "fellows-2027", At(2026, 11, 4), At(2026, 11, 30), new(2027, 1, 15), 6, null, 27,
            ["uni.lu", "liser", "lih", "list"], ["postdoc", "senior-doctoral-candidate"], ["motivation-letter", "support-letter"]));
        var circles = Cohort(new("circles", "circles-2027-1", At(2027, 1, 20), At(2027, 2, 15), new(2027, 3, 10), 4, 16, 20, ["liser", "lih", "list", "uni.lu"],
            ["postdoc", "doctoral-candidate"], ["motivation-letter", "support-letter"]));

        clock.Set(Begin);
        var (external, local) = await MentorsAsync(cast);
        say("The pool has 12 mentors from abroad and 18 from here.");
        await CallAsync(faculty, external);
        await CallAsync(fellows, local);
        var mentoring = new MentoringPlay(api, _draw, clock);
        await OneOnOneAsync(mentoring, fellows, circles, local);
        await FacultyAsync(mentoring, faculty);
        return [faculty, fellows, circles];
    }

    private async Task CallAsync(CohortPlay cohort, IReadOnlyList<Guid> wishable)
    {
        await cohort.CallAsync(wishable);
        await cohort.DecideAsync();
        say($"{cohort.Plan.Key}: {cohort.Plan.Applicants + 1} applied, {cohort.Mentees.Count} accepted their place.");
    }

    /// <summary>Fellows from January to July, and the spring's circles beside them.</summary>
    private async Task OneOnOneAsync(MentoringPlay mentoring, CohortPlay fellows, CohortPlay circles, IReadOnlyList<Guid> local)
    {
        await fellows.StartAsync();
        await mentoring.MatchAsync(fellows);
        await mentoring.GatherAsync(fellows, GatheringKind.KickOff, "Kick-off of the Fellows", 40);
        await mentoring.MeetAsync(fellows, 0);
        await CallAsync(circles, []);
        await circles.StartAsync();
        var composed = await mentoring.ComposeAsync(circles);
        say($"{circles.Plan.Key}: {composed.Count} circles.");
        for (var month = 1; month <= 4; month++)
        {
            clock.Set(At(2027, 2 + month, 20));
            await mentoring.MeetAsync(fellows, month);
            await mentoring.SessionAsync(composed);
            if (month == 2) await mentoring.GatherAsync(fellows, GatheringKind.Training, "Mentoring conversations", 12);
            if (month == 3) await mentoring.EndOneEarlyAsync(fellows);
        }

        await mentoring.CompleteCirclesAsync(composed);
        await circles.CompleteAsync();
        await mentoring.CompletePairsAsync(fellows);
        await fellows.CompleteAsync();
        say($"{fellows.Plan.Key}: completed. {circles.Plan.Key}: completed.");
    }

    /// <summary>Faculty: matched late in its year in this play, with mentors from abroad.</summary>
    private async Task FacultyAsync(MentoringPlay mentoring, CohortPlay faculty)
    {
        await faculty.StartAsync();
        await mentoring.MatchAsync(faculty);
        await mentoring.GatherAsync(faculty, GatheringKind.KickOff, "Kick-off of the Faculty strand", 30);
        for (var month = 0; month < 3; month++)
        {
            await mentoring.MeetAsync(faculty, month);
            clock.Advance(TimeSpan.FromDays(25));
        }

        await mentoring.CompletePairsAsync(faculty);
        await faculty.CompleteAsync();
        say($"{faculty.Plan.Key}: completed.");
    }

    private static async Task<(IReadOnlyList<Guid> External, IReadOnlyList<Guid> Local)> MentorsAsync(Cast cast)
    {
        List<Guid> external = [], local = [];
        for (var i = 0; i < 12; i++) external.Add(await EnrolAsync(await cast.ExternalAsync(), 1));
        string[] homes = ["uni.lu", "liser", "lih", "list", "uni.lu", "uni.lu"];
        for (var i = 0; i < 18; i++) local.Add(await EnrolAsync(await cast.PersonAsync(homes[i % homes.Length], "professor"), 1 + i % 2));
        return (external, local);

        async Task<Guid> EnrolAsync(Player player, int capacity)
        {
            await cast.EnrolAsync(player, capacity);
            return player.Id;
        }
    }

    private async Task<Dictionary<string, Guid>> IdsByKeyAsync(string address)
    {
        Dictionary<string, Guid> ids = [];
        await foreach (var item in api.ListAsync(address)) ids[item.GetProperty("key").GetString()!] = item.GetProperty("id").GetGuid();
        return ids;
    }

    private static DateTimeOffset At(int year, int month, int day) => new(year, month, day, 9, 0, 0, TimeSpan.Zero);
}
