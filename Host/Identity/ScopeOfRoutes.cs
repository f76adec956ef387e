using System.Text.Json;
using Advance.Applications;
using Advance.Circles;
using Advance.Events;
using Advance.Matching.Conflicts;
using Advance.Matching.Mentorships;
using Advance.Matching.Requests;
using Advance.Matching.Rounds;
using Advance.People;
using Advance.Reporting;
using Advance.Strands;
using Marten;

namespace Advance.Host.Identity;

/// <summary>
/// What each address is about, for roles that are limited to a strand or cohort. What stands in none of the lists is about the whole
/// programme and closed to them: the log, the feed, committees, the data of institutions, access, erasure.
/// </summary>
public static class ScopeOfRoutes
{
    /// <summary>Addresses that are about nobody of a strand: its rules, what the programme makes known, the pool, finding and registering somebody.</summary>
    private static readonly HashSet<string> Open =
    [
        "GET /api/strands/{strandId}", "GET /api/strands/{strandId}/policies", "GET /api/strands/{strandId}/policies/difference",
        "GET /api/strands/{strandId}/partners", "GET /api/cohorts/{cohortId}", "GET /api/cohorts/{cohortId}/declarations",
        "GET /api/cohorts/{cohortId}/questionnaire",
        "GET /api/strands", "GET /api/cohorts", "GET /api/institutions", "GET /api/institutions/{institutionId}", "GET /api/charter", "GET /api/gatherings",
        "GET /api/series", "GET /api/series/{seriesId}", "GET /api/mentors", "GET /api/mentors/{mentorId}", "GET /api/ombudsperson-key", "GET /api/reviews",
        "GET /api/appeals", "GET /api/case-texts", "GET /api/case-files", "GET /api/case-answers", // the caller's own; a permit names its case
        "POST /api/mentors", "POST /api/people", "POST /api/people/find",
    ];

    /// <summary>Commands that name what they are about in the body.</summary>
    private static readonly Dictionary<string, string> InBody = new()
    {
        ["POST /api/applications"] = "cohortId",
        ["POST /api/cohorts"] = "strandId",
        ["POST /api/matching-rounds"] = "cohortId",
        ["POST /api/mentor-requests"] = "cohortId",
        ["POST /api/circles"] = "cohortId",
        ["POST /api/imports"] = "cohortId",
        ["POST /api/gatherings"] = "cohortId",
        ["POST /api/reports"] = "cohortId",
    };

    /// <summary>Commands on one thing that reach beyond the strand it belongs to, and what would show a person's whole life here.</summary>
    private static readonly HashSet<string> Never =
    [
        "POST /api/strands/{strandId}/copy", "POST /api/people/{personId}/erase", "GET /api/people/{personId}/erasure",
        "POST /api/people/{personId}/merge", "GET /api/people/{personId}/access",
        "GET /api/people/{personId}/timeline", "POST /api/people/{personId}/grant-access", "POST /api/people/{personId}/revoke-access",
        "GET /api/people/{personId}/special-data",
    ];

    /// <summary>How an id in the address leads to a strand.</summary>
    private static readonly Dictionary<string, Func<IQuerySession, Guid, CancellationToken, Task<RequestScope?>>> ById = new()
    {
        ["strandId"] = (_, id, _) => Task.FromResult<RequestScope?>(new([id])),
        ["cohortId"] = (session, id, cancel) => OfCohortAsync(session, id, cancel),
        ["applicationId"] = async (session, id, cancel) => await OfCohortAsync(session, (await session.LoadAsync<Application>(id, cancel))?.CohortId, cancel),
        ["reviewId"] = async (session, id, cancel) => await OfCohortAsync(session, (await session.LoadAsync<Review>(id, cancel))?.CohortId, cancel),
        ["fairTurnId"] = async (session, id, cancel) => await session.LoadAsync<FairTurn>(id, cancel) is { } turn ? new RequestScope([turn.StrandId]) : null,
        ["roundId"] = async (session, id, cancel) => await OfCohortAsync(session, (await session.LoadAsync<MatchingRound>(id, cancel))?.CohortId, cancel),
        ["mentorshipId"] = async (session, id, cancel) => await OfCohortAsync(session, (await session.LoadAsync<Mentorship>(id, cancel))?.CohortId, cancel),
        ["requestId"] = async (session, id, cancel) => await OfCohortAsync(session, (await session.LoadAsync<MentorRequest>(id, cancel))?.CohortId, cancel),
        ["conflictId"] = async (session, id, cancel) => await OfCohortAsync(session, (await session.LoadAsync<Conflict>(id, cancel))?.CohortId, cancel),
        ["circleId"] = async (session, id, cancel) => await OfCohortAsync(session, (await session.LoadAsync<Circle>(id, cancel))?.CohortId, cancel),
        ["gatheringId"] = async (session, id, cancel) => await OfCohortAsync(session, (await session.LoadAsync<Gathering>(id, cancel))?.CohortId, cancel),
        ["reportId"] = async (session, id, cancel) => await OfCohortAsync(session, (await session.LoadAsync<Report>(id, cancel))?.CohortId, cancel),
        ["importId"] = async (session, id, cancel) => await OfCohortAsync(session, (await session.LoadAsync<ImportRun>(id, cancel))?.CohortId, cancel),
        ["personId"] = OfPersonAsync,
    };

    /// <summary>By what the scope of an address is found: <c>open</c>, <c>body:NAME</c>, the name of an id, or <c>never</c>.</summary>
    public static string KindOf(string method, string template)
    {
        var address = $"{method} {template}";
        if (Open.Contains(address)) return "open";
        if (InBody.TryGetValue(address, out var member)) return $"body:{member}";
        var first = template.Split('{') is [_, var rest, ..] ? rest.Split('}')[0] : "";
        return !Never.Contains(address) && template.StartsWith("/api/", StringComparison.Ordinal) && ById.ContainsKey(first) ? first : "never";
    }

    /// <summary>Null when the request is about the whole programme, or about nothing that there is.</summary>
    public static async Task<RequestScope?> OfAsync(HttpContext context, IQuerySession session)
    {
        if (context.GetEndpoint() is not RouteEndpoint { RoutePattern.RawText: { } template }) return null;
        var kind = KindOf(context.Request.Method, template);
        if (kind == "open") return RequestScope.Open;
        var member = kind.StartsWith("body:", StringComparison.Ordinal) ? kind[5..] : null;
        var id = member is not null ? await InBodyAsync(context, member)
            : Guid.TryParse(context.Request.RouteValues[kind] as string, out var found) ? found : (Guid?)null;
        return id is { } about && ById.TryGetValue(member ?? kind, out var resolve) ? await resolve(session, about, context.RequestAborted) : null;
    }

    private static async Task<RequestScope?> OfCohortAsync(IQuerySession session, Guid? cohortId, CancellationToken cancel) =>
        cohortId is { } id && await session.LoadAsync<Cohort>(id, cancel) is { } cohort ? RequestScope.Of(cohort) : null;

    /// <summary>
    /// A person belongs to the strands to which they applied, under whatever id of theirs; who applied nowhere (a mentor, somebody new)
    /// belongs to all.
    /// </summary>
    private static async Task<RequestScope?> OfPersonAsync(IQuerySession session, Guid personId, CancellationToken cancel)
    {
        Guid[] ids = [.. await Identities.AllAsync(session, personId, cancel)];
        var cohortIds = (await session.Query<Application>().Where(a => a.PersonId.IsOneOf(ids)).Select(a => a.CohortId).ToListAsync(cancel)).Distinct().ToList();
        if (cohortIds.Count == 0) return RequestScope.Open;
        var cohorts = await session.LoadManyAsync<Cohort>(cancel, cohortIds);
        return new([.. cohorts.Select(c => c.StrandId).Distinct()], IsOfPerson: true, OnlyCohortId: cohortIds.Count == 1 ? cohortIds[0] : null);
    }

    /// <summary>The one member of the body with this name, in whatever case it is written: two would let one be looked at and the other be used.</summary>
    private static async Task<Guid?> InBodyAsync(HttpContext context, string name)
    {
        context.Request.EnableBuffering();
        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            if (body.RootElement.ValueKind is not JsonValueKind.Object) return null;
            var named = body.RootElement.EnumerateObject().Where(m => string.Equals(m.Name, name, StringComparison.OrdinalIgnoreCase)).Take(2).ToList();
            return named is [{ Value.ValueKind: JsonValueKind.String } one] && one.Value.TryGetGuid(out var id) ? id : null;
        }
        catch (JsonException)
        {
            return null;
        }
        finally
        {
            context.Request.Body.Position = 0;
        }
    }
}
