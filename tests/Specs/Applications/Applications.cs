using Advance.Applications;
using Advance.Contracts;
using Advance.Tests.Specs.Strands;

namespace Advance.Tests.Specs.Applications;

/// <summary>Ada applies to a call of two places; the states that specs begin from.</summary>
internal static class Calls
{
    public static readonly Guid University = Ids.New();
    public static readonly Guid Lih = Ids.New();
    public static readonly DateTimeOffset Deadline = Cohorts.Deadline;
    public static readonly DateTimeOffset InTime = Deadline.AddDays(-3);
    public static readonly DateTimeOffset Late = Deadline.AddSeconds(1);

    public static readonly CallPublished Published = Cohorts.Published with
    {
        Policy = Cohorts.Policy with { RequiredDocuments = ["motivation-letter"] },
        Places = 2,
        Institutions = [University],
    };

    public static Call Planned => Given.The<Call>(Cohorts.Planned);
    public static Call Open => Given.The<Call>(Cohorts.Planned, Published);
    public static Call Closed => Open.Evolve(new CallClosed(Cohorts.Id));
    public static Call Cancelled => Open.Evolve(new CohortCancelled(Cohorts.Id, Cohorts.StrandId));
}

internal static class People
{
    public static readonly Guid Ada = Ids.New();

    public static Applicant AdaAt(Guid institution, string stage = "postdoc") => Given.The<Applicant>(
        new PersonRegistered(Ada), new AffiliationRecorded(Ada, institution, "unit", stage, new(2025, 1, 1)));
}

internal static class States
{
    public static readonly Guid Id = Ids.New();
    private static readonly Guid Cohort = Cohorts.Id;

    public static readonly ApplicationSubmitted Submission = new(Id, Cohort, People.Ada, Calls.University, "postdoc", [], []);
    public static readonly DocumentAttached Letter = new(Id, Cohort, People.Ada, "motivation-letter", Ids.New());
    public static readonly OfferMade Offer = new(Id, Cohort, People.Ada, Calls.Deadline.AddDays(14));

    public static Application Submitted => Given.The<Application>(Submission, Letter);
    public static Application Eligible => Submitted.Evolve(new EligibilityConfirmed(Id, Cohort, People.Ada));
    public static Application Ineligible => Submitted.Evolve(new EligibilityRefused(Id, Cohort, People.Ada, "contract-too-short"));
    public static Application Selected => Eligible.Evolve(new ApplicationSelected(Id, Cohort, People.Ada, Calls.University));
    public static Application Waitlisted => Eligible.Evolve(new ApplicationWaitlisted(Id, Cohort, People.Ada, 1));
    public static Application Declined => Eligible.Evolve(new ApplicationDeclined(Id, Cohort, People.Ada, DeclineGround.Merit));
    public static Application Offered => Selected.Evolve(Offer);
    public static Application Accepted => Offered.Evolve(new OfferAccepted(Id, Cohort, People.Ada, Calls.University, "1.0"));
    public static Application Withdrawn => Eligible.Evolve(new ApplicationWithdrawn(Id, Cohort, People.Ada));

    /// <summary>Ada's application, and others: as many as hold a place, wait and are undecided.</summary>
    public static Intake Intake(object? ada, int holding = 0, IReadOnlyList<Guid>? waiting = null, int undecided = 0, bool released = false)
    {
        List<object> events = [new ApplicationReceived(Cohort, Id, People.Ada, Calls.University)];
        for (var i = 0; i < holding; i++) Receive(Ids.New(), id => new PlaceTaken(Cohort, id));
        if (ada is not null) events.Add(ada);
        foreach (var id in waiting ?? []) Receive(id, x => new WaitJoined(Cohort, x));
        for (var i = 0; i < undecided; i++) Receive(Ids.New(), null);
        if (released) events.Add(new DecisionsReleased(Cohort, 0, 0, 0));
        return Given.The<Intake>(events);

        void Receive(Guid id, Func<Guid, object>? then)
        {
            events.Add(new ApplicationReceived(Cohort, id, Ids.New(), Calls.University));
            if (then is not null) events.Add(then(id));
        }
    }

    public static readonly PlaceTaken AdaHolds = new(Cohort, Id);
    public static readonly WaitJoined AdaWaits = new(Cohort, Id);
    public static readonly PlaceDenied AdaHasNone = new(Cohort, Id);
}
