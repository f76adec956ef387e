using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Advance.Strands;

/// <summary>How many were there for an institution, and how many of them represent the partners.</summary>
public record PresentOfInstitution(string Key, string Name, int Present, int RepresentPartners);

/// <summary>
/// One day: who was there by institution, of how many with a mandate, how many were needed; the persons for staff and committee only.
/// </summary>
public record SittingInMinutes(DateOnly On, int Present, int Mandates, int Needed, IReadOnlyList<PresentOfInstitution> Institutions,
    IReadOnlyList<Guid>? Persons);

/// <summary>
/// A resolution with its number, what it names, its votes if they were counted, and its quorum: <c>Deciding</c> were there and not
/// recused, of <c>Mandates</c>, when <c>Needed</c> were needed.
/// </summary>
public record ResolutionInMinutes(string Number, DateOnly On, string Subject, string? Cohort, string? Strand, Votes? Votes, int Deciding, int Recused,
    int Mandates, int Needed);

/// <summary>The minutes of a meeting; final once it is closed.</summary>
public record MinutesOfMeeting(Guid MeetingId, int Version, string Committee, CommitteeKind Kind, bool IsFinal, IReadOnlyList<SittingInMinutes> Sittings,
    int Recusals, IReadOnlyList<ResolutionInMinutes> Resolutions) : IVersioned
{
    public static MinutesOfMeeting Of(Meeting m, NamesInMinutes names, bool withPersons) => new(m.Id, m.Version, names.Committee.Name, names.Committee.Kind,
        m.IsClosed, [.. m.Sittings.OrderBy(s => s.On).Select(s => Of(s, names, withPersons))], m.Recusals.Count,
        [.. m.Resolutions.Select(r => new ResolutionInMinutes(r.Number, r.On, r.Subject, names.KeyOf(r.CohortId), names.KeyOf(r.StrandId), r.Votes,
            r.Deciding, r.Recused, r.Mandates, r.Needed))]);

    private static SittingInMinutes Of(Sitting s, NamesInMinutes names, bool withPersons) => new(s.On, s.Present.Count, s.Mandates, s.Needed,
        [.. s.Present.GroupBy(a => names.Institutions[a.InstitutionId])
            .Select(g => new PresentOfInstitution(g.Key.Key, g.Key.Name, g.Count(), g.Count(a => a.RepresentsPartners)))
            .OrderBy(i => i.Key, StringComparer.Ordinal)],
        withPersons ? [.. s.Present.Select(a => a.PersonId).Order()] : null);
}

/// <summary>What the things are called that a meeting names by id: institutions, and the keys of cohorts and strands. No such name ever changes.</summary>
public record NamesInMinutes(Committee Committee, IReadOnlyDictionary<Guid, Institution> Institutions, IReadOnlyDictionary<Guid, string> Keys)
{
    public string? KeyOf(Guid? id) => id is null ? null : Keys.GetValueOrDefault(id.Value);

    public static async Task<NamesInMinutes> OfAsync(Meeting meeting, IQuerySession session, CancellationToken cancel)
    {
        var committee = Missing.Unless(await session.LoadAsync<Committee>(meeting.CommitteeId, cancel), "committee");
        var present = meeting.Sittings.SelectMany(s => s.Present);
        var institutions = await session.LoadManyAsync<Institution>(cancel, present.Select(a => a.InstitutionId).Distinct());
        var cohorts = await session.LoadManyAsync<Cohort>(cancel, meeting.Resolutions.Select(r => r.CohortId).OfType<Guid>().Distinct());
        var strands = await session.LoadManyAsync<Strand>(cancel, meeting.Resolutions.Select(r => r.StrandId).OfType<Guid>().Distinct());
        return new(committee, institutions.ToDictionary(i => i.Id),
            cohorts.Select(c => (c.Id, c.Key)).Concat(strands.Select(s => (s.Id, s.Key))).ToDictionary(x => x.Id, x => x.Key));
    }
}

public static class MinutesOfMeetingEndpoint
{
    /// <summary>
    /// The minutes of a meeting, made of its events: presence by institution, quorum, number of recusals, resolutions; persons for staff
    /// and committee only.
    /// </summary>
    [WolverineGet("/api/meetings/{meetingId}/minutes"), Authorize(Policies.Auditor)]
    public static async Task<MinutesOfMeeting> Get(Guid meetingId, ClaimsPrincipal user, IQuerySession session, CancellationToken cancel) =>
        await ReadAsync(meetingId, session, Caller.Of(user).InRoles.Overlaps([Roles.Staff, Roles.Committee]), cancel);

    /// <summary>The same minutes to read and to print, naming nobody: one HTML file that loads nothing.</summary>
    [WolverineGet("/api/meetings/{meetingId}/minutes.html"), Authorize(Policies.Auditor)]
    public static async Task<IResult> Html(Guid meetingId, IQuerySession session, CancellationToken cancel) =>
        Results.Text(PageOfMinutes.Write(await ReadAsync(meetingId, session, withPersons: false, cancel)), "text/html; charset=utf-8");

    private static async Task<MinutesOfMeeting> ReadAsync(Guid meetingId, IQuerySession session, bool withPersons, CancellationToken cancel)
    {
        var meeting = Missing.Unless(await session.LoadAsync<Meeting>(meetingId, cancel), "meeting");
        return MinutesOfMeeting.Of(meeting, await NamesInMinutes.OfAsync(meeting, session, cancel), withPersons);
    }
}
