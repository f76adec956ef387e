using Advance.Contracts;
using Advance.Matching.Mentees;
using Advance.Matching.Requests;
using Advance.Shared;
using Marten;

namespace Advance.Matching.Mentorships;

/// <summary>Who leaves a cohort leaves its mentorship: an open proposal lapses, a running mentorship ends, and the mentor's place is free. What the mentee asked for is closed.</summary>
public static class OnApplicationWithdrawn
{
    public static async Task Handle(ApplicationWithdrawn withdrawn, IDocumentSession session, CancellationToken cancel)
    {
        await session.HoldAsync(Ids.Of("mentees", withdrawn.CohortId), cancel);
        await session.CloseRequestsAsync(withdrawn.CohortId, new Dictionary<Guid, Guid?> { [withdrawn.PersonId] = null }, cancel);
        var mentee = await session.LoadAsync<Mentee>(Mentee.IdOf(withdrawn.CohortId, withdrawn.PersonId), cancel);
        if (mentee?.MentorshipId is not { } held || await session.LoadAsync<Mentorship>(held, cancel) is not { } known) return;
        var pairing = await Pairing.LockAsync(session, known, cancel);
        if (Decide(pairing.It) is not { } over) return;
        pairing.Mentorship.AppendOne(over);
        await pairing.OverAsync(session, completed: false, cancel);
    }

    /// <summary>How the mentorship is over; nothing when it is already.</summary>
    public static object? Decide(Mentorship mentorship) => mentorship switch
    {
        { AwaitsAnswer: true } => new ProposalLapsed(mentorship.Id, mentorship.CohortId, mentorship.MenteeId, mentorship.MentorId),
        { Status: MentorshipStatus.Running } => new MentorshipEnded(mentorship.Id, mentorship.CohortId, mentorship.MenteeId, mentorship.MentorId),
        _ => null,
    };
}
