using Advance.Contracts;
using Advance.Matching.Mentors;
using Marten;
using Wolverine;

namespace Advance.Matching.Mentorships;

/// <summary>Whose data were erased leaves the pool, and every proposal and mentorship; the other of the two is free again.</summary>
public static class OnPersonErased
{
    public static async Task<OutgoingMessages> Handle(PersonErased erased, IDocumentSession session, CancellationToken cancel)
    {
        MentorshipStatus[] alive = [MentorshipStatus.Proposed, MentorshipStatus.AwaitingMentor, MentorshipStatus.Running];
        var left = await session.Query<Mentorship>().Where(m => m.Status.IsOneOf(alive)
            && (m.MenteeId == erased.PersonId || m.MentorPersonId == erased.PersonId)).Select(m => m.Id).ToListAsync(cancel);
        var mentor = await session.Events.FetchForExclusiveWriting<Mentor>(Mentor.IdOf(erased.PersonId), cancel);
        if (mentor.Aggregate is { Status: not MentorStatus.Retired } enrolled) mentor.AppendOne(new MentorRetired(enrolled.Id, enrolled.PersonId));
        return [.. left.Select(id => new LeaveMentorship(id))];
    }
}

/// <summary>One of the two, or the cohort, is no longer in the programme.</summary>
public record LeaveMentorship(Guid MentorshipId, bool OnlyProposed = false);

/// <summary>The proposal lapses, or the mentorship ends; whose leaving it was is not said.</summary>
public static class LeaveMentorshipHandler
{
    public static async Task Handle(LeaveMentorship message, IDocumentSession session, CancellationToken cancel)
    {
        if (await session.LoadAsync<Mentorship>(message.MentorshipId, cancel) is { } known)
            await OnApplicationWithdrawn.LeaveAsync(session, known, message.OnlyProposed, cancel);
    }
}
