using Advance.Contracts;
using JasperFx.Events;
using Marten;
using Wolverine;

namespace Advance.Matching.Mentorships;

/// <summary>It is time to see whether a mentorship is quiet; scheduled durably when it forms, and by itself from then on.</summary>
public record WatchActivity(Guid MentorshipId);

/// <summary>
/// Notices by schedule that nothing was heard of a mentorship, and asks; a fortnight later it says that nobody answered. Nothing is
/// ever concluded from it. Any attestation, signature, check-in or resumption is an answer; a mentorship that rests is left alone.
/// </summary>
public static class WatchActivityHandler
{
    public const int QuietDays = 45;
    public const int AnswerDays = 14;

    public static async Task<OutgoingMessages> Handle(WatchActivity message, IDocumentSession session, TimeProvider clock, CancellationToken cancel)
    {
        OutgoingMessages again = [];
        if (await session.LoadAsync<Mentorship>(message.MentorshipId, cancel) is not { Status: MentorshipStatus.Running }) return again;
        var stream = await session.Events.FetchForExclusiveWriting<Mentorship>(message.MentorshipId, cancel);
        if (stream.Aggregate is not { Status: MentorshipStatus.Running } mentorship) return again;
        var log = await session.Events.FetchStreamAsync(mentorship.Id, token: cancel);
        var (alive, asked) = (LastOf(log, IsSignOfLife), LastOf(log, e => e is ActivityAskedAbout));
        if (Decide(mentorship, alive, asked, Day(clock.GetUtcNow())) is { } noticed) stream.AppendOne(noticed);
        again.Delay(message, TimeSpan.FromDays(AnswerDays));
        return again;
    }

    /// <summary>The question after so many quiet days; that it went unanswered, so many days later; otherwise nothing.</summary>
    public static object? Decide(Mentorship mentorship, DateOnly? alive, DateOnly? asked, DateOnly today)
    {
        if (mentorship.Status != MentorshipStatus.Running || mentorship.IsPaused || alive is not { } last) return null;
        if (mentorship.QuietSince is { } since)
            return !mentorship.IsUnanswered && asked?.AddDays(AnswerDays) <= today ? new ActivityUnanswered(mentorship.Id, mentorship.CohortId, since) : null;
        return last.AddDays(QuietDays) <= today ? new ActivityAskedAbout(mentorship.Id, mentorship.CohortId, last) : null;
    }

    private static bool IsSignOfLife(object e) => e is MentorshipFormed or AgreementSigned or MeetingAttested or CheckedIn or MentorshipResumed;

    private static DateOnly? LastOf(IReadOnlyList<IEvent> log, Func<object, bool> which) =>
        log.LastOrDefault(e => which(e.Data)) is { } last ? Day(last.Timestamp) : null;

    private static DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime);
}

/// <summary>The window in which the other one of a pair confirms a meeting of that day.</summary>
public record WatchAttestation(Guid MentorshipId, DateOnly HeldOn, DateTimeOffset Until);

/// <summary>Says, once, that only one of the two attested a meeting; the other may still do so, and then it counts.</summary>
public static class WatchAttestationHandler
{
    public const int WindowDays = 14;

    public static async Task<OutgoingMessages> Handle(WatchAttestation message, IDocumentSession session, TimeProvider clock, CancellationToken cancel)
    {
        OutgoingMessages again = [];
        var left = message.Until - clock.GetUtcNow();
        if (left > TimeSpan.Zero)
        {
            again.Delay(message, left);
            return again;
        }

        var stream = await session.Events.FetchForExclusiveWriting<Mentorship>(message.MentorshipId, cancel);
        if (stream.Aggregate is { } mentorship && Decide(mentorship, message.HeldOn) is { } elapsed) stream.AppendOne(elapsed);
        return again;
    }

    public static MeetingWindowElapsed? Decide(Mentorship mentorship, DateOnly heldOn) =>
        mentorship.Status == MentorshipStatus.Running && !mentorship.Unconfirmed.Contains(heldOn)
        && mentorship.Attestations.Count(a => a.HeldOn == heldOn) == 1 ? new(mentorship.Id, mentorship.CohortId, heldOn) : null;
}
