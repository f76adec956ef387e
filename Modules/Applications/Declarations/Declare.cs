using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>Declarations by key, each in place of an earlier one; <c>TakeBack</c> names those that hold no longer.</summary>
public record Declare(IReadOnlyList<Declaration>? Declarations = null, IReadOnlyList<string>? TakeBack = null)
{
    internal IReadOnlyList<Declaration> Made => Declarations ?? [];
    internal IReadOnlyList<string> TakenBack => TakeBack ?? [];
}

/// <summary>
/// Declare what the call asks to be declared, or take it back: until the deadline, or when it was asked for. Refused with
/// <c>cohort-over</c>, <c>application-withdrawn</c>, <c>eligibility-decided</c>, <c>deadline-passed</c>, <c>declaration-not-asked-for</c>,
/// <c>declaration-date-missing</c>, <c>declaration-has-no-date</c>, <c>nothing-to-declare</c>.
/// </summary>
public static class DeclareEndpoint
{
    public static void Validate(Declare command) => Shape.Of(
        (!Declaration.AreWhole(command.Declarations), "declarations", "At most 20 declarations, each key once, with a date from 2000 to 2200 or none."),
        (command.TakenBack.Count > 20 || !command.TakenBack.All(Shape.IsKey), "takeBack", "At most 20 keys of declarations."),
        (command.TakenBack.Intersect(command.Made.Select(d => d?.Key ?? "")).Any(), "takeBack", "A declaration is made or taken back."));

    [WolverinePost("/api/applications/{applicationId}/declare"), HidesVersion, Authorize(Policies.Participant)]
    public static async Task<Done> Post(Guid applicationId, Declare command, ClaimsPrincipal user, IDocumentSession session, TimeProvider clock,
        CancellationToken cancel)
    {
        var desk = await Desk.OpenAsync(session, applicationId, cancel);
        Caller.Of(user).MustBe(desk.Application.PersonId);
        await desk.WriteAsync(new(Decide(desk.Application, desk.Call, command, clock.GetUtcNow()), []), cancel);
        return new(applicationId);
    }

    public static DeclarationsMade Decide(Application application, Call call, Declare command, DateTimeOffset now)
    {
        call.MustNotBeOver();
        application.MustNotBeWithdrawn();
        Refused.When(!application.IsUnassessed, "eligibility-decided", "The eligibility of this application has been decided.");
        var isLate = now > call.Deadline;
        Refused.When(isLate && (application.Status is not ApplicationStatus.Returned || command.TakenBack.Count > 0), "deadline-passed",
            "The deadline of this call has passed.");
        Refused.When(isLate && !command.Made.All(d => application.Asked.Contains(d.Key)), "declaration-not-asked-for",
            "After the deadline only what was asked for can be declared.");
        call.MustTake(command.Made);
        var (made, back) = (command.Made.Except(application.Declarations).ToList(),
            command.TakenBack.Intersect(application.Declarations.Select(d => d.Key)).ToList());
        Refused.When(made.Count == 0 && back.Count == 0 && !command.Made.Any(d => application.Asked.Contains(d.Key)), "nothing-to-declare",
            "Nothing is declared or taken back that was not so before.");
        return new(application.Id, application.CohortId, application.PersonId, [.. command.Made], back);
    }
}
