using Advance.Contracts;
using Advance.Matching.Mentees;
using Advance.Matching.Mentors;
using Advance.Tests.Specs.Strands;
using static Advance.Tests.Specs.Matching.Rounds;

namespace Advance.Tests.Specs.Matching;

public class MenteeSpecs
{
    [Fact]
    public void Wishes_stated_later_stand_in_place_of_those_of_the_application()
    {
        var accepted = new MenteeOfCohort { CohortId = Advance.Tests.Specs.Strands.Cohorts.Id, PersonId = Ada, IsMentee = true };
        StateWishes state = new(Ada, [Grace]);
        var stated = StateWishesEndpoint.Decide(accepted, accepted.CohortId, state);
        Given.The<Mentee>(stated).Wishes.Should().Equal(Grace);
        Given.The<Mentee>().Wishes.Should().BeNull();
        Then.Refused("not-a-mentee", () => StateWishesEndpoint.Decide(null, accepted.CohortId, state));
        Then.Refused("wish-for-oneself", () => StateWishesEndpoint.Decide(accepted, accepted.CohortId, state with { MentorWishes = [Ada] }));
        var mentor = Given.The<Mentor>(new MentorEnrolled(GraceMentor, Grace, null, true, 1, [], []));
        mentor.Evolve(StateMentorWishesEndpoint.Decide(mentor, new(accepted.CohortId, [Ada]))).Wishes[accepted.CohortId].Should().Equal(Ada);
        Then.Refused("wish-for-oneself", () => StateMentorWishesEndpoint.Decide(mentor, new(accepted.CohortId, [Grace])));
        Then.Refused("mentor-retired", () => StateMentorWishesEndpoint.Decide(mentor with { Status = MentorStatus.Retired }, new(accepted.CohortId, [Ada])));
        Then.Refused("too-many-wishes", () => StateMentorWishesEndpoint.Decide(
            mentor with { Wishes = Enumerable.Range(0, 100).ToDictionary(_ => Ids.New(), _ => (IReadOnlyList<Guid>)[]) }, new(accepted.CohortId, [Ada])));
    }

    private static readonly OfferAccepted Accepted = new(Ids.New(), Cohorts.Id, Ada, Institution, "1.0");
    private static readonly ApplicationSubmitted Submitted = new(Accepted.ApplicationId, Cohorts.Id, Ada, Institution, "postdoc", [Grace], ["grants"]);
    private static readonly ApplicationWithdrawn Withdrawn = new(Accepted.ApplicationId, Cohorts.Id, Ada);

    [Fact]
    public void Somebody_is_a_mentee_from_the_accepted_offer_until_withdrawal()
    {
        var applicant = new MenteeOfCohort().Evolve(Submitted);
        applicant.IsMentee.Should().BeFalse();
        applicant.Evolve(Accepted).Should().BeEquivalentTo(new { IsMentee = true, PersonId = Ada, Topics = new[] { "grants" }, Wishes = new[] { Grace } });
        applicant.Evolve(Accepted).Evolve(Withdrawn).IsMentee.Should().BeFalse();
    }

    [Fact]
    public void A_mentee_is_held_by_one_mentorship_and_released_by_that_one_only()
    {
        var (first, second) = (Ids.New(), Ids.New());
        var held = Given.The<Mentee>(new MenteeHeld(Cohorts.Id, Ada, first));
        held.Evolve(new MenteeReleased(Cohorts.Id, Ada, second)).MentorshipId.Should().Be(first);
        held.Evolve(new MenteeReleased(Cohorts.Id, Ada, first)).MentorshipId.Should().BeNull();
    }

    [Fact]
    public void Languages_are_stated_by_mentees_of_the_cohort()
    {
        var mentee = new MenteeOfCohort().Evolve(Submitted).Evolve(Accepted);
        StateLanguagesEndpoint.Decide(mentee, Cohorts.Id, new(Ada, ["FR", "fr"])).Languages.Should().Equal("fr");
        Then.Refused("not-a-mentee", () => StateLanguagesEndpoint.Decide(null, Cohorts.Id, new(Ada, [])));
        Then.Refused("not-a-mentee", () => StateLanguagesEndpoint.Decide(mentee.Evolve(Withdrawn), Cohorts.Id, new(Ada, [])));
    }
}
