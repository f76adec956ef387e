using Advance.Contracts;
using Advance.Tests.Specs.Reporting;

namespace Advance.Tests.Specs.Verifier;

/// <summary>Random histories of a cohort, in orders that no programme would allow: two readers of a log must agree on them all the same.</summary>
internal static class AHistory
{
    private static readonly Guid[] Institutions = [AYear.University, AYear.Liser, AYear.Lih, Ids.Of("unknown", Guid.Empty)];

    public static AYear Random(int seed)
    {
        var random = new Random(seed);
        var year = new AYear();
        foreach (var e in Events(random, 60 + random.Next(240)))
        {
            if (random.Next(6) == 0) year.At(year.Log[^1].At.AddDays(random.Next(20)));
            year.Happens(e);
        }

        return year;
    }

    public static IEnumerable<object> More(int seed) => Events(new Random(seed + 1), 30);

    private static IEnumerable<object> Events(Random random, int count) => Enumerable.Range(0, count).Select(_ => One(random));

    private static object One(Random random)
    {
        var (n, c) = (1 + random.Next(24), AYear.Cohort);
        Guid Some(string kind, int most) => AYear.Person(kind, 1 + random.Next(most));
        var (application, person, mentorship, mentor) = (AYear.Person("application", n), AYear.Person("applicant", n), Some("mentorship", 16), 1 + random.Next(9));
        var (gathering, circle, session) = (Some("gathering", 3), Some("circle", 2), Some("session", 4));
        var (mentorStream, mentorPerson) = (AYear.Person("mentor-stream", mentor), AYear.Person("mentor", mentor));
        Guid[] People(int most) => [.. Enumerable.Range(0, random.Next(most)).Select(_ => Some("applicant", 24)).Distinct()];
        var institution = Institutions[random.Next(Institutions.Length)];
        var later = AYear.Deadline.AddHours(random.Next(4000));
        return random.Next(38) switch
        {
            < 6 => new ApplicationSubmitted(application, c, person, institution, random.Next(3) == 0 ? "visiting" : "postdoc", [], []),
            6 => new EligibilityConfirmed(application, c, person),
            7 => new EligibilityRefused(application, c, person, "stage"),
            8 or 9 => new ApplicationSelected(application, c, person, institution),
            10 => new ApplicationWaitlisted(application, c, person, 1),
            11 => new ApplicationPromoted(application, c, person, institution),
            12 => new ApplicationDeclined(application, c, person, random.Next(2) == 0 ? DeclineGround.Merit : DeclineGround.Capacity),
            13 => new ApplicationWithdrawn(application, c, person),
            14 => new OfferDeclined(application, c, person),
            15 or 16 => new OfferAccepted(application, c, person, institution, "1.0"),
            17 => new MentorEnrolled(mentorStream, mentorPerson, random.Next(4) == 0 ? null : institution, false, random.Next(4), [], []),
            18 => new CapacityDeclared(mentorStream, mentorPerson, random.Next(5)),
            19 or 20 => new PairProposed(mentorship, Some("round", 1), c, person, mentorStream, mentorPerson, 500),
            21 => new ProposalRefused(mentorship, c, person, mentorStream),
            22 or 23 => new MentorshipFormed(mentorship, c, person, mentorStream, mentorPerson),
            24 => new MentorshipAgreed(mentorship, c, "1.0"),
            25 => new MeetingCounted(mentorship, c, DateOnly.FromDateTime(later.UtcDateTime), 60, 1),
            26 => random.Next(2) == 0 ? new MentorshipCompleted(mentorship, c, person, mentorStream, 3) : new MentorshipEnded(mentorship, c, person, mentorStream),
            27 => new CircleComposed(circle, c, [.. People(9).Select(p => new Seat(p, institution, random.Next(4) == 0))]),
            28 => random.Next(2) == 0 ? new SeatVacated(circle, c, person, false, new(2027, 1, 1)) : new CircleMentorReplaced(circle, c, person, mentorPerson, institution, new(2027, 1, 1)),
            29 => new SessionScheduled(circle, c, session, later, 90),
            30 => new SessionAttended(circle, c, session, People(9), 9),
            31 => new GatheringPlanned(gathering, random.Next(5) == 0 ? null : c, null, (GatheringKind)random.Next(6), later, later.AddHours(1), 50),
            32 => new RegistrationConfirmed(gathering, c, person),
            33 => random.Next(2) == 0 ? new RegistrationPromoted(gathering, c, person) : new RegistrationCancelled(gathering, c, person),
            34 => random.Next(3) == 0 ? new GatheringCancelled(gathering, c) : new GatheringRescheduled(gathering, c, later, later.AddHours(2)),
            35 => random.Next(3) == 0 ? new GatheringClosed(gathering, c, 1, 1) : new GatheringAttended(gathering, c, People(20), People(4)),
            36 => new PersonMerged(Some("applicant", 24), Some("applicant", 24)),
            _ => Frame(random, c, later),
        };
    }

    private static object Frame(Random random, Guid c, DateTimeOffset later) => random.Next(8) switch
    {
        0 => new CallExtended(c, later),
        1 => new CallClosed(c),
        2 => new DecisionsReleased(c, 1, 2, 3),
        3 => new CohortStarted(c, AYear.Strand),
        4 => new CohortCancelled(c, AYear.Strand),
        5 => new StrandDefined(AYear.Strand, "fellows", "Fellows & friends", StrandFormat.OneOnOne),
        6 => new ApplicationSubmitted(Ids.Of("x", c), Ids.Of("another cohort", c), Ids.Of("y", c), AYear.Liser, "postdoc", [], []),
        _ => new CircleCompleted(AYear.Person("circle", 1), c, 2),
    };
}
