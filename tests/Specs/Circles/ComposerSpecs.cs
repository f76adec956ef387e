using Advance.Circles;
using Advance.Contracts;
using CsCheck;

namespace Advance.Tests.Specs.Circles;

public class ComposerSpecs
{
    private static readonly HashSet<Guid> Nobody = [];

    private static Room ARoom(int mentees, int mentors, IReadOnlyList<(int One, int Other)> related, int institutions = 3)
    {
        var people = Enumerable.Range(0, mentees + mentors).Select(i => new Guid(i + 1, 0, 0, new byte[8])).ToList();
        var at = Enumerable.Range(0, institutions).Select(i => new Guid(i, 1, 0, new byte[8])).ToList();
        var relations = related.Where(r => r.One != r.Other).Select(r => new MemberRelation(Guid.NewGuid(), people[r.One % people.Count], people[r.Other % people.Count],
            RelationshipKind.Competition, Rooms.StartsOn, null)).ToList();
        return new(people.Take(mentees).Index().ToDictionary(p => p.Item, p => at[p.Index % institutions]),
            people.Skip(mentees).Index().ToDictionary(p => p.Item, p => (Guid?)at[p.Index % institutions]), new(relations, [], Rooms.StartsOn, Rooms.EndsOn));
    }

    [Fact]
    public void Every_composition_keeps_the_hard_rules_whoever_is_related()
    {
        var found = 0;
        Gen.Select(Gen.Int[1, 20], Gen.Int[2, 24], Gen.Select(Gen.Int[0, 43], Gen.Int[0, 43]).List[0, 40]).Sample((mentees, mentors, related) =>
        {
            var room = ARoom(mentees, mentors, related);
            IReadOnlyList<ProposedCircle> circles;
            try
            {
                circles = Composer.Propose(Rooms.Policy, room, Nobody, Nobody);
            }
            catch (Refused refused)
            {
                refused.Code.Should().BeOneOf("too-few-mentors", "no-composition");
                return;
            }

            Interlocked.Increment(ref found);
            circles.SelectMany(c => c.Mentees).Should().BeEquivalentTo(room.Mentees.Keys);
            circles.SelectMany(c => c.Mentors).Should().OnlyHaveUniqueItems().And.OnlyContain(m => room.Mentors.ContainsKey(m));
            (circles.Max(c => c.Mentees.Count) - circles.Min(c => c.Mentees.Count)).Should().BeLessThanOrEqualTo(1);
            circles.Should().OnlyContain(c => c.Mentees.Count <= 3 && c.Mentors.Count == 2);
            circles.Should().OnlyContain(c => room.Relations.Among(c.Mentees.Concat(c.Mentors).ToList()) == null);
        }, iter: 200);
        found.Should().BeGreaterThan(20);
    }

    [Fact]
    public void The_same_people_in_another_order_give_the_same_circles()
    {
        var room = ARoom(9, 8, [(0, 1), (2, 10), (3, 12)]);
        var turned = room with { Mentees = room.Mentees.Reverse().ToDictionary(), Mentors = room.Mentors.Reverse().ToDictionary() };
        Composer.Propose(Rooms.Policy, turned, Nobody, Nobody).Should().BeEquivalentTo(
            Composer.Propose(Rooms.Policy, room, Nobody, Nobody), o => o.WithStrictOrdering());
    }

    [Fact]
    public void Institutions_are_spread_over_the_circles()
    {
        var room = ARoom(9, 8, []);
        var circles = Composer.Propose(Rooms.Policy, room, Nobody, Nobody);
        circles.Select(c => c.Mentees.Select(m => room.Mentees[m]).Distinct().Count()).Should().Equal(3, 3, 3);
    }

    [Fact]
    public void More_circles_are_made_where_relations_leave_no_other_way() =>
        Composer.Propose(Rooms.Policy, ARoom(3, 6, [(0, 1), (1, 2), (0, 2)]), Nobody, Nobody).Should().HaveCount(3);

    [Fact]
    public void Who_cannot_be_seated_is_refused_with_the_reason()
    {
        var two = ARoom(2, 2, [(0, 1)]);
        Then.Refused("no-composition", () => Composer.Propose(Rooms.Policy, two, Nobody, Nobody));
        Then.Refused("too-few-mentors", () => Composer.Propose(Rooms.Policy, two, Nobody, two.Mentors.Keys.ToHashSet()));
        Then.Refused("no-mentee-without-seat", () => Composer.Propose(Rooms.Policy, two, two.Mentees.Keys.ToHashSet(), Nobody));
    }

    [Fact]
    public void A_large_cohort_with_many_relations_is_composed_within_the_budget()
    {
        List<(int, int)> related = [.. Enumerable.Range(0, 120).Select(i => (i * 7 % 200, (i * 13) + 5))];
        Composer.Propose(Rooms.Policy with { HardCap = 10, MentorsFrom = 3, MentorsTo = 4 }, ARoom(200, 80, related), Nobody, Nobody)
            .Should().HaveCountGreaterThanOrEqualTo(20);
    }
}
