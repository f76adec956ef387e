using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Strands;

/// <summary>The later day on which the meeting goes on.</summary>
public record AdjournMeeting(DateOnly Until);

/// <summary>
/// Adjourn a meeting to a later day; who is there then is recorded anew, recusals stay.
/// Refused with <c>meeting-closed</c>, <c>adjourned-day-not-later</c>.
/// </summary>
public static class AdjournMeetingEndpoint
{
    public static void Validate(AdjournMeeting command) => Shape.Of(
        (command.Until.Year is < 2000 or > 2200, "until", "A meeting is between 2000 and 2200."));

    [WolverinePost("/api/meetings/{meetingId}/adjourn"), Authorize(Policies.Staff)]
    public static (Done, MeetingAdjourned) Post(AdjournMeeting command,
        [WriteModel("meetingId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Meeting meeting) => (new(meeting.Id), Decide(meeting, command));

    public static MeetingAdjourned Decide(Meeting meeting, AdjournMeeting command)
    {
        meeting.MustBeOpen();
        Refused.When(command.Until <= meeting.On, "adjourned-day-not-later", "A meeting is adjourned to a day after its own.");
        return new(meeting.Id, meeting.CommitteeId, command.Until);
    }
}
