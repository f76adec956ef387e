using Advance.Applications;
using Advance.Contracts;
using Advance.Tests.Specs.Strands;

namespace Advance.Tests.Specs.Applications;

/// <summary>Ada's application is to be reviewed by Rosalind and Emmy; the states that specs begin from.</summary>
internal static class Reviews
{
    public static readonly Guid Rosalind = Ids.New();
    public static readonly Guid Emmy = Ids.New();
    public static readonly ReviewRules Rules = new(false, 1, 5, [new("excellence", 3), new("need", 1)]);
    public static readonly ReviewerAssigned RosalindAssigned = new(States.Id, Cohorts.Id, People.Ada, Rosalind);
    public static readonly ReviewerAssigned EmmyAssigned = new(States.Id, Cohorts.Id, People.Ada, Emmy);

    public static CohortOfReview Cohort => Given.The<CohortOfReview>(Cohorts.Planned, Calls.Published);
    public static CohortOfReview OverCohort => Cohort.Evolve(new CohortCancelled(Cohorts.Id, Cohorts.StrandId));
    public static Advance.Applications.Review Unassigned => new();
    public static Advance.Applications.Review Assigned => Given.The<Advance.Applications.Review>(RosalindAssigned);
    public static Advance.Applications.Review ByBoth => Given.The<Advance.Applications.Review>(RosalindAssigned, EmmyAssigned);

    public static ReviewPanel Panel(ReviewPhase phase = ReviewPhase.Assigning, params Guid[] pool) => Given.The<ReviewPanel>(
        [new ReviewRulesAdopted(Cohorts.Id, Rules), .. pool.Length > 0 ? [new ReviewersPooled(Cohorts.Id, pool)] : Array.Empty<object>(),
            .. phase is ReviewPhase.Assigning ? Array.Empty<object>() : [new ReviewPhaseChanged(Cohorts.Id, phase)]]);

    public static Applicant Known(Guid person) => Given.The<Applicant>(new PersonRegistered(person));

    public static Applicant Gone(Guid person) => Given.The<Applicant>(new PersonRegistered(person), new IdentityRetired(person, Ids.New()));

    public static AssessmentGiven Assess(Guid reviewer, int excellence, int need, Recommendation recommendation = Recommendation.Select) =>
        new(States.Id, Cohorts.Id, People.Ada, reviewer, [new("excellence", excellence), new("need", need)], recommendation, null);
}
