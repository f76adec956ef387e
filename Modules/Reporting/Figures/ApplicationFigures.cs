using Advance.Reporting.Disclosure;

namespace Advance.Reporting.Figures;

/// <summary>From application to place.</summary>
public static class ApplicationFigures
{
    public const string Applications = "applications", PlacesFilled = "places-filled", Mentees = "mentees";

    private const string Outcome = "outcome";

    public static void Add(Sheet sheet, CohortHistory history)
    {
        var all = history.Applications;
        sheet.Persons(Applications, "Applications", all.Select(a => new Counted(a.Person, a.Submitted)));
        sheet.Persons(PlacesFilled, "Places filled", Standing(all, ApplicationOutcome.HoldsAPlace), of: history.Call?.Data.Places, family: Outcome,
            partOf: Applications);
        sheet.Persons(Mentees, "Mentees (place accepted)", all.Where(a => a.IsMentee).Select(a => new Counted(a.Person, a.Accepted!.Value)),
            partOf: PlacesFilled);
        sheet.Persons("selected", "Given a place at some time", all.Where(a => a.GotAPlace is not null).Select(a => new Counted(a.Person, a.GotAPlace!.Value)),
            partOf: Applications);
        sheet.Persons("eligible", "Found eligible", all.Where(a => a.Eligible is not null).Select(a => new Counted(a.Person, a.Eligible!.Value)),
            partOf: Applications);
        void OfOutcome(string key, string name, ApplicationOutcome outcome) =>
            sheet.Persons(key, name, Standing(all, outcome), family: Outcome, partOf: Applications);
        OfOutcome("declined-merit", "Declined on merit", ApplicationOutcome.DeclinedOnMerit);
        OfOutcome("declined-capacity", "Declined for want of places", ApplicationOutcome.DeclinedForCapacity);
        OfOutcome("waitlisted", "On the waiting list", ApplicationOutcome.Waitlisted);
        OfOutcome("ineligible", "Not eligible", ApplicationOutcome.Ineligible);
        OfOutcome("withdrawn", "Withdrawn, or the offer declined", ApplicationOutcome.Withdrawn);
        OfOutcome("undecided", "Not yet decided", ApplicationOutcome.Open);
    }

    /// <summary>The applications that stand so, each with the event that made it so.</summary>
    public static IEnumerable<Counted> Standing(IEnumerable<ApplicationTrack> applications, ApplicationOutcome outcome) =>
        applications.Where(a => a.Outcome == outcome).Select(a => new Counted(a.Person, a.OutcomeSeq));
}
