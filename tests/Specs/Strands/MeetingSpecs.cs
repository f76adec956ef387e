using Advance.Contracts;
using Advance.Strands;

namespace Advance.Tests.Specs.Strands;

public class MeetingSpecs
{
    private static readonly Committee OfFive = Committees.OfFive;

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
    public void Who_is_present_recuses_themselves_once_and_from_one_thing()
    {
        var (meeting, ada) = (Committees.Meeting(Committees.People.Ada), Committees.People.Ada);
        Then.Refused("not-present", () => RecuseMemberEndpoint.Decide(meeting, true, new(Committees.People.Emmy, Cohorts.Id)));
        Then.Refused("person-merged", () => RecuseMemberEndpoint.Decide(meeting, true, new(ada, Cohorts.Id), isMerged: true));
        Then.Refused("person-merged", () => RecordPresenceEndpoint.Decide(meeting, OfFive, new([Ids.New()]), Committees.Day, isMerged: true));
        Then.Refused("cohort-unknown", () => RecuseMemberEndpoint.Decide(meeting, false, new(ada, Cohorts.Id)));
        var recused = Committees.Recuse(meeting, ada);
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

        var meeting = Committees.Recuse(Committees.Meeting(p.Ada, p.Emmy, p.Grace, p.Rosa), p.Ada);
        var later = meeting.Evolve(OnMemberMerged.Decide(meeting, followed)!);
        (later.IsRecused(kept, Cohorts.Id, null), later.Present.Any(a => a.PersonId == kept), later.Present.Count).Should().Be((true, true, 4));
        ResolutionAtMeeting.Decide(committee, later, new(Committees.ACohort(CompositionRule.None)), [Committees.Institutions.Uni], Committees.Release).Recused.Should().Be(1);
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
        var later = Committees.Recuse(meeting, Committees.People.Ada).Evolve(AdjournMeetingEndpoint.Decide(meeting, new(Committees.Day.AddDays(7))));
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
        Then.Refused("meeting-closed", () => Committees.Resolve(closed));
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
        Then.Refused("advisory-board-advises", () => ResolveEndpoint.Decide(board, new(Cohorts.ACohortPlanned), Committees.Release, Committees.Day));
    }

    [Fact]
    public void Minutes_count_those_present_by_institution_and_name_persons_only_where_they_may()
    {
        var p = Committees.People;
        var meeting = Committees.Recuse(Committees.Meeting(p.Ada, p.Emmy, p.Grace, p.Rosa), p.Ada);
        meeting = meeting.Evolve(Committees.Resolve(meeting, CompositionRule.OneRepresentative, Committees.Release with { Subject = "Fellows & <b>friends</b>" })).Evolve(CloseMeetingEndpoint.Decide(meeting));
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
