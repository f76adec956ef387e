using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>Which kinds of documents the applicant is to add.</summary>
public record ReturnApplication(IReadOnlyList<string> Kinds);

/// <summary>
/// Return an application for completion: it goes on when the documents asked for have come.
/// Refused with <c>cohort-over</c>, <c>application-withdrawn</c>, <c>eligibility-decided</c>.
/// </summary>
public static class ReturnApplicationEndpoint
{
    public static void Validate(ReturnApplication command) => Shape.Of(
        (command.Kinds.Count is 0 or > 20 || !command.Kinds.All(Shape.IsKey) || command.Kinds.Distinct().Count() < command.Kinds.Count,
            "kinds", "1 to 20 kinds of documents, each once."));

    [WolverinePost("/api/applications/{applicationId}/return"), Authorize(Policies.Staff)]
    public static async Task<Done> Post(Guid applicationId, ReturnApplication command, IDocumentSession session, CancellationToken cancel)
    {
        var desk = await Desk.OpenAsync(session, applicationId, cancel);
        await desk.WriteAsync(new(Decide(desk.Application, desk.Call, command), []), cancel);
        return new(applicationId);
    }

    public static ApplicationReturned Decide(Application application, Call call, ReturnApplication command)
    {
        call.MustNotBeOver();
        application.MustNotBeWithdrawn();
        Refused.When(!application.IsUnassessed, "eligibility-decided", "The eligibility of this application has been decided.");
        return new(application.Id, application.CohortId, application.PersonId, command.Kinds);
    }
}
