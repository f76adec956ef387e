using System.Security.Claims;
using Advance.Contracts;
using JasperFx.Events;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Events;

public record CancelRegistration(Guid PersonId);

/// <summary>
/// Give a registration back, oneself or staff for the person; a freed seat goes to the first who waits (rule G1).
/// Refused with <c>gathering-cancelled</c>, <c>gathering-closed</c>, <c>not-registered</c>, <c>gathering-begun</c>.
/// </summary>
public static class CancelRegistrationEndpoint
{
    [WolverinePost("/api/gatherings/{gatheringId}/cancel-registration"), Authorize(Policies.Participant)]
    public static Done Post(CancelRegistration command,
        [WriteModel("gatheringId", LoadStyle = ModelConcurrencyStyle.Exclusive)] IEventStream<Gathering> gathering,
        ClaimsPrincipal user, TimeProvider clock)
    {
        Caller.Of(user).MustBe(command.PersonId);
        gathering.AppendMany(Decide(gathering.Aggregate!, command, clock.GetUtcNow()));
        return new(gathering.Id);
    }

    public static IReadOnlyList<object> Decide(Gathering gathering, CancelRegistration command, DateTimeOffset now)
    {
        Accepting.MustBe(gathering);
        var hadSeat = gathering.Confirmed.Contains(command.PersonId);
        Refused.When(!hadSeat && !gathering.Waiting.Contains(command.PersonId), "not-registered", "This person is not registered.");
        Refused.When(gathering.HasBegun(now), "gathering-begun", "The gathering has begun; a registration can no longer be given back.");
        RegistrationCancelled cancelled = new(gathering.Id, gathering.CohortId, command.PersonId);
        return hadSeat && gathering.Waiting is [var next, ..]
            ? [cancelled, new RegistrationPromoted(gathering.Id, gathering.CohortId, next)]
            : [cancelled];
    }
}
