using Advance.Contracts;
using Advance.People;

namespace Advance.Tests.Specs.People;

/// <summary>Contact data pass between the two of a mentorship, and when (rule M5).</summary>
public class ContactSpecs
{
    private static readonly Guid Pair = Ids.New();
    private static readonly Guid Ada = Ids.New();
    private static readonly Guid Grace = Ids.New();
    private static readonly PairProposed Proposed = new(Pair, Ids.New(), Ids.New(), Ada, Ids.New(), Grace, 800);
    private static readonly ProposalAccepted ByAda = new(Pair, Proposed.CohortId, PairSide.Mentee);
    private static readonly MentorshipFormed Formed = new(Pair, Proposed.CohortId, Ada, Proposed.MentorId, Grace);

    private static Caller As(Guid? person, params string[] roles) => new(person, null, roles.ToHashSet());

    [Fact]
    public void Each_of_the_two_reaches_the_other_once_both_said_yes_and_not_before()
    {
        Then.Refused("contact-not-released", () => Contact(As(Ada), Proposed));
        Then.Refused("contact-not-released", () => Contact(As(Ada), Proposed, ByAda));
        Then.Refused("contact-not-released", () => Contact(As(Grace), Proposed, ByAda));
        Contact(As(Ada), Proposed, ByAda, Formed).Should().Be(Grace);
        Contact(As(Grace), Proposed, ByAda, Formed).Should().Be(Ada);
        Contact(As(Ada), Formed).Should().Be(Grace, "a pair that was formed by hand has no proposal");
    }

    [Fact]
    public void A_mentor_does_not_learn_of_a_proposal_before_the_mentee_accepted() =>
        FluentActions.Invoking(() => Contact(As(Grace), Proposed)).Should().Throw<Missing>();

    [Fact]
    public void Nobody_else_gets_there_and_not_the_staff_on_this_way()
    {
        FluentActions.Invoking(() => Contact(As(Ids.New()), Proposed, Formed)).Should().Throw<Forbidden>();
        FluentActions.Invoking(() => Contact(As(null, Roles.Staff), Proposed, Formed)).Should().Throw<Forbidden>();
    }

    [Fact]
    public void What_passed_is_taken_back_when_one_refuses_after_all_or_the_mentorship_ends_early()
    {
        Then.Refused("contact-not-released", () => Contact(As(Ada), Proposed, Formed, new ProposalRefused(Pair, Proposed.CohortId, Ada, Proposed.MentorId)));
        Then.Refused("contact-not-released", () => Contact(As(Ada), Proposed, Formed, new MentorshipEnded(Pair, Proposed.CohortId, Ada, Proposed.MentorId)));
    }

    private static Guid Contact(Caller caller, params object[] events) => ContactOfMentorshipEndpoint.Decide(Given.The<PairOfMentorship>(events), caller);
}
