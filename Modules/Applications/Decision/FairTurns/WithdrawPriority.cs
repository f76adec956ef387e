using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Applications;

/// <summary>Why, as a code such as <c>granted-in-error</c>; and, if it was resolved, the committee and the number of its resolution.</summary>
public record WithdrawPriority(string Reason, Guid? CommitteeId = null, string? ResolutionNumber = null);

/// <summary>
/// Take back the priority of a person in a strand, because it was contested.
/// Refused with <c>no-open-priority</c>, <c>resolution-unknown</c>.
/// </summary>
public static class WithdrawPriorityEndpoint
{
    public static void Validate(WithdrawPriority command) => Shape.Of(
        (!Shape.IsKey(command.Reason), "reason", "A reason is a code: 2 to 60 of a-z, 0-9, dot and hyphen."),
        (command.ResolutionNumber is not null && !Shape.IsLine(command.ResolutionNumber, 60), "resolutionNumber",
            "A number is one line of at most 60 characters."),
        ((command.CommitteeId is null) != (command.ResolutionNumber is null), "resolutionNumber",
            "A resolution is named by its committee and its number."));

    [WolverinePost("/api/priorities/{fairTurnId}/withdraw"), Authorize(Policies.Staff)]
    public static async Task<(Done, PriorityWithdrawn)> Post(WithdrawPriority command,
        [WriteModel("fairTurnId", LoadStyle = ModelConcurrencyStyle.Exclusive)] FairTurn turn, IDocumentSession session, CancellationToken cancel)
    {
        var log = command.CommitteeId is { } id ? await session.Events.FetchStreamAsync(id, token: cancel) : [];
        var isKnown = log.Any(e => e.Data is ResolutionPassed passed && passed.Number == command.ResolutionNumber);
        return (new(turn.Id), Decide(turn, command, isKnown));
    }

    public static PriorityWithdrawn Decide(FairTurn turn, WithdrawPriority command, bool resolutionKnown)
    {
        Refused.When(!turn.HasPriority, "no-open-priority", "This person has no priority in the strand that is open.");
        Refused.When(command.CommitteeId is not null && !resolutionKnown, "resolution-unknown", "The committee has no resolution of this number.");
        return new(turn.PersonId, turn.StrandId, command.Reason, command.CommitteeId, command.ResolutionNumber);
    }
}
