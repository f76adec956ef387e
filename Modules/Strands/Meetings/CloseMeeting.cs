using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Strands;

/// <summary>Close a meeting: nothing is recorded or resolved at it any more. Refused with <c>meeting-closed</c>.</summary>
public static class CloseMeetingEndpoint
{
    [WolverinePost("/api/meetings/{meetingId}/close"), Authorize(Policies.Staff)]
    public static (Done, MeetingClosed) Post([WriteModel("meetingId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Meeting meeting) =>
        (new(meeting.Id), Decide(meeting));

    public static MeetingClosed Decide(Meeting meeting)
    {
        meeting.MustBeOpen();
        return new(meeting.Id, meeting.CommitteeId, meeting.Resolutions.Count);
    }
}
