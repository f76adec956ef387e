using Advance.Contracts;

namespace Advance.Circles;

/// <summary>A circle that the composition proposes.</summary>
public sealed record ProposedCircle(IReadOnlyList<Guid> Mentees, IReadOnlyList<Guid> Mentors);

/// <summary>
/// Composes circles from people who have no seat yet: nobody with somebody they are in a relation with, sizes that differ by at most
/// one, the policy's least number of mentors in each, institutions spread. The same people always give the same circles.
/// </summary>
public static class Composer
{
    /// <summary>So many more circles than needed are tried before it is said that there is no composition.</summary>
    private const int MostMore = 5;

    public static IReadOnlyList<ProposedCircle> Propose(StrandPolicy policy, Room room, IReadOnlySet<Guid> seatedMentees, IReadOnlySet<Guid> seatedMentors)
    {
        Guid[] mentees = [.. room.Mentees.Keys.Where(m => !seatedMentees.Contains(m)).Order()];
        Guid[] mentors =
            [.. room.Mentors.Where(m => m.Value is not null && !seatedMentors.Contains(m.Key) && !room.Mentees.ContainsKey(m.Key))
                .Select(m => m.Key).Order()];
        Refused.When(mentees.Length == 0, "no-mentee-without-seat", "Every accepted mentee of this cohort has a seat.");
        var needed = (mentees.Length + policy.HardCap - 1) / policy.HardCap;
        var possible = Math.Min(mentees.Length, mentors.Length / policy.MentorsFrom);
        Refused.When(possible < needed, "too-few-mentors", $"A circle has at least {policy.MentorsFrom} mentors; {needed} circles are needed.");
        for (var circles = needed; circles <= Math.Min(possible, needed + MostMore); circles++)
        {
            if (new Composition(mentees, mentors, room, circles, policy.MentorsFrom).Find() is { } found) return found;
        }

        Refused.When(true, "no-composition", "No composition was found in which no two members are in a relation.");
        return [];
    }
}
