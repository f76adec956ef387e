using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Strands;

/// <summary>The mandate's last day.</summary>
public record EndMandate(Guid PersonId, DateOnly On);

/// <summary>End a mandate on a day on which it holds. Refused with <c>no-mandate</c>.</summary>
public static class EndMandateEndpoint
{
    public static void Validate(EndMandate command) => Shape.Of(
        (command.On.Year is < 2000 or > 2200, "on", "A mandate ends between 2000 and 2200."));

    [WolverinePost("/api/committees/{committeeId}/end-mandate"), Authorize(Policies.Staff)]
    public static (Done, MandateEnded) Post(EndMandate command, [WriteModel("committeeId")] Committee committee) =>
        (new(committee.Id), Decide(committee, command));

    public static MandateEnded Decide(Committee committee, EndMandate command)
    {
        var isOpen = committee.Mandates.Any(m => m.PersonId == command.PersonId && m.HoldsOn(command.On) && m.Until != command.On);
        Refused.When(!isOpen, "no-mandate", "This person has no mandate in the committee that could end on that day.");
        return new(committee.Id, command.PersonId, command.On);
    }
}
