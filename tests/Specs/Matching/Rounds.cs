using Advance.Contracts;
using Advance.Matching.Rounds;
using Advance.Tests.Specs.Strands;

namespace Advance.Tests.Specs.Matching;

/// <summary>States of matching that specs begin from: Ada is a mentee, Grace a mentor.</summary>
internal static class Rounds
{
    public static readonly Guid Id = Ids.New();
    public static readonly Guid Ada = Ids.New();
    public static readonly Guid Bea = Ids.New();
    public static readonly Guid Grace = Ids.New();
    public static readonly Guid GraceMentor = Ids.Of("mentor", Grace);
    public static readonly Guid Institution = Ids.New();
    public static readonly DateTimeOffset Now = new(2027, 1, 10, 9, 0, 0, TimeSpan.Zero);

    public static readonly MatchingRoundOpened Opened = new(Id, Cohorts.Id, "commitment");
    public static readonly PairPinned PinnedPair = new(Id, Ada, GraceMentor, PairReason.CommitteeDecision);
    public static readonly PairForbidden ForbiddenPair = new(Id, Ada, GraceMentor, PairReason.Practical);
    public static readonly string Hash = new('a', 64);
    public static readonly ProposalComputed Computed = new(Id, Cohorts.Id, "inputs", Hash, 1, 1, 1, 800, FrozenRound.TheEngine);
    public static readonly ProposalApproved Approved = new(Id, Cohorts.Id, Hash);
    public static readonly MatchingRoundPublished Published = new(Id, Cohorts.Id, Hash, 1);

    public static MatchingRound AnOpenRound => Given.The<MatchingRound>(Opened);
    public static MatchingRound AComputedRound => Given.The<MatchingRound>(Opened, Computed);
    public static MatchingRound AnApprovedRound => Given.The<MatchingRound>(Opened, Computed, Approved);
    public static MatchingRound APublishedRound => Given.The<MatchingRound>(Opened, Computed, Approved, Published);

    public static CohortOfRound ACohort => Given.The<CohortOfRound>(Cohorts.Planned, Cohorts.Published);
    public static CohortOfRound ACancelledCohort => ACohort.Evolve(new CohortCancelled(Cohorts.Id, Cohorts.StrandId));

    public static FrozenMentee AMentee(Guid person, params string[] topics) => new(person, Institution, topics, [], []);

    public static FrozenMentor AMentor(Guid person, int free = 1, params string[] topics) =>
        new(Ids.Of("mentor", person), person, Institution, false, false, free, 0, topics, []);

    /// <summary>Frozen inputs of these people.</summary>
    public static FrozenRound Frozen(IReadOnlyList<FrozenMentee> mentees, IReadOnlyList<FrozenMentor> mentors) => new(FrozenRound.TheForm,
        FrozenRound.TheEngine, "fair", Id, Cohorts.Id, new(2027, 1, 15), new(2027, 7, 14), 3, false, 3, "seed", 1, Weights.Default, Rule.All,
        mentees, mentors, [], [], [], [], []);
}
