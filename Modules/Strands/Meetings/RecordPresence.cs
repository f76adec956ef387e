using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Strands;

/// <summary>Everybody who is there, as persons; who is not named is not there.</summary>
public record RecordPresence(IReadOnlyList<Guid> Present);

/// <summary>
/// Record who is at a meeting on its day; said again, it replaces what was said before, and resolutions already passed stay as they are.
/// Refused with <c>meeting-closed</c>, <c>meeting-in-the-future</c>, <c>person-merged</c>, <c>no-mandate</c>.
/// </summary>
public static class RecordPresenceEndpoint
{
    public static void Validate(RecordPresence command) => Shape.Of(
        (command.Present.Count is 0 or > 100 || command.Present.Distinct().Count() < command.Present.Count, "present", "1 to 100 persons, each once."));

    [WolverinePost("/api/meetings/{meetingId}/record-presence"), Authorize(Policies.Staff)]
    public static async Task<(Done, PresenceRecorded)> Post(RecordPresence command,
        [WriteModel("meetingId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Meeting meeting, IDocumentSession session, TimeProvider clock,
        CancellationToken cancel)
    {
        var committee = Missing.Unless(await session.LoadAsync<Committee>(meeting.CommitteeId, cancel), "committee");
        var isMerged = false;
        foreach (var other in command.Present.Where(p => !committee.Seats(p, meeting.On))) isMerged |= await session.InUseAsync(other, cancel) != other;
        return (new(meeting.Id), Decide(meeting, committee, command, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), isMerged));
    }

    public static PresenceRecorded Decide(Meeting meeting, Committee committee, RecordPresence command, DateOnly today, bool isMerged = false)
    {
        meeting.MustBeOpen();
        Refused.When(meeting.On > today, "meeting-in-the-future", "The day of this meeting is yet to come.");
        var mandates = command.Present.Select(p => committee.Mandates.FirstOrDefault(m => m.PersonId == p && m.HoldsOn(meeting.On))).ToList();
        Refused.When(isMerged, "person-merged", "Somebody named is an identity that was merged into another; use that one.");
        Refused.When(mandates.Contains(null), "no-mandate", "Somebody named has no mandate in the committee on the day of the meeting.");
        return new(meeting.Id, meeting.On, [.. mandates.Select(m => new Attendee(m!.PersonId, m.InstitutionId, m.RepresentsPartners))],
            committee.MandatesOn(meeting.On), committee.NeededOn(meeting.On));
    }
}
