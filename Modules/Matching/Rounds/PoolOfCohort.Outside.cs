using Advance.Matching.Mentees;
using Advance.Matching.Mentorships;
using Marten;

namespace Advance.Matching.Rounds;

public sealed partial record PoolOfCohort
{
    /// <summary>These mentees of one cohort before the whole pool of mentors, whoever holds them.</summary>
    internal static async Task<PoolOfCohort> BeforeThePoolAsync(IQuerySession session, IReadOnlyList<MenteeOfCohort> mentees, CancellationToken cancel)
    {
        var known = await session.LoadManyAsync<Mentee>(cancel, mentees.Select(m => m.Id));
        return await OfAsync(session, mentees, known.ToDictionary(m => m.Id), [], cancel);
    }

    /// <summary>How many proposals of each mentor, in whatever cohort, are not answered by both yet.</summary>
    internal static async Task<Dictionary<Guid, int>> ProposedAsync(IQuerySession session, CancellationToken cancel)
    {
        MentorshipStatus[] open = [MentorshipStatus.Proposed, MentorshipStatus.AwaitingMentor];
        var mentors = await session.Query<Mentorship>().Where(m => m.Status.IsOneOf(open)).Select(m => m.MentorId).ToListAsync(cancel);
        return mentors.CountBy(m => m).ToDictionary();
    }
}
