using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Marten;

namespace Advance.Strands;

/// <summary>The day of the meeting.</summary>
public record ConveneMeeting(DateOnly On);

/// <summary>
/// Convene a committee for a day on which somebody has a mandate in it. Refused with <c>committee-not-constituted</c>.
/// </summary>
public static class ConveneMeetingEndpoint
{
    public static void Validate(ConveneMeeting command) => Shape.Of(
        (command.On.Year is < 2000 or > 2200, "on", "A meeting is between 2000 and 2200."));

    [WolverinePost("/api/committees/{committeeId}/meetings"), Authorize(Policies.Staff)]
    public static async Task<(Created, IStartStream)> Post(ConveneMeeting command, Guid committeeId, IQuerySession session, CancellationToken cancel)
    {
        var committee = Missing.Unless(await session.LoadAsync<Committee>(committeeId, cancel), "committee");
        var convened = Decide(committee, command, Ids.New());
        return (new(convened.MeetingId), MartenOps.StartStream<Meeting>(convened.MeetingId, convened));
    }

    public static MeetingConvened Decide(Committee committee, ConveneMeeting command, Guid id)
    {
        Refused.When(committee.MandatesOn(command.On) == 0, "committee-not-constituted", "Nobody has a mandate in this committee on that day.");
        return new(id, committee.Id, command.On);
    }
}
