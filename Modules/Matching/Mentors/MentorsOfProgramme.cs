using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Matching.Mentors;

/// <summary>A mentor with the load over all cohorts: <c>Load</c> mentorships run, <c>Free</c> places are left, <c>Completed</c> were completed.</summary>
public record MentorView(Guid Id, int Version, Guid PersonId, Guid? InstitutionId, bool IsExternal, MentorStatus Status, int Capacity, int Load,
    int Free, int Completed, IReadOnlyList<string> Topics, IReadOnlyList<string> Languages) : IVersioned
{
    public static MentorView Of(Mentor m) => new(m.Id, m.Version, m.PersonId, m.InstitutionId, m.IsExternal, m.Status, m.Capacity,
        m.Running.Count, m.Free, m.Completed, m.Topics, m.Languages);
}

public static class MentorsOfProgrammeEndpoint
{
    private static readonly string[] Readers = [Roles.Staff, Roles.Committee, Roles.Reviewer, Roles.Partner];

    /// <summary>One mentor: for the programme's own people, and for the mentor.</summary>
    [WolverineGet("/api/mentors/{mentorId}"), Authorize(Policies.Anyone)]
    public static async Task<MentorView> Get(Guid mentorId, ClaimsPrincipal user, IQuerySession session, CancellationToken cancel)
    {
        var mentor = Missing.Unless(await session.LoadAsync<Mentor>(mentorId, cancel), "mentor");
        var caller = Caller.Of(user);
        if (!caller.InRoles.Overlaps(Readers)) caller.MustBe(mentor.PersonId);
        if (caller.IsLimitedToInstitution && mentor.InstitutionId != caller.InstitutionId) throw new Missing("mentor");
        return MentorView.Of(mentor);
    }

    /// <summary>The mentor pool with its load; a partner's representative sees the partner's mentors.</summary>
    [WolverineGet("/api/mentors"), Authorize(Policies.Programme)]
    public static async Task<Page<MentorView>> List(ClaimsPrincipal user, IQuerySession session, [FromQuery] string? after, [FromQuery] int? limit,
        CancellationToken cancel)
    {
        var (most, from, caller) = (Paging.Limit(limit), Paging.After(after), Caller.Of(user));
        var query = session.Query<Mentor>().Where(m => m.Id > from);
        if (caller.IsLimitedToInstitution)
        {
            var institution = caller.InstitutionId ?? Guid.Empty;
            query = query.Where(m => m.InstitutionId == institution);
        }

        var found = await query.OrderBy(m => m.Id).Take(most + 1).ToListAsync(cancel);
        return Paging.Of([.. found.Select(MentorView.Of)], most, m => m.Id);
    }
}
