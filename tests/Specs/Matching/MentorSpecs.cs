using Advance.Contracts;
using Advance.Matching.Mentors;
using static Advance.Tests.Specs.Matching.Rounds;

namespace Advance.Tests.Specs.Matching;

public class MentorSpecs
{
    private static readonly KnownPerson APerson = Given.The<KnownPerson>(new PersonRegistered(Grace));
    private static readonly EnrolMentor Enrol = new(Grace, 2, true, null, [" Grants ", "grants"], ["EN"]);
    private static readonly MentorEnrolled Enrolled = new(GraceMentor, Grace, null, true, 2, ["grants"], ["en"]);

    private static Mentor AMentor => Given.The<Mentor>(Enrolled);
    private static Mentor APausedMentor => Given.The<Mentor>(Enrolled, new MentorPaused(GraceMentor, Grace));
    private static Mentor ARetiredMentor => Given.The<Mentor>(Enrolled, new MentorRetired(GraceMentor, Grace));

    [Fact]
    public void A_person_enrols_once_and_may_come_back()
    {
        EnrolMentorEndpoint.Decide(APerson, null, null, Enrol).Should().BeEquivalentTo(Enrolled);
        EnrolMentorEndpoint.Decide(APerson, null, ARetiredMentor, Enrol).MentorId.Should().Be(GraceMentor);
        Then.Refused("mentor-already-enrolled", () => EnrolMentorEndpoint.Decide(APerson, null, AMentor, Enrol));
        Then.Refused("person-unknown", () => EnrolMentorEndpoint.Decide(null, null, null, Enrol));
        Then.Refused("institution-unknown", () => EnrolMentorEndpoint.Decide(APerson, null, null, Enrol with { InstitutionId = Ids.New() }));
    }

    [Fact]
    public void Capacity_counts_over_all_cohorts_and_a_place_is_freed_once()
    {
        var (one, other) = (Ids.New(), Ids.New());
        var busy = AMentor.Evolve(new MentorPlaceTaken(GraceMentor, one, Ids.New())).Evolve(new MentorPlaceTaken(GraceMentor, other, Ids.New()));
        busy.Free.Should().Be(0);
        MentorPlaceFreed freed = new(GraceMentor, one, Completed: true);
        busy.Evolve(freed).Evolve(freed with { Completed = false }).Free.Should().Be(1);
        busy.Evolve(new CapacityDeclared(GraceMentor, Grace, 1)).Free.Should().Be(0);
    }

    [Fact]
    public void A_mentor_pauses_resumes_and_retires_in_turn()
    {
        PauseMentorEndpoint.Decide(AMentor).Should().Be(new MentorPaused(GraceMentor, Grace));
        ResumeMentorEndpoint.Decide(APausedMentor).Should().Be(new MentorResumed(GraceMentor, Grace));
        RetireMentorEndpoint.Decide(APausedMentor).Should().Be(new MentorRetired(GraceMentor, Grace));
        DeclareCapacityEndpoint.Decide(AMentor, new(0)).Should().Be(new CapacityDeclared(GraceMentor, Grace, 0));
        Then.Refused("mentor-already-paused", () => PauseMentorEndpoint.Decide(APausedMentor));
        Then.Refused("mentor-not-paused", () => ResumeMentorEndpoint.Decide(AMentor));
        foreach (var decide in new Action[]
        {
            () => PauseMentorEndpoint.Decide(ARetiredMentor), () => ResumeMentorEndpoint.Decide(ARetiredMentor),
            () => RetireMentorEndpoint.Decide(ARetiredMentor), () => DeclareCapacityEndpoint.Decide(ARetiredMentor, new(1)),
        }) Then.Refused("mentor-retired", decide);
    }
}
