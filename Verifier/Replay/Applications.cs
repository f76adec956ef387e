namespace Advance.Verifier.Replay;

/// <summary>Applications of a cohort: the last event that decided each one, and the steps on the way.</summary>
public sealed class Applications
{
    /// <summary>One application. <c>Standing</c> is the key of the figure that counts it, "undecided" at first.</summary>
    public sealed class Application(string person, string institution, string stage, ulong submitted)
    {
        public string Person => person;

        public string Institution => institution;

        public string Stage => stage;

        public ulong Submitted { get; } = submitted;

        public string Standing { get; private set; } = "undecided";

        public ulong Since { get; private set; } = submitted;

        public Happened? Accepted { get; set; }

        public ulong? Eligible { get; set; }

        public ulong? GotAPlace { get; set; }

        public bool IsMentee => Accepted is not null && Standing == PlacesFilled;

        public void Stands(string standing, ulong seq) => (Standing, Since) = (standing, seq);
    }

    public const string Count = "applications", PlacesFilled = "places-filled";
    private readonly Dictionary<string, Application> byId = new(StringComparer.Ordinal);

    public Applications(Cohort cohort)
    {
        foreach (var e in cohort.All())
        {
            if (e.Type == "applications.application-submitted")
                byId[e.Text("applicationId")] = new(cohort.Who(e.Text("personId")), e.Text("institutionId"), e.Text("careerStage"), e.Seq);
            else if (e.Type.StartsWith("applications.", StringComparison.Ordinal) && byId.TryGetValue(e.Text("applicationId"), out var one))
                Take(one, e);
        }
    }

    public IEnumerable<Application> All => byId.Values.OrderBy(a => a.Submitted);

    private static void Take(Application one, Happened e)
    {
        switch (e.Type)
        {
            case "applications.eligibility-confirmed":
                one.Eligible = e.Seq;
                break;
            case "applications.offer-accepted":
                one.Accepted = e;
                break;
            case "applications.application-selected" or "applications.application-promoted":
                one.GotAPlace = e.Seq;
                one.Stands(PlacesFilled, e.Seq);
                break;
            case "applications.application-declined":
                one.Stands(e.Text("ground") == "Merit" ? "declined-merit" : "declined-capacity", e.Seq);
                break;
            case "applications.eligibility-refused":
                one.Stands("ineligible", e.Seq);
                break;
            case "applications.application-waitlisted":
                one.Stands("waitlisted", e.Seq);
                break;
            case "applications.application-withdrawn" or "applications.offer-declined" or "applications.offer-expired":
                one.Stands("withdrawn", e.Seq);
                break;
        }
    }

    public IEnumerable<Measure> Figures(Cohort cohort)
    {
        Measure Where(string key, string name, Func<Application, ulong?> seq, string? of = Count) =>
            Measure.OfPersons(key, name, Units(All, seq)) with { PartOf = of };
        Measure Standing(string key, string name) => Where(key, name, a => a.Standing == key ? a.Since : null) with { Family = "outcome" };
        yield return Where(Count, "Applications", a => a.Submitted, null);
        yield return Standing(PlacesFilled, "Places filled") with { Of = (long?)cohort.Call?.Number("places") };
        yield return Where("mentees", "Mentees (place accepted)", a => a.IsMentee ? a.Accepted!.Seq : null, PlacesFilled);
        yield return Where("selected", "Given a place at some time", a => a.GotAPlace);
        yield return Where("eligible", "Found eligible", a => a.Eligible);
        yield return Standing("declined-merit", "Declined on merit");
        yield return Standing("declined-capacity", "Declined for want of places");
        yield return Standing("waitlisted", "On the waiting list");
        yield return Standing("ineligible", "Not eligible");
        yield return Standing("withdrawn", "Withdrawn, or the offer declined");
        yield return Standing("undecided", "Not yet decided");
    }

    /// <summary>Those that count, each with the event that makes it so.</summary>
    public static IEnumerable<Unit> Units(IEnumerable<Application> all, Func<Application, ulong?> seq) =>
        all.Where(a => seq(a) is not null).Select(a => Unit.Of(a.Person, seq(a)!.Value));
}
