using System.Globalization;

namespace Advance.Verifier.Replay;

/// <summary>What was planned beside what happened, by days in UTC, with the events behind both.</summary>
public static class Milestones
{
    public static Json Of(Cohort cohort) => Json.List(All(cohort));

    private static IEnumerable<Json> All(Cohort cohort)
    {
        var plan = cohort.Plan;
        yield return One("Cohort planned", null, null, [plan]);
        if (cohort.Call is { } call)
            yield return One("Call published", null, null, [call]);
        if (cohort.Deadline is { } deadline)
            yield return One("Deadline of the call", Day(deadline.At), deadline.By, cohort.All("strands.call-closed"));
        foreach (var one in IfAny("Decisions released", cohort.All("applications.decisions-released")))
            yield return one;
        yield return One("Start of the cohort", plan.Text("startsOn"), plan, cohort.All("strands.cohort-started"));
        yield return One("End of the cohort", plan.Text("endsOn"), plan, cohort.All("strands.cohort-completed"));
        foreach (var one in IfAny("Cohort cancelled", cohort.All("strands.cohort-cancelled")))
            yield return one;
        foreach (var one in Sessions(cohort).Concat(Gatherings(cohort)))
            yield return one;
    }

    private static IEnumerable<Json> Sessions(Cohort cohort)
    {
        var circles = cohort.All("circles.circle-composed").Select(e => e.Text("circleId")).Distinct().ToList();
        foreach (var session in cohort.All("circles.session-scheduled").OrderBy(e => e.Instant("startsAt")).ThenBy(e => e.Seq))
        {
            yield return One(string.Create(CultureInfo.InvariantCulture, $"Session of circle {circles.IndexOf(session.Text("circleId")) + 1}"),
                Day(session.Instant("startsAt")), session, cohort.All("circles.session-attended").Where(e => e.Text("sessionId") == session.Text("sessionId")));
        }
    }

    private static IEnumerable<Json> Gatherings(Cohort cohort)
    {
        foreach (var gathering in cohort.All("events.gathering-planned"))
        {
            IEnumerable<Happened> Of(string type) => cohort.All(type).Where(e => e.Text("gatheringId") == gathering.Text("gatheringId"));
            var last = Of("events.gathering-rescheduled").LastOrDefault() ?? gathering;
            var off = Of("events.gathering-cancelled").FirstOrDefault();
            yield return One($"Gathering: {NameOf(gathering.Text("kind"))}{(off is null ? "" : " (cancelled)")}", Day(last.Instant("startsAt")), last,
                off is null ? Of("events.gathering-attended") : [], off);
        }
    }

    private static string NameOf(string kind) => kind switch
    {
        "KickOff" => "kick-off",
        "MidTerm" => "mid-term meeting",
        "Closing" => "closing",
        "Training" => "training",
        "Lecture" => "lecture",
        _ => "networking",
    };

    private static IEnumerable<Json> IfAny(string what, IEnumerable<Happened> happened) => happened.Any() ? [One(what, null, null, happened)] : [];

    private static Json One(string what, string? planned, Happened? plannedBy, IEnumerable<Happened> happened, Happened? off = null)
    {
        var first = happened.FirstOrDefault();
        var events = new[] { plannedBy, first, off }.OfType<Happened>().Select(e => Json.Whole((long)e.Seq));
        return Json.Map(("events", Json.List(events)), ("happened", first is null ? null : Json.Quoted(Day(first.At))),
            ("planned", planned is null ? null : Json.Quoted(planned)), ("what", Json.Quoted(what)));
    }

    private static string Day(DateTime at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
