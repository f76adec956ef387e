using Advance.Contracts;
using Advance.Strands;

namespace Advance.Tests.Specs.Strands;

/// <summary>What a committee resolves at a meeting, and who must be there for it.</summary>
public class MeetingResolutionSpecs
{
    private static readonly Committee OfFive = Committees.OfFive;

    [Fact]
    public void A_resolution_needs_a_quorum_of_those_who_are_not_recused()
    {
        var p = Committees.People;
        Then.Refused("no-quorum", () => Committees.Resolve(Committees.Meeting()));
        Then.Refused("no-quorum", () => Committees.Resolve(Committees.Meeting(p.Ada, p.Emmy)));
        var three = Committees.Meeting(p.Ada, p.Emmy, p.Grace);
        Committees.Resolve(three).Should().Match<ResolvedAtMeeting>(r => r.Deciding == 3 && r.Needed == 3 && r.Mandates == 5 && r.Recused == 0);
        Then.Refused("no-quorum", () => Committees.Resolve(Committees.Recuse(three, p.Ada)));
        Committees.Resolve(Committees.Recuse(Committees.Meeting(p.Ada, p.Emmy, p.Grace, p.Mary), p.Ada)).Recused.Should().Be(1);
        ResolutionAtMeeting.Decide(OfFive, Committees.Recuse(three, p.Ada), new(), [], Committees.Release with { CohortId = null }).Deciding.Should().Be(3, "the recusal is from the cohort only");
        var left = OfFive.Evolve(new MandateEnded(Committees.Id, p.Ada, Committees.Day.AddDays(-1)));
        Then.Refused("no-quorum", () => ResolutionAtMeeting.Decide(left, three, new(), [], Committees.Release with { CohortId = null }));
    }

    [Fact]
    public void One_representative_of_the_partners_must_be_able_to_decide_where_the_policy_asks_for_one()
    {
        var p = Committees.People;
        Then.Refused("not-composed", () => Committees.Resolve(Committees.Meeting(p.Ada, p.Emmy, p.Grace), CompositionRule.OneRepresentative));
        var all = Committees.Meeting(p.Ada, p.Emmy, p.Grace, p.Rosa);
        Committees.Resolve(all, CompositionRule.OneRepresentative).Deciding.Should().Be(4);
        Then.Refused("not-composed", () => Committees.Resolve(Committees.Recuse(all, p.Rosa), CompositionRule.OneRepresentative));
    }

    [Fact]
    public void One_of_each_partner_in_the_call_must_be_able_to_decide_where_the_policy_asks_for_that()
    {
        var p = Committees.People;
        Then.Refused("not-composed", () => Committees.Resolve(Committees.Meeting(p.Ada, p.Emmy, p.Grace, p.Rosa), CompositionRule.OneEach));
        var all = Committees.Meeting(p.Ada, p.Emmy, p.Mary, p.Rosa);
        Committees.Resolve(all, CompositionRule.OneEach).Deciding.Should().Be(4);
        Then.Refused("not-composed", () => Committees.Resolve(Committees.Recuse(all, p.Mary), CompositionRule.OneEach));
    }

    [Fact]
    public void Votes_are_of_those_present_and_carry_a_resolution_when_more_are_for_it()
    {
        var three = Committees.Meeting(Committees.People.Ada, Committees.People.Emmy, Committees.People.Grace);
        Then.Refused("not-present", () => Committees.Resolve(three, command: Committees.Release with { Votes = new(3, 1) }));
        Then.Refused("not-on-meeting-day", () => Committees.Resolve(three, command: Committees.Release with { On = Committees.Day.AddDays(1) }));
        Then.Refused("not-carried", () => ResolveEndpoint.Decide(OfFive, new(Cohorts.ACohortPlanned), Committees.Release with { Votes = new(1, 1, 1) }, Committees.Day));
        Then.Refused("more-votes-than-mandates", () => ResolveEndpoint.Decide(OfFive, new(Cohorts.ACohortPlanned), Committees.Release with { Votes = new(4, 1, 1) }, Committees.Day));
        ResolveEndpoint.Decide(OfFive, new(Cohorts.ACohortPlanned), Committees.Release with { Votes = new(4, 1) }, Committees.Day).Votes!.For.Should().Be(4);
        Committees.Resolve(three, command: Committees.Release with { Votes = null }).Votes.Should().BeNull("it was carried without a count");
    }

    [Fact]
    public void A_committee_resolves_on_a_cohort_at_a_meeting_of_its_own_where_partners_have_a_say()
    {
        var meeting = Committees.Meeting(Committees.People.Ada);
        Then.Refused("meeting-required", () => ResolveEndpoint.Decide(OfFive, new(Committees.ACohort(CompositionRule.OneRepresentative)), Committees.Release, Committees.Day));
        ResolveEndpoint.Decide(OfFive, new(Committees.ACohort(CompositionRule.None)), Committees.Release, Committees.Day).MeetingId.Should().BeNull();
        ResolveEndpoint.Decide(OfFive, new(Cohorts.ACohortPlanned), Committees.Release, Committees.Day).MeetingId.Should().BeNull("there is no policy yet");
        var at = Committees.Release with { MeetingId = meeting.Id };
        Then.Refused("meeting-unknown", () => ResolveEndpoint.Decide(OfFive, new(Cohorts.ACohortPlanned), at, Committees.Day));
        Then.Refused("meeting-unknown", () => ResolveEndpoint.Decide(OfFive, new(Cohorts.ACohortPlanned), at, Committees.Day, Given.The<Meeting>(new MeetingConvened(meeting.Id, Ids.New(), Committees.Day))));
        ResolveEndpoint.Decide(OfFive, new(Committees.ACohort(CompositionRule.OneEach)), at, Committees.Day, meeting).Should()
            .Match<ResolutionPassed>(r => r.MeetingId == meeting.Id && r.Votes!.For == 3);
    }

    [Fact]
    public void A_strand_is_resolved_on_by_its_policy_in_force_whoever_takes_part_in_it_that_day()
    {
        var p = Committees.People;
        var resolve = Committees.Release with { CohortId = null, StrandId = Cohorts.StrandId };
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
        Then.Refused("resolution-in-the-future", () => ResolveEndpoint.Decide(OfFive, new(Cohorts.ACohortPlanned), Committees.Release, before));
        Then.Refused("resolution-in-the-future", () => ResolveEndpoint.Decide(OfFive, new(Cohorts.ACohortPlanned), Committees.Release with { MeetingId = meeting.Id }, before, meeting));
        ResolveEndpoint.Decide(OfFive, new(Cohorts.ACohortPlanned), Committees.Release, Committees.Day).On.Should().Be(Committees.Day);
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
            ResolveEndpoint.Decide(OfFive, new(Cohorts.ACohortPlanned, Committees.AStrand(CompositionRule.OneRepresentative)), Committees.Release, Committees.Day));
}
