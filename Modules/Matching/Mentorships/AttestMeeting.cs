using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;
using Appended = Wolverine.Marten.Events;

namespace Advance.Matching.Mentorships;

/// <summary>The day and the length in minutes, never the content; staff say for whom they attest.</summary>
public record AttestMeeting(DateOnly HeldOn, int Minutes, PairSide? By = null);

/// <summary>
/// Attest that a meeting took place. It counts when both attested one of that day; if they say different lengths, the shorter one.
/// Refused with <c>mentorship-not-running</c>, <c>not-agreed</c>, <c>mentorship-paused</c>, <c>meeting-in-the-future</c>,
/// <c>meeting-before-agreement</c>, <c>already-attested</c>.
/// </summary>
public static class AttestMeetingEndpoint
{
    public static void Validate(AttestMeeting command) => Shape.Of((command.Minutes is < 5 or > 480, "minutes", "A meeting lasts 5 to 480 minutes."));

    [WolverinePost("/api/mentorships/{mentorshipId}/attest-meeting"), Authorize(Policies.Participant)]
    public static async Task<(Done, Appended, OutgoingMessages)> Post(AttestMeeting command, ClaimsPrincipal user,
        [WriteModel("mentorshipId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Mentorship mentorship, IQuerySession session, TimeProvider clock,
        CancellationToken cancel)
    {
        var by = mentorship.SideOf(user, command.By ?? (mentorship.Attestations.Any(a => a.HeldOn == command.HeldOn && a.By == PairSide.Mentee)
            ? PairSide.Mentor : PairSide.Mentee));
        var agreed = (await session.Events.FetchStreamAsync(mentorship.Id, token: cancel)).FirstOrDefault(e => e.Data is MentorshipAgreed);
        var events = Decide(mentorship, by, agreed is null ? null : Day(agreed.Timestamp), command, Day(clock.GetUtcNow()));
        OutgoingMessages scheduled = [];
        if (!events.OfType<MeetingCounted>().Any())
        {
            var window = TimeSpan.FromDays(WatchAttestationHandler.WindowDays);
            scheduled.Delay(new WatchAttestation(mentorship.Id, command.HeldOn, clock.GetUtcNow() + window), window);
        }

        return (new(mentorship.Id), [.. events], scheduled);
    }

    public static IReadOnlyList<object> Decide(Mentorship mentorship, PairSide by, DateOnly? agreedOn, AttestMeeting command, DateOnly today)
    {
        Refused.When(mentorship.Status != MentorshipStatus.Running, "mentorship-not-running", "This mentorship is not running.");
        Refused.When(mentorship.CharterVersion is null || agreedOn is null, "not-agreed", "Both sign the agreement before a meeting counts.");
        Refused.When(mentorship.IsPaused, "mentorship-paused", "This mentorship rests.");
        Refused.When(command.HeldOn > today, "meeting-in-the-future", "This day is yet to come.");
        Refused.When(command.HeldOn < agreedOn, "meeting-before-agreement", "This day lies before the agreement.");
        Refused.When(mentorship.Attestations.Any(a => a.HeldOn == command.HeldOn && a.By == by), "already-attested",
            "A meeting of this day is attested already.");
        List<object> events = [new MeetingAttested(mentorship.Id, mentorship.CohortId, command.HeldOn, command.Minutes, by)];
        if (mentorship.Attestations.FirstOrDefault(a => a.HeldOn == command.HeldOn && a.By != by) is not { } other) return events;
        var (shorter, longer) = (Math.Min(other.Minutes, command.Minutes), Math.Max(other.Minutes, command.Minutes));
        if (shorter != longer) events.Add(new AttestationDiffers(mentorship.Id, mentorship.CohortId, command.HeldOn, shorter, longer));
        return [.. events, new MeetingCounted(mentorship.Id, mentorship.CohortId, command.HeldOn, shorter, mentorship.Meetings.Count + 1)];
    }

    private static DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime);
}
