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

    public static Committee OfFive => Given.The<Committee>(Formed, Seat(People.Ada, Institutions.Uni), Seat(People.Emmy, Institutions.Uni),
        Seat(People.Grace, Institutions.Uni), Seat(People.Mary, Institutions.Liser), Seat(People.Rosa, Institutions.Lih, representsPartners: true));

    public static Meeting Meeting(params Guid[] present)
    {
        var convened = ConveneMeetingEndpoint.Decide(OfFive, new(Day), Ids.New());
        var meeting = Given.The<Meeting>(convened);
        return present.Length == 0 ? meeting : meeting.Evolve(RecordPresenceEndpoint.Decide(meeting, OfFive, new(present), Committees.Day));
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

    private static MemberSeated Seat(Guid person, Guid institution, bool representsPartners = false) =>
        new(Id, person, institution, representsPartners, new(2026, 1, 1), null);
}

public class MeetingSpecs
{
    private static readonly Resolve Release = new("2026/7", Committees.Day, "Selection of the Fellows", Cohorts.Id, Votes: new(3, 0));
    private static readonly Committee OfFive = Committees.OfFive;

    private static ResolvedAtMeeting Resolve(Meeting meeting, CompositionRule rule = CompositionRule.None, Resolve? command = null) =>
        ResolutionAtMeeting.Decide(OfFive, meeting, new(Committees.ACohort(rule)), [Committees.Institutions.Uni], command ?? Release);

    private static Meeting Recuse(Meeting meeting, Guid person) => meeting.Evolve(RecuseMemberEndpoint.Decide(meeting, true, new(person, Cohorts.Id)));

    [Theory]
    [InlineData(5, 1, 2, true, 1, 3)]
    [InlineData(4, 1, 2, true, 1, 3)]
    [InlineData(6, 2, 3, false, 1, 4)]
    [InlineData(7, 2, 3, false, 1, 5)]
    [InlineData(5, 0, 1, false, 1, 1)]
    [InlineData(3, 1, 2, true, 3, 3)]
    [InlineData(5, 1, 1, false, 1, 5)]
    public void A_quorum_is_a_share_of_the_mandates_and_never_fewer_than_it_says(int mandates, int numerator, int denominator, bool moreThan, int atLeast, int needed) =>
        new QuorumRule(numerator, denominator, moreThan, atLeast).Needed(mandates).Should().Be(needed);

    [Fact]
    public void The_rules_of_a_day_are_the_last_in_force_and_more_than_half_before_the_first()
    {
        var adopted = AdoptRulesEndpoint.Decide(OfFive, new(new(2026, 6, 1), new(2, 3, false)));
        var committee = OfFive.Evolve(adopted);
        committee.NeededOn(new(2026, 5, 31)).Should().Be(3);
        committee.NeededOn(new(2026, 6, 1)).Should().Be(4);
        Then.Refused("rules-date-taken", () => AdoptRulesEndpoint.Decide(committee, new(new(2026, 6, 1), QuorumRule.MoreThanHalf)));
    }

    [Fact]
    public void A_committee_meets_when_somebody_has_a_mandate_and_those_with_one_are_present()
    {
        Then.Refused("committee-not-constituted", () => ConveneMeetingEndpoint.Decide(OfFive, new(new(2025, 12, 31)), Ids.New()));
        Then.Refused("no-mandate", () => RecordPresenceEndpoint.Decide(Committees.Meeting(), OfFive, new([Committees.People.Ada, Ids.New()]), Committees.Day));
        Committees.Meeting(Committees.People.Ada, Committees.People.Rosa).Present.Should().Contain(new Attendee(Committees.People.Rosa, Committees.Institutions.Lih, true));
    }

    [Fact]
    public void A_resolution_needs_a_quorum_of_those_who_are_not_recused()
    {
        var p = Committees.People;
        Then.Refused("no-quorum", () => Resolve(Committees.Meeting()));
        Then.Refused("no-quorum", () => Resolve(Committees.Meeting(p.Ada, p.Emmy)));
        var three = Committees.Meeting(p.Ada, p.Emmy, p.Grace);
        Resolve(three).Should().Match<ResolvedAtMeeting>(r => r.Deciding == 3 && r.Needed == 3 && r.Mandates == 5 && r.Recused == 0);
        Then.Refused("no-quorum", () => Resolve(Recuse(three, p.Ada)));
        Resolve(Recuse(Committees.Meeting(p.Ada, p.Emmy, p.Grace, p.Mary), p.Ada)).Recused.Should().Be(1);
        ResolutionAtMeeting.Decide(OfFive, Recuse(three, p.Ada), new(), [], Release with { CohortId = null }).Deciding.Should().Be(3, "the recusal is from the cohort only");
        var left = OfFive.Evolve(new MandateEnded(Committees.Id, p.Ada, Committees.Day.AddDays(-1)));
        Then.Refused("no-quorum", () => ResolutionAtMeeting.Decide(left, three, new(), [], Release with { CohortId = null }));
    }

    [Fact]
    public void One_representative_of_the_partners_must_be_able_to_decide_where_the_policy_asks_for_one()
    {
        var p = Committees.People;
        Then.Refused("not-composed", () => Resolve(Committees.Meeting(p.Ada, p.Emmy, p.Grace), CompositionRule.OneRepresentative));
        var all = Committees.Meeting(p.Ada, p.Emmy, p.Grace, p.Rosa);
        Resolve(all, CompositionRule.OneRepresentative).Deciding.Should().Be(4);
        Then.Refused("not-composed", () => Resolve(Recuse(all, p.Rosa), CompositionRule.OneRepresentative));
    }

    [Fact]
    public void One_of_each_partner_in_the_call_must_be_able_to_decide_where_the_policy_asks_for_that()
    {
        var p = Committees.People;
        Then.Refused("not-composed", () => Resolve(Committees.Meeting(p.Ada, p.Emmy, p.Grace, p.Rosa), CompositionRule.OneEach));
        var all = Committees.Meeting(p.Ada, p.Emmy, p.Mary, p.Rosa);
        Resolve(all, CompositionRule.OneEach).Deciding.Should().Be(4);
        Then.Refused("not-composed", () => Resolve(Recuse(all, p.Mary), CompositionRule.OneEach));
    }

    [Fact]
    public void Votes_are_of_those_present_and_carry_a_resolution_when_more_are_for_it()
    {
        var three = Committees.Meeting(Committees.People.Ada, Committees.People.Emmy, Committees.People.Grace);
        Then.Refused("not-present", () => Resolve(three, command: Release with { Votes = new(3, 1) }));
        Then.Refused("not-on-meeting-day", () => Resolve(three, command: Release with { On = Committees.Day.AddDays(1) }));
        Then.Refused("not-carried", () => ResolveEndpoint.Decide(OfFive, new(Cohorts.ACohortPlanned), Release with { Votes = new(1, 1, 1) }, Committees.Day));
        Then.Refused("more-votes-than-mandates", () => ResolveEndpoint.Decide(OfFive, new(Cohorts.ACohortPlanned), Release with { Votes = new(4, 1, 1) }, Committees.Day));
        ResolveEndpoint.Decide(OfFive, new(Cohorts.ACohortPlanned), Release with { Votes = new(4, 1) }, Committees.Day).Votes!.For.Should().Be(4);
        Resolve(three, command: Release with { Votes = null }).Votes.Should().BeNull("it was carried without a count");
    }

    [Fact]
    public void A_committee_resolves_on_a_cohort_at_a_meeting_of_its_own_where_partners_have_a_say()
    {
        var meeting = Committees.Meeting(Committees.People.Ada);
        Then.Refused("meeting-required", () => ResolveEndpoint.Decide(OfFive, new(Committees.ACohort(CompositionRule.OneRepresentative)), Release, Committees.Day));
        ResolveEndpoint.Decide(OfFive, new(Committees.ACohort(CompositionRule.None)), Release, Committees.Day).MeetingId.Should().BeNull();
        ResolveEndpoint.Decide(OfFive, new(Cohorts.ACohortPlanned), Release, Committees.Day).MeetingId.Should().BeNull("there is no policy yet");
        var at = Release with { MeetingId = meeting.Id };
        Then.Refused("meeting-unknown", () => ResolveEndpoint.Decide(OfFive, new(Cohorts.ACohortPlanned), at, Committees.Day));
        Then.Refused("meeting-unknown", () => ResolveEndpoint.Decide(OfFive, new(Cohorts.ACohortPlanned), at, Committees.Day, Given.The<Meeting>(new MeetingConvened(meeting.Id, Ids.New(), Committees.Day))));
        ResolveEndpoint.Decide(OfFive, new(Committees.ACohort(CompositionRule.OneEach)), at, Committees.Day, meeting).Should()
            .Match<ResolutionPassed>(r => r.MeetingId == meeting.Id && r.Votes!.For == 3);
    }

    [Fact]
    public void A_strand_is_resolved_on_by_its_policy_in_force_whoever_takes_part_in_it_that_day()
    {
        var p = Committees.People;
        var resolve = Release with { CohortId = null, StrandId = Cohorts.StrandId };
        var representative = Committees.AStrand(CompositionRule.OneRepresentative);
        Then.Refused("meeting-required", () => ResolveEndpoint.Decide(OfFive, new(null, representative), resolve, Committees.Day));
        Then.Refused("meeting-required", () => ResolveEndpoint.Decide(OfFive, new(null, representative), resolve with { On = new(2019, 1, 1) }, Committees.Day));
        ResolveEndpoint.Decide(OfFive, new(null, Committees.AStrand(CompositionRule.None)), resolve, Committees.Day).StrandId.Should().Be(Cohorts.StrandId);
        void At(Strand strand, Meeting meeting, Cohort? cohort = null) =>
            ResolutionAtMeeting.Decide(OfFive, meeting, new(cohort, strand), [Committees.Institutions.Uni], resolve with { CohortId = cohort?.Id });
        Then.Refused("not-composed", () => At(representative, Committees.Meeting(p.Ada, p.Emmy, p.Grace)));
        Then.Refused("no-quorum", () => At(representative, Committees.Meeting(p.Ada, p.Rosa)));
        At(representative, Committees.Meeting(p.Ada, p.Emmy, p.Rosa));

        var each = Committees.AStrand(CompositionRule.OneEach);
        Then.Refused("not-composed", () => At(each, Committees.Meeting(p.Ada, p.Emmy, p.Mary)));
        At(each, Committees.Meeting(p.Ada, p.Mary, p.Rosa));
        At(each.Evolve(new PartnerLeft(each.Id, Committees.Institutions.Lih, Committees.Day.AddDays(-1))), Committees.Meeting(p.Ada, p.Emmy, p.Mary));
        At(each.Evolve(new PolicyAdopted(each.Id, 2, Committees.Day, Cohorts.Policy with { PartnerRepresentativeRequired = false }, null)), Committees.Meeting(p.Ada, p.Emmy, p.Grace));
        Then.Refused("not-composed", () => At(Committees.AStrand(CompositionRule.None), Committees.Meeting(p.Ada, p.Emmy, p.Grace), Committees.ACohort(CompositionRule.OneRepresentative)));
    }

    [Fact]
    public void Nothing_is_resolved_advised_or_attended_on_a_day_that_is_yet_to_come()
    {
        var (before, meeting) = (Committees.Day.AddDays(-1), Committees.Meeting());
        Then.Refused("resolution-in-the-future", () => ResolveEndpoint.Decide(OfFive, new(Cohorts.ACohortPlanned), Release, before));
        Then.Refused("resolution-in-the-future", () => ResolveEndpoint.Decide(OfFive, new(Cohorts.ACohortPlanned), Release with { MeetingId = meeting.Id }, before, meeting));
        ResolveEndpoint.Decide(OfFive, new(Cohorts.ACohortPlanned), Release, Committees.Day).On.Should().Be(Committees.Day);
        Then.Refused("meeting-in-the-future", () => RecordPresenceEndpoint.Decide(meeting, OfFive, new([Committees.People.Ada]), before));
        var board = Given.The<Committee>(Committees.Formed with { Kind = CommitteeKind.AdvisoryBoard });
        Advise advise = new("matching-policy", Ids.New(), On: Committees.Day);
        Then.Refused("opinion-in-the-future", () => AdviseEndpoint.Decide(board, new(), advise, Ids.New(), before));
        AdviseEndpoint.Decide(board, new(), advise with { On = before }, Ids.New(), Committees.Day).On.Should().Be(before);
        AdviseEndpoint.Decide(board, new(), advise with { On = null }, Ids.New(), Committees.Day).On.Should().Be(Committees.Day);
    }

    [Fact]
    public void A_cohort_whose_call_is_not_published_is_resolved_on_by_the_policy_of_its_strand() =>
        Then.Refused("meeting-required", () =>
            ResolveEndpoint.Decide(OfFive, new(Cohorts.ACohortPlanned, Committees.AStrand(CompositionRule.OneRepresentative)), Release, Committees.Day));

    [Fact]
    public void Who_is_present_recuses_themselves_once_and_from_one_thing()
    {
        var (meeting, ada) = (Committees.Meeting(Committees.People.Ada), Committees.People.Ada);
        Then.Refused("not-present", () => RecuseMemberEndpoint.Decide(meeting, true, new(Committees.People.Emmy, Cohorts.Id)));
        Then.Refused("person-merged", () => RecuseMemberEndpoint.Decide(meeting, true, new(ada, Cohorts.Id), isMerged: true));
        Then.Refused("person-merged", () => RecordPresenceEndpoint.Decide(meeting, OfFive, new([Ids.New()]), Committees.Day, isMerged: true));
        Then.Refused("cohort-unknown", () => RecuseMemberEndpoint.Decide(meeting, false, new(ada, Cohorts.Id)));
        var recused = Recuse(meeting, ada);
        Then.Refused("already-recused", () => RecuseMemberEndpoint.Decide(recused, true, new(ada, Cohorts.Id)));
        recused.DecidingOn(Cohorts.Id, null).Should().BeEmpty();
        recused.DecidingOn(null, "budget").Should().HaveCount(1);
        recused.Evolve(RecuseMemberEndpoint.Decide(recused, true, new(ada, SubjectKey: "budget"))).DecidingOn(null, "budget").Should().BeEmpty();
    }

    [Fact]
    public void A_member_under_two_identities_is_one_and_what_was_under_the_one_is_under_the_other()
    {
        var (p, kept) = (Committees.People, Ids.New());
        var followed = OnMemberMerged.Decide(OfFive, p.Ada, kept)!;
        var committee = OfFive.Evolve(followed);
        (committee.Seats(p.Ada, Committees.Day), committee.Seats(kept, Committees.Day), committee.MandatesOn(Committees.Day)).Should().Be((false, true, 5));
        OnMemberMerged.Decide(committee, p.Ada, kept).Should().BeNull("it was heard already");
        OfFive.Evolve(OnMemberMerged.Decide(OfFive, p.Ada, p.Emmy)!).MandatesOn(Committees.Day).Should().Be(4, "nobody counts twice");

        var meeting = Recuse(Committees.Meeting(p.Ada, p.Emmy, p.Grace, p.Rosa), p.Ada);
        var later = meeting.Evolve(OnMemberMerged.Decide(meeting, followed)!);
        (later.IsRecused(kept, Cohorts.Id, null), later.Present.Any(a => a.PersonId == kept), later.Present.Count).Should().Be((true, true, 4));
        ResolutionAtMeeting.Decide(committee, later, new(Committees.ACohort(CompositionRule.None)), [Committees.Institutions.Uni], Release).Recused.Should().Be(1);
        meeting.Evolve(new AttendeeFollowed(meeting.Id, p.Ada, p.Emmy)).Present.Should().HaveCount(3);
        OnMemberMerged.Decide(later, followed).Should().BeNull();
        OnMemberMerged.Decide(meeting.Evolve(CloseMeetingEndpoint.Decide(meeting)), followed).Should().BeNull("minutes that are final stay as they are");
        OnMemberMerged.Decide(Committees.Meeting(p.Emmy), followed).Should().BeNull();
    }

    [Fact]
    public void An_adjourned_meeting_goes_on_with_whoever_is_there_then()
    {
        var meeting = Committees.Meeting(Committees.People.Ada);
        Then.Refused("adjourned-day-not-later", () => AdjournMeetingEndpoint.Decide(meeting, new(Committees.Day)));
        var later = Recuse(meeting, Committees.People.Ada).Evolve(AdjournMeetingEndpoint.Decide(meeting, new(Committees.Day.AddDays(7))));
        later.Present.Should().BeEmpty();
        later = later.Evolve(RecordPresenceEndpoint.Decide(later, OfFive, new([Committees.People.Ada, Committees.People.Emmy]), later.On));
        later.DecidingOn(Cohorts.Id, null).Should().HaveCount(1, "a recusal stays");
        later.Sittings.Should().HaveCount(2);
    }

    [Fact]
    public void Nothing_happens_at_a_meeting_that_is_closed()
    {
        var meeting = Committees.Meeting(Committees.People.Ada);
        var closed = meeting.Evolve(CloseMeetingEndpoint.Decide(meeting));
        Then.Refused("meeting-closed", () => CloseMeetingEndpoint.Decide(closed));
        Then.Refused("meeting-closed", () => AdjournMeetingEndpoint.Decide(closed, new(Committees.Day.AddDays(7))));
        Then.Refused("meeting-closed", () => RecordPresenceEndpoint.Decide(closed, OfFive, new([Committees.People.Ada]), Committees.Day));
        Then.Refused("meeting-closed", () => RecuseMemberEndpoint.Decide(closed, true, new(Committees.People.Ada, Cohorts.Id)));
        Then.Refused("meeting-closed", () => Resolve(closed));
    }

    [Fact]
    public void The_advisory_board_advises_and_the_others_resolve()
    {
        var board = Given.The<Committee>(Committees.Formed with { Kind = CommitteeKind.AdvisoryBoard });
        Advise advise = new("matching-policy", Ids.New(), Cohorts.Id);
        var given = AdviseEndpoint.Decide(board, new(Cohorts.ACohortPlanned), advise, Ids.New(), Committees.Day);
        board.Evolve(given).Opinions.Should().ContainSingle().Which.TextId.Should().Be(advise.TextId);
        Then.Refused("advisory-board-only", () => AdviseEndpoint.Decide(OfFive, new(Cohorts.ACohortPlanned), advise, Ids.New(), Committees.Day));
        Then.Refused("strand-unknown", () => AdviseEndpoint.Decide(board, new(Cohorts.ACohortPlanned), advise with { StrandId = Ids.New() }, Ids.New(), Committees.Day));
        Then.Refused("cohort-unknown", () => AdviseEndpoint.Decide(board, new(), advise, Ids.New(), Committees.Day));
        Then.Refused("advisory-board-advises", () => ResolveEndpoint.Decide(board, new(Cohorts.ACohortPlanned), Release, Committees.Day));
    }

    [Fact]
    public void Minutes_count_those_present_by_institution_and_name_persons_only_where_they_may()
    {
        var p = Committees.People;
        var meeting = Recuse(Committees.Meeting(p.Ada, p.Emmy, p.Grace, p.Rosa), p.Ada);
        meeting = meeting.Evolve(Resolve(meeting, CompositionRule.OneRepresentative, Release with { Subject = "Fellows & <b>friends</b>" })).Evolve(CloseMeetingEndpoint.Decide(meeting));
        NamesInMinutes names = new(OfFive, new Dictionary<Guid, Institution>
        {
            [Committees.Institutions.Uni] = Given.The<Institution>(new InstitutionRegistered(Committees.Institutions.Uni, "uni.lu", "University", true)),
            [Committees.Institutions.Lih] = Given.The<Institution>(new InstitutionRegistered(Committees.Institutions.Lih, "lih", "LIH", false)),
        }, new Dictionary<Guid, string> { [Cohorts.Id] = "fellows-2027" });
        var minutes = MinutesOfMeeting.Of(meeting, names, withPersons: false);
        minutes.Should().Match<MinutesOfMeeting>(m => m.IsFinal && m.Recusals == 1 && m.Committee == "Steering committee");
        minutes.Sittings.Should().ContainSingle().Which.Persons.Should().BeNull();
        minutes.Sittings[0].Institutions.Should().Equal(new PresentOfInstitution("lih", "LIH", 1, 1), new PresentOfInstitution("uni.lu", "University", 3, 0));
        minutes.Resolutions.Should().ContainSingle().Which.Should().Match<ResolutionInMinutes>(r => r.Cohort == "fellows-2027" && r.Deciding == 3 && r.Recused == 1 && r.Needed == 3);
        MinutesOfMeeting.Of(meeting, names, withPersons: true).Sittings[0].Persons.Should().BeEquivalentTo([p.Ada, p.Emmy, p.Grace, p.Rosa]);
        var page = PageOfMinutes.Write(minutes);
        page.Should().Contain("Fellows &amp; &lt;b&gt;friends&lt;/b&gt;").And.Contain("3 for, 0 against").And.NotContain("not final");
        new[] { p.Ada, p.Emmy, p.Grace, p.Rosa }.Where(id => page.Contains(id.ToString(), StringComparison.Ordinal)).Should().BeEmpty();
    }
}
