using System.Text.Json;
using Advance.Contracts;
using Advance.Tests.Http.Gatherings;

namespace Advance.Tests.Http.Circles;

/// <summary>Seats and registrations follow the person, and what circles know of people follows what becomes known.</summary>
public class FollowTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    private static List<JsonElement> Seats(JsonElement circle) => [.. circle.GetProperty("seats").EnumerateArray()];

    [Fact]
    public async Task A_seat_follows_the_person_and_of_two_in_one_cohort_one_remains()
    {
        var programme = await CircleProgramme.WithAsync(Host, mentees: 6, mentors: 6);
        var first = await programme.RunningAsync(mentees: 3);
        var second = await Host.Staff.CreateAsync("/api/circles", new { programme.CohortId, mentees = programme.Mentees.Skip(3), mentors = programme.Mentors.Skip(3) });
        var kept = Ids.New();
        await programme.PublishAsync(new PersonMerged(kept, programme.Mentees[0]));
        await Eventually.Get(async () => Seats(await Host.Staff.ReadAsync($"/api/circles/{first}")).Any(s => s.GetProperty("personId").GetGuid() == kept), "the seat is the person's");
        (await Host.As(Roles.Mentee, kept).ReadAsync($"/api/circles/{first}")).GetProperty("mentees").GetInt32().Should().Be(3);

        await programme.PublishAsync(new PersonMerged(kept, programme.Mentees[3]));
        var circle = await Eventually.Get(() => Host.Staff.ReadAsync($"/api/circles/{second}"), c => c.GetProperty("mentees").GetInt32() == 2, "the second seat is free");
        Seats(circle).Should().Contain(s => s.GetProperty("personId").GetGuid() == kept && s.GetProperty("freeFrom").ValueKind == JsonValueKind.String);
        await Host.Staff.RefusedAsync("/api/circles", new { programme.CohortId, mentees = new[] { kept }, mentors = programme.Mentors.Take(3) }, 409, "mentee-already-seated");
    }

    [Fact]
    public async Task A_mentor_who_takes_mentees_again_is_seated_and_a_relation_that_ended_long_ago_or_never_held_excludes_nobody()
    {
        var programme = await CircleProgramme.WithAsync(Host, mentees: 4, mentors: 3);
        var (kin, retracted) = (Ids.New(), Ids.New());
        var (mentees, mentors) = (programme.Mentees, programme.Mentors);
        await programme.PublishAsync(new MentorPaused(Ids.New(), mentors[0]),
            new RelationshipDisclosed(kin, mentees[0], mentees[1], RelationshipKind.Competition, new(2010, 1, 1), null),
            new RelationshipDisclosed(retracted, mentees[0], mentees[2], RelationshipKind.Kinship, new(2010, 1, 1), null));
        await Host.Staff.RefusedAsync("/api/circles", programme.Command(), 409, "mentor-unknown");
        await programme.PublishAsync(new MentorResumed(Ids.New(), mentors[0]));
        await Host.Staff.RefusedAsync("/api/circles", programme.Command(), 409, "members-in-relation");
        await programme.PublishAsync(new RelationshipEnded(kin, mentees[0], mentees[1], RelationshipKind.Competition, new(2012, 1, 1)),
            new RelationshipRetracted(retracted, mentees[0], mentees[2], RelationshipKind.Kinship));
        await Host.Staff.CreateAsync("/api/circles", programme.Command());
    }

    [Fact]
    public async Task Relations_and_offers_of_one_identity_count_for_the_other()
    {
        var programme = await CircleProgramme.WithAsync(Host, mentees: 4, mentors: 3);
        var (kept, mentees) = (Ids.New(), programme.Mentees);
        await programme.PublishAsync(new RelationshipDisclosed(Ids.New(), mentees[0], mentees[1], RelationshipKind.Kinship, new(2010, 1, 1), null),
            new PersonMerged(kept, mentees[0]));
        await Host.Staff.RefusedAsync("/api/circles", new { programme.CohortId, mentees = new[] { kept, mentees[1] }, programme.Mentors }, 409, "members-in-relation");
        await Host.Staff.CreateAsync("/api/circles", new { programme.CohortId, mentees = new[] { kept, mentees[2] }, programme.Mentors });
    }

    [Fact]
    public async Task A_registration_follows_the_person_and_the_second_seat_goes_to_the_first_who_waits()
    {
        var (kept, merged, waiting) = (Ids.New(), Ids.New(), Ids.New());
        var gathering = await GatheringTests.OpenAsync(Host, 2);
        foreach (var person in new[] { kept, merged, waiting }) await GatheringTests.RegisterAsync(Host.Staff, gathering, person);
        await new CircleProgramme(Host, default, [], []).PublishAsync(new PersonMerged(kept, merged));
        var after = await Eventually.Get(() => Host.Staff.ReadAsync($"/api/gatherings/{gathering}"), g => g.GetProperty("waiting").GetInt32() == 0, "the one who waited has the seat");
        after.GetProperty("registrations").EnumerateArray().Select(r => r.GetProperty("personId").GetGuid()).Should().BeEquivalentTo([kept, waiting]);
    }
}
