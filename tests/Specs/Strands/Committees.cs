using Advance.Contracts;
using Advance.Strands;

namespace Advance.Tests.Specs.Strands;

/// <summary>A steering committee of five: three of the university, one of LISER, one of LIH who represents the partners.</summary>
internal static class Committees
{
    public static readonly Guid Id = Ids.New();
    public static readonly DateOnly Day = new(2026, 12, 1);
    public static readonly (Guid Uni, Guid Liser, Guid Lih) Institutions = (Ids.New(), Ids.New(), Ids.New());
    public static readonly (Guid Ada, Guid Emmy, Guid Grace, Guid Mary, Guid Rosa) People = (Ids.New(), Ids.New(), Ids.New(), Ids.New(), Ids.New());

    public static readonly CommitteeFormed Formed = new(Id, "steering", "Steering committee", CommitteeKind.Steering);

    /// <summary>A resolution on the selection of a cohort, carried by three.</summary>
    public static readonly Resolve Release = new("2026/7", Day, "Selection of the Fellows", Cohorts.Id, Votes: new(3, 0));

    public static Committee OfFive => Given.The<Committee>(Formed, Seat(People.Ada, Institutions.Uni), Seat(People.Emmy, Institutions.Uni),
        Seat(People.Grace, Institutions.Uni), Seat(People.Mary, Institutions.Liser), Seat(People.Rosa, Institutions.Lih, representsPartners: true));

    public static Meeting Meeting(params Guid[] present)
    {
        var convened = ConveneMeetingEndpoint.Decide(OfFive, new(Day), Ids.New());
        var meeting = Given.The<Meeting>(convened);
        return present.Length == 0 ? meeting : meeting.Evolve(RecordPresenceEndpoint.Decide(meeting, OfFive, new(present), Day));
    }

    /// <summary>A cohort whose call's policy asks for these of the partners; LISER and LIH take part in the call.</summary>
    public static Cohort ACohort(CompositionRule rule) => Given.The<Cohort>(Cohorts.Planned, Cohorts.Published with
    {
        Policy = Cohorts.Policy with { PartnerRepresentativeRequired = false, Composition = rule },
        Institutions = [Institutions.Uni, Institutions.Liser, Institutions.Lih],
    });

    /// <summary>A strand whose policy asks for these of the partners; LISER and LIH take part in it.</summary>
    public static Strand AStrand(CompositionRule rule) => Given.The<Strand>(new StrandDefined(Cohorts.StrandId, "fellows", "Fellows", StrandFormat.OneOnOne),
        new PolicyAdopted(Cohorts.StrandId, 1, new(2024, 1, 1), Cohorts.Policy with { PartnerRepresentativeRequired = false, Composition = rule }, null),
        new PartnerAdmitted(Cohorts.StrandId, Institutions.Liser, new(2024, 1, 1)), new PartnerAdmitted(Cohorts.StrandId, Institutions.Lih, new(2024, 1, 1)));

    public static ResolvedAtMeeting Resolve(Meeting meeting, CompositionRule rule = CompositionRule.None, Resolve? command = null) =>
        ResolutionAtMeeting.Decide(OfFive, meeting, new(ACohort(rule)), [Institutions.Uni], command ?? Release);

    public static Meeting Recuse(Meeting meeting, Guid person) => meeting.Evolve(RecuseMemberEndpoint.Decide(meeting, true, new(person, Cohorts.Id)));

    private static MemberSeated Seat(Guid person, Guid institution, bool representsPartners = false) =>
        new(Id, person, institution, representsPartners, new(2026, 1, 1), null);
}
