using Advance.Contracts;
using Advance.Matching.Mentees;
using Advance.Matching.Requests;
using Marten;

namespace Advance.Matching.Mentorships;

/// <summary>
/// Who leaves a cohort leaves its mentorship: an open proposal lapses, a running mentorship ends, and the mentor's place is free. What the
/// mentee asked for is closed.
/// </summary>
public static class OnApplicationWithdrawn
{
    public static async Task Handle(ApplicationWithdrawn withdrawn, IDocumentSession session, CancellationToken cancel)
    {
        var mentee = await session.LoadAsync<Mentee>(Mentee.IdOf(withdrawn.CohortId, withdrawn.PersonId), cancel);
        if (mentee?.MentorshipId is { } held && await session.LoadAsync<Mentorship>(held, cancel) is { } known)
            await LeaveAsync(session, known, onlyProposed: false, cancel);
        // After the mentor is locked, as whoever proposes a pair does.
        await session.CloseRequestsAsync(withdrawn.CohortId, new Dictionary<Guid, Guid?> { [withdrawn.PersonId] = null }, cancel);
    }

    /// <summary>Whichever of the two leaves, the other is free again.</summary>
    internal static async Task LeaveAsync(IDocumentSession session, Mentorship known, bool onlyProposed, CancellationToken cancel)
    {
        var pairing = await Pairing.LockAsync(session, known, cancel);
        if ((onlyProposed && !pairing.It.AwaitsAnswer) || Decide(pairing.It) is not { } over) return;
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
