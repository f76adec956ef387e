using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>An appeal; its reviewers are shown to staff and committee only.</summary>
public record AppealView(Guid ApplicationId, Guid CohortId, Guid PersonId, Guid ReasonTextId, IReadOnlyList<Guid> Reviewers,
    AppealOutcome? Outcome, Guid? AssessmentTextId);

public static class AppealOfApplicationEndpoint
{
    /// <summary>The appeal for an application: for the applicant, who does not learn who looks at it, for staff and committee. Others get 404.</summary>
    [WolverineGet("/api/applications/{applicationId}/appeal"), Authorize(Policies.Anyone)]
    public static async Task<AppealView> Get(Guid applicationId, ClaimsPrincipal user, IQuerySession session, CancellationToken cancel)
    {
        var caller = Caller.Of(user);
        var found = await session.LoadAsync<Appeal>(Appeal.IdOf(applicationId), cancel);
        var isOwn = found is not null && caller.PersonId == found.PersonId;
        var a = Missing.Unless(isOwn || caller.InRoles.Overlaps([Roles.Staff, Roles.Committee]) ? found : null, "appeal");
        return new(a.ApplicationId, a.CohortId, a.PersonId, a.ReasonTextId, isOwn ? [] : a.Reviewers, a.Outcome, a.AssessmentTextId);
    }
}
