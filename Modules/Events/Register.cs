using System.Security.Claims;
using Advance.Contracts;
using JasperFx.Events;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Events;

public record Register(Guid PersonId);

/// <summary>What came of it: a seat, or a place on the waiting list (<c>Position</c> 1 is next).</summary>
public sealed record Registration(Guid Id, RegistrationState State, int? Position);

/// <summary>
/// Register a person for a gathering, themselves or staff for them; beyond the capacity they wait (rule G1). The gathering's stream
/// is locked, so however many come at once, the answer is a seat or a position.
/// Refused with <c>gathering-cancelled</c>, <c>gathering-closed</c>, <c>registration-not-open</c>, <c>gathering-begun</c>, <c>already-registered</c>.
/// </summary>
public static class RegisterEndpoint
{
    [WolverinePost("/api/gatherings/{gatheringId}/register"), Authorize(Policies.Participant)]
    public static Registration Post(Register command,
        [WriteModel("gatheringId", LoadStyle = ModelConcurrencyStyle.Exclusive)] IEventStream<Gathering> gathering,
        ClaimsPrincipal user, TimeProvider clock)
    {
        Caller.Of(user).MustNowBe(command.PersonId);
        var registered = Decide(gathering.Aggregate!, command, clock.GetUtcNow());
        gathering.AppendOne(registered);
        return registered is RegistrationWaitlisted waitlisted
            ? new(gathering.Id, RegistrationState.Waitlisted, waitlisted.Position)
            : new(gathering.Id, RegistrationState.Confirmed, null);
    }

    /// <summary><see cref="RegistrationConfirmed"/> or <see cref="RegistrationWaitlisted"/>.</summary>
    public static object Decide(Gathering gathering, Register command, DateTimeOffset now)
    {
        Accepting.MustBe(gathering);
        Refused.When(gathering.Status != GatheringStatus.RegistrationOpen, "registration-not-open", "Registration is not open.");
        Refused.When(gathering.HasBegun(now), "gathering-begun", "The gathering has begun; who comes now is a walk-in.");
        Refused.When(gathering.Confirmed.Contains(command.PersonId) || gathering.Waiting.Contains(command.PersonId), "already-registered",
            "This person is already registered.");
        return gathering.Confirmed.Count < gathering.Capacity
            ? new RegistrationConfirmed(gathering.Id, gathering.CohortId, command.PersonId)
            : new RegistrationWaitlisted(gathering.Id, gathering.CohortId, command.PersonId, gathering.Waiting.Count + 1);
    }
}
