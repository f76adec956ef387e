using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Strands;

/// <summary>
/// What the opinion is on (a key), perhaps a cohort and a strand; its words are a text of People's, named by its id; the day on which it
/// was given, today unless told.
/// </summary>
public record Advise(string Subject, Guid TextId, Guid? CohortId = null, Guid? StrandId = null, DateOnly? On = null);

/// <summary>
/// Record an opinion of the advisory board; it decides nothing.
/// Refused with <c>advisory-board-only</c>, <c>strand-unknown</c>, <c>cohort-unknown</c>, <c>cohort-of-another-strand</c>,
/// <c>opinion-in-the-future</c>.
/// </summary>
public static class AdviseEndpoint
{
    public static void Validate(Advise command) => Shape.Of(
        (!Shape.IsKey(command.Subject), "subject", "A subject is a key of 2 to 60 of a-z, 0-9, dot and hyphen."),
        (command.TextId == Guid.Empty, "textId", "The opinion's text is named."),
        (command.On?.Year is < 2000 or > 2200, "on", "An opinion is given between 2000 and 2200."));

    [WolverinePost("/api/committees/{committeeId}/advise"), Authorize(Policies.Staff)]
    public static async Task<(Done, AdvisoryOpinionGiven)> Post(Advise command, [WriteModel("committeeId")] Committee committee,
        IQuerySession session, TimeProvider clock, CancellationToken cancel)
    {
        var matter = await Matter.FindAsync(session, command.StrandId, command.CohortId, cancel);
        return (new(committee.Id), Decide(committee, matter, command, Ids.New(), DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)));
    }

    public static AdvisoryOpinionGiven Decide(Committee committee, Matter matter, Advise command, Guid id, DateOnly today)
    {
        Refused.When(committee.Kind is not CommitteeKind.AdvisoryBoard, "advisory-board-only", "The advisory board advises; this committee resolves.");
        matter.MustBeKnown(command.StrandId, command.CohortId);
        Refused.When(command.On > today, "opinion-in-the-future", "This day is yet to come.");
        return new(id, committee.Id, command.On ?? today, command.Subject, command.CohortId, command.StrandId, command.TextId);
    }
}
