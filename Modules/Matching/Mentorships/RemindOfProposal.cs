using Advance.Contracts;
using Marten;
using Wolverine;

namespace Advance.Matching.Mentorships;

/// <summary>What is scheduled when one of a pair is asked for an answer.</summary>
internal static class Answering
{
    /// <summary>So many days before its end, an open proposal is called to mind; never before half of the time is over.</summary>
    public const int DaysBefore = 3;

    public static void Schedule(this OutgoingMessages messages, Guid mentorshipId, int days, PairSide side)
    {
        messages.Delay(new LapseProposal(mentorshipId), TimeSpan.FromDays(days));
        messages.Delay(new RemindOfProposal(mentorshipId, side), WaitFor(days));
    }

    public static TimeSpan WaitFor(int days) => TimeSpan.FromHours(Math.Max(days * 12, (days - DaysBefore) * 24));
}

/// <summary>It is time to call a proposal to the mind of the one whose turn it was when this was scheduled.</summary>
public record RemindOfProposal(Guid MentorshipId, PairSide Side);

/// <summary>
/// Calls an unanswered proposal to mind, once for each side. What reaches the person is for whoever hears the event: nothing here
/// sends mail. An answer given since, or a lapse, makes it nothing.
/// </summary>
public static class RemindOfProposalHandler
{
    public static async Task Handle(RemindOfProposal message, IDocumentSession session, TimeProvider clock, CancellationToken cancel)
    {
        if (await session.LoadAsync<Mentorship>(message.MentorshipId, cancel) is not { AwaitsAnswer: true }) return;
        var stream = await session.Events.FetchForExclusiveWriting<Mentorship>(message.MentorshipId, cancel);
        if (Decide(stream.Aggregate!, message.Side, clock.GetUtcNow()) is { } reminded) stream.AppendOne(reminded);
    }

    /// <summary>The reminder, while this side's answer is awaited and was not called to mind yet; otherwise nothing.</summary>
    public static AnswerReminded? Decide(Mentorship mentorship, PairSide side, DateTimeOffset now)
    {
        var turn = mentorship.Status switch
        {
            MentorshipStatus.Proposed => PairSide.Mentee,
            MentorshipStatus.AwaitingMentor => PairSide.Mentor,
            _ => (PairSide?)null,
        };
        return turn == side && mentorship.AnswerBy is { } until && until > now && !mentorship.Reminded.Contains(side)
            ? new(mentorship.Id, mentorship.CohortId, side, until) : null;
    }
}
