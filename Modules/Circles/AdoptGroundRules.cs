using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Circles;

public record AdoptGroundRules(string Text);

/// <summary>
/// Record the ground rules that a circle agreed on; each time a new version, of which only the number stands in the log. By staff or
/// one of the circle's mentors. Refused with <c>circle-not-approved</c>, <c>circle-completed</c>.
/// </summary>
public static class AdoptGroundRulesEndpoint
{
    public static void Validate(AdoptGroundRules command) => Shape.Of(
        (string.IsNullOrWhiteSpace(command.Text) || command.Text.Length > 10_000, "text", "A text of at most 10000 characters."));

    [WolverinePost("/api/circles/{circleId}/adopt-ground-rules"), Authorize(Policies.Participant)]
    public static (Done, GroundRulesAdopted) Post(AdoptGroundRules command,
        [WriteModel("circleId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Circle circle, ClaimsPrincipal user, IDocumentSession session)
    {
        circle.MustBeRunBy(Caller.Of(user));
        var adopted = Decide(circle);
        session.Store(new GroundRulesText(GroundRulesText.IdOf(circle.Id, adopted.RulesVersion), circle.Id, adopted.RulesVersion, command.Text));
        return (new(circle.Id), adopted);
    }

    public static GroundRulesAdopted Decide(Circle circle)
    {
        Refused.When(circle.Status == CircleStatus.Composed, "circle-not-approved", "This circle is not approved yet.");
        Refused.When(circle.Status == CircleStatus.Completed, "circle-completed", "This circle is completed.");
        return new(circle.Id, circle.CohortId, circle.RulesVersion + 1);
    }
}
