using Advance.Contracts;
using Advance.Matching.Mentees;
using Advance.Tests.Specs.Strands;
using static Advance.Tests.Specs.Matching.Rounds;

namespace Advance.Tests.Specs.Matching;

public class MenteeSpecs
{
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
