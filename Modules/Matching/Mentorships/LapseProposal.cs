using Advance.Contracts;
using Marten;
using Wolverine;

namespace Advance.Matching.Mentorships;

/// <summary>Time is up for the answer to a proposal, unless it was answered or got more time since.</summary>
public record LapseProposal(Guid MentorshipId);

/// <summary>
/// A proposal lapses on its date (rule M6); the mentee is free again. The message is scheduled durably when the proposal is made and
/// again when the mentee accepts; whether time is up says the state. An acceptance looks at the date itself and does not wait for this.
/// </summary>
public static class LapseProposalHandler
{
    public static async Task<OutgoingMessages> Handle(LapseProposal message, IDocumentSession session, TimeProvider clock, CancellationToken cancel)
    {
        OutgoingMessages again = [];
        if (await session.LoadAsync<Mentorship>(message.MentorshipId, cancel) is not { AwaitsAnswer: true } known) return again;
        var pairing = await Pairing.LockAsync(session, known, cancel);
        var now = clock.GetUtcNow();
        if (Decide(pairing.It, now) is { } lapsed)
        {
            pairing.Mentorship.AppendOne(lapsed);
            await pairing.OverAsync(session, completed: false, cancel);
        }
        else if (pairing.It is { AwaitsAnswer: true, AnswerBy: { } until })
        {
            again.Delay(message, until - now); // there is more time since, or the clock was set back
        }

        return again;
    }

    /// <summary>The lapse, when time is up and nobody answered; otherwise nothing.</summary>
    public static ProposalLapsed? Decide(Mentorship mentorship, DateTimeOffset now) => mentorship.AwaitsAnswer && mentorship.AnswerBy <= now
        ? new(mentorship.Id, mentorship.CohortId, mentorship.MenteeId, mentorship.MentorId)
        : null;
}
