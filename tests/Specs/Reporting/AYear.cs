using Advance.Contracts;
using Advance.Reporting.Figures;

namespace Advance.Tests.Specs.Reporting;

/// <summary>A Fellows-like cohort's year, event by event: as many applicants, places and outcomes as a spec asks for.</summary>
internal sealed class AYear
{
    private readonly List<Logged> _log = [];
    private DateTimeOffset _now = new(2026, 10, 1, 8, 0, 0, TimeSpan.Zero);

    public static readonly Guid Cohort = Ids.Of("cohort", Guid.Empty), Strand = Ids.Of("strand", Guid.Empty);
    public static readonly Guid University = Ids.Of("uni", Guid.Empty), Liser = Ids.Of("liser", Guid.Empty), Lih = Ids.Of("lih", Guid.Empty);
    public static readonly DateTimeOffset Deadline = new(2026, 11, 30, 22, 59, 59, TimeSpan.Zero);

    public static readonly StrandPolicy Policy = new(20, 10, 20, Cadence.Yearly, 6, 5, 1, 1, 3, 3, false, true, ["doctoral-senior", "postdoc"], [],
        ["envisionedMeetings"]);

    public AYear()
    {
        Happens(new InstitutionRegistered(University, "uni", "University of Luxembourg", true), new InstitutionRegistered(Liser, "liser", "LISER", false),
            new InstitutionRegistered(Lih, "lih", "Luxembourg Institute of Health", false), new StrandDefined(Strand, "fellows", "Fellows", StrandFormat.OneOnOne),
            new CohortPlanned(Cohort, Strand, "fellows-2027", StrandFormat.OneOnOne, new(2027, 1, 15), new(2027, 7, 14)),
            new CallPublished(Cohort, Strand, 1, Policy, 20, Deadline, [University, Liser, Lih], "1.0"));
    }

    public IReadOnlyList<Logged> Log => _log;
    public long Position => _log.Count;
    public CohortHistory History => new(_log, Cohort, Position);

    public static Guid Person(string kind, int n) => Ids.Of($"{kind}-{n}", Cohort);

    public AYear Happens(params object[] events)
    {
        foreach (var e in events) _log.Add(new(_log.Count + 1, _now = _now.AddHours(1), e));
        return this;
    }

    public AYear At(DateTimeOffset instant)
    {
        _now = instant;
        return this;
    }

    /// <summary>Applications from..to are submitted; two in three from the university, half of them by postdocs.</summary>
    public AYear Apply(int from, int to) => Each(from, to, n => new ApplicationSubmitted(Person("application", n), Cohort, Person("applicant", n),
        n % 3 == 0 ? (n % 2 == 0 ? Liser : Lih) : University, n % 2 == 0 ? "postdoc" : "doctoral-senior", [], []));

    public AYear Select(int from, int to) =>
        Each(from, to, n => new ApplicationSelected(Person("application", n), Cohort, Person("applicant", n), University));

    public AYear Decline(int from, int to, DeclineGround ground) =>
        Each(from, to, n => new ApplicationDeclined(Person("application", n), Cohort, Person("applicant", n), ground));

    public AYear Accept(int from, int to) =>
        Each(from, to, n => new OfferAccepted(Person("application", n), Cohort, Person("applicant", n), University, "1.0"));

    /// <summary>Mentees from..to get mentors, two to each from the second half on.</summary>
    public AYear Match(int from, int to) => Each(from, to, n => new PairProposed(Person("mentorship", n), Ids.Of("round", Guid.Empty), Cohort, Person("applicant", n),
            Mentor(n), Person("mentor", MentorOf(n)), 800))
        .Each(from, to, n => new MentorshipFormed(Person("mentorship", n), Cohort, Person("applicant", n), Mentor(n), Person("mentor", MentorOf(n))));

    public AYear Each(int from, int to, Func<int, object> e) => Happens([.. Enumerable.Range(from, to - from + 1).Select(e)]);

    public static int MentorOf(int n) => n > 10 ? n - 5 : n;

    public static Guid Mentor(int n) => Person("mentor-stream", MentorOf(n));

    /// <summary>All of it: 37 apply, 20 get a place, 20 accept and are matched, meet and (15) complete.</summary>
    public static AYear AWholeYear()
    {
        var year = new AYear().Apply(1, 37).Each(1, 37, n => new EligibilityConfirmed(Person("application", n), Cohort, Person("applicant", n)))
            .Happens(new CallClosed(Cohort)).Select(1, 20).Decline(21, 29, DeclineGround.Merit).Decline(30, 37, DeclineGround.Capacity)
            .At(new(2026, 12, 18, 9, 0, 0, TimeSpan.Zero)).Happens(new DecisionsReleased(Cohort, 20, 0, 17)).Accept(1, 20)
            .At(new(2027, 1, 10, 9, 0, 0, TimeSpan.Zero));
        foreach (var n in Enumerable.Range(1, 15))
            year.Happens(new MentorEnrolled(Person("mentor-stream", n), Person("mentor", n), n < 8 ? University : Liser, false, 2, [], ["en"]));
        year.Match(1, 20).Each(1, 20, n => new MentorshipAgreed(Person("mentorship", n), Cohort, "1.0")).Happens(new CohortStarted(Cohort, Strand));
        var kickOff = Ids.Of("kick-off", Guid.Empty);
        year.Happens(new GatheringPlanned(kickOff, Cohort, null, GatheringKind.KickOff, new(2027, 1, 20, 13, 0, 0, TimeSpan.Zero),
                new(2027, 1, 20, 16, 0, 0, TimeSpan.Zero), 60), new RegistrationOpened(kickOff, Cohort))
            .Each(1, 20, n => new RegistrationConfirmed(kickOff, Cohort, Person("applicant", n)))
            .At(new(2027, 1, 20, 16, 0, 0, TimeSpan.Zero))
            .Happens(new GatheringAttended(kickOff, Cohort, [.. Enumerable.Range(1, 20).Select(n => Person("applicant", n))], []), new GatheringClosed(kickOff, Cohort, 20, 0));
        foreach (var meeting in Enumerable.Range(1, 4))
            year.Each(1, 20, n => new MeetingCounted(Person("mentorship", n), Cohort, new DateOnly(2027, 1, 25).AddMonths(meeting - 1), 60, meeting));
        return year.At(new(2027, 7, 15, 9, 0, 0, TimeSpan.Zero)).Each(1, 15, n => new MentorshipCompleted(Person("mentorship", n), Cohort,
                Person("applicant", n), Mentor(n), 4))
            .Each(16, 20, n => new MentorshipEnded(Person("mentorship", n), Cohort, Person("applicant", n), Mentor(n)))
            .Happens(new CohortCompleted(Cohort, Strand));
    }
}
