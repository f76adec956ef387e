using Advance.Contracts;
using Marten;
using Wolverine;

namespace Advance.Matching.Mentorships;

/// <summary>It is time to ask the two how it goes: the day of the mentorship, counted from its beginning; scheduled durably when it forms.</summary>
public record AskHowItGoes(Guid MentorshipId, int Day, DateTimeOffset At);

/// <summary>
/// Asks at fixed days of a mentorship (the strand's, or 30, 90 and 150). What reaches the person is for whoever hears the event. A
/// mentorship that rests is asked when its next day comes; one that is over is left alone.
/// </summary>
public static class AskHowItGoesHandler
{
    public static readonly IReadOnlyList<int> UsualDays = [30, 90, 150];

    public static async Task<OutgoingMessages> Handle(AskHowItGoes message, IDocumentSession session, TimeProvider clock, CancellationToken cancel)
    {
        OutgoingMessages again = [];
        if (message.At > clock.GetUtcNow())
        {
            again.Delay(message, message.At - clock.GetUtcNow());
            return again;
        }

        if (await session.LoadAsync<Mentorship>(message.MentorshipId, cancel) is not { Status: MentorshipStatus.Running }) return again;
        var stream = await session.Events.FetchForExclusiveWriting<Mentorship>(message.MentorshipId, cancel);
        if (Decide(stream.Aggregate!, message.Day) is { } asked) stream.AppendOne(asked);
        return again;
    }

    /// <summary>The question of that day, once, while the mentorship runs and does not rest.</summary>
    public static CheckInAsked? Decide(Mentorship mentorship, int day) =>
        mentorship is { Status: MentorshipStatus.Running, IsPaused: false } && !mentorship.CheckInsAsked.Contains(day)
            ? new(mentorship.Id, mentorship.CohortId, day) : null;

    public static void Schedule(OutgoingMessages messages, Guid mentorshipId, IReadOnlyList<int>? days, DateTimeOffset now)
    {
        foreach (var day in days ?? UsualDays) messages.Delay(new AskHowItGoes(mentorshipId, day, now.AddDays(day)), TimeSpan.FromDays(day));
    }
}
