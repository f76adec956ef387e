namespace Advance.Verifier.Replay;

/// <summary>Proposed pairs and the mentorships that they became.</summary>
public sealed class Mentorships
{
    private const string Formed = "mentorships-formed", Pairs = "mentorships";
    private static readonly TimeSpan Prompt = TimeSpan.FromDays(30);
    private readonly Dictionary<string, Mentorship> byId = new(StringComparer.Ordinal);
    private readonly Cohort cohort;
    private readonly Applications applications;
    private readonly Mentorship[] all, formed;

    private sealed class Mentorship(string id, string mentee, string mentor, string enrolment, ulong proposed)
    {
        public readonly Dictionary<string, Happened> Last = new(StringComparer.Ordinal);
        public readonly List<Happened> Meetings = [];

        public string Mentee => mentee;

        public string Mentor => mentor;

        public string Enrolment => enrolment;

        public ulong Proposed => proposed;

        public Happened? Became(string what) => Last.GetValueOrDefault("matching." + what);

        // After an introductory meeting either may still refuse: then nothing was formed.
        public Happened Formed => (Became("mentorship-formed") is { } formed && !(Became("proposal-refused")?.Seq > formed.Seq) ? formed : null)!;

        public Unit At(ulong seq) => new(id, mentee, seq);
    }

    public Mentorships(Cohort cohort, Applications applications)
    {
        (this.cohort, this.applications) = (cohort, applications);
        foreach (var e in cohort.All().Where(e => e.Type.StartsWith("matching.", StringComparison.Ordinal)))
        {
            var id = e.Text("mentorshipId");
            if (e.Type is "matching.pair-proposed" or "matching.mentorship-formed")
                byId.TryAdd(id, new(id, cohort.Who(e.Text("menteeId")), cohort.Who(e.Text("mentorPersonId")), e.Text("mentorId"), e.Seq));
            if (!byId.TryGetValue(id, out var one))
                continue;
            one.Last[e.Type] = e;
            if (e.Type == "matching.meeting-counted")
                one.Meetings.Add(e);
        }

        all = [.. byId.Values.OrderBy(m => m.Proposed)];
        formed = [.. all.Where(m => m.Formed is not null)];
    }

    public IEnumerable<Measure> Figures()
    {
        yield return Measure.OfPersons(Formed, "Mentorships formed", formed.Select(m => m.At(m.Formed.Seq)), Pairs);
        if (!cohort.IsOfCircles)
        {
            var matched = formed.Select(m => m.Mentee).ToHashSet(StringComparer.Ordinal);
            yield return Measure.OfPersons("unmatched", "Mentees without a mentor so far",
                Applications.Units(applications.All, a => a.IsMentee && !matched.Contains(a.Person) ? a.Accepted!.Seq : null), partOf: "mentees");
        }

        var envisioned = (long?)cohort.Policy?["envisionedMeetings"]?.AsSize * formed.Length;
        yield return Measure.OfStatistic("meetings-counted", "Meetings attested by both, of those envisioned",
            [.. formed.SelectMany(m => m.Meetings.DefaultIfEmpty(m.Formed).Select(e => m.At(e.Seq)))], formed.Sum(m => m.Meetings.Count),
            "meetings", envisioned);
        yield return Share("completed", "Completed", m => m.Became("mentorship-completed"));
        yield return Share("ended-early", "Ended early, by nobody's fault", m => m.Became("mentorship-ended"));
        foreach (var figure in Proposals().Concat(Mentors()))
            yield return figure;
        yield return Share("cross-institution", "Mentor from another institution", m => IsAcross(m) ? m.Formed : null);
        yield return Share("agreed-promptly", "Agreement signed within 30 days of forming",
            m => m.Became("mentorship-agreed") is { } agreed && agreed.At - m.Formed.At <= Prompt ? agreed : null);
        yield return Share("met-promptly", "First counted meeting within 30 days of forming", m => m.Meetings.Count > 0
            && m.Meetings.Min(e => e.Day("heldOn")) <= DateOnly.FromDateTime(m.Formed.At).AddDays(Prompt.Days) ? m.Meetings[0] : null);
    }

    private Measure Share(string key, string name, Func<Mentorship, Happened?> by) => Measure.OfShare(key, name, Formed,
        formed.Where(m => by(m) is not null).Select(m => m.At(by(m)!.Seq)), Pairs);

    private IEnumerable<Measure> Proposals()
    {
        var firsts = all.DistinctBy(m => m.Mentee).ToArray();
        yield return Measure.OfPersons("proposed", "Mentees with a proposed mentor", firsts.Select(m => Unit.Of(m.Mentee, m.Proposed)));
        yield return Measure.OfShare("accepted-first-time", "First proposal accepted by both", "proposed",
            firsts.Where(m => m.Formed is not null).Select(m => Unit.Of(m.Mentee, m.Formed.Seq)));
        yield return Measure.OfPersons("proposals-refused", "Proposals refused",
            all.Where(m => m.Became("proposal-refused") is not null).Select(m => m.At(m.Became("proposal-refused")!.Seq)), "proposals");
        var waits = firsts.Where(m => m.Formed is not null)
            .Select(m => (Mentorship: m, Application: applications.All.LastOrDefault(a => a.Person == m.Mentee && a.Accepted is not null)))
            .Where(w => w.Application is not null).ToArray();
        var days = waits.Select(w => Math.Max(0, (w.Mentorship.Formed.At - w.Application!.Accepted!.At).Days)).Order().ToArray();
        yield return Measure.OfStatistic("days-to-match", "Days from acceptance to mentorship (median, first proposals)",
            [.. waits.Select(w => Unit.Of(w.Mentorship.Mentee, w.Mentorship.Formed.Seq))], days.Length == 0 ? null : days[(days.Length - 1) / 2], "days");
    }

    private IEnumerable<Measure> Mentors()
    {
        var room = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var e in cohort.All("matching.mentor-enrolled", "matching.capacity-declared"))
            room[e.Text("mentorId")] = (long)e.Number("capacity");
        var serving = formed.DistinctBy(m => m.Mentor).ToArray();
        Unit[] servants = [.. serving.Select(m => Unit.Of(m.Mentor, m.Formed.Seq))];
        yield return Measure.OfPersons("mentors-proposed", "Mentors proposed to somebody",
            all.DistinctBy(m => m.Mentor).Select(m => Unit.Of(m.Mentor, m.Proposed)));
        yield return Measure.OfPersons("mentors-serving", "Mentors with a mentorship", servants);
        yield return Measure.OfShare("mentors-of-several", "Of them with more than one mentee in this cohort", "mentors-serving",
            formed.GroupBy(m => m.Mentor).Where(g => g.Count() > 1).Select(g => Unit.Of(g.Key, g.Last().Formed.Seq)));
        yield return Measure.OfStatistic("mentor-room", "Room that they declared, over all cohorts", servants,
            serving.Sum(m => room.GetValueOrDefault(m.Enrolment)), "mentees");
    }

    private bool IsAcross(Mentorship m) =>
        cohort.All("matching.mentor-enrolled").LastOrDefault(e => e.Text("mentorId") == m.Enrolment) is { } mentor
        && applications.All.LastOrDefault(a => a.Person == m.Mentee) is { } mentee && mentor.Text("institutionId") != mentee.Institution;
}
