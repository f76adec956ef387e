using System.Security.Claims;
using Advance.Contracts;
using Advance.Matching.Mentees;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Matching.Mentorships;

/// <summary>
/// A mentorship. The two know each other's id from the proposal on; contact data passes when <c>ContactReleased</c>, which is when
/// both have accepted (rule M5). <c>Unconfirmed</c> are days of which only one attested a meeting; <c>QuietSince</c> is set while the two
/// are asked whether it goes on. With <c>IntroductoryMeeting</c> the two meet before they sign (<c>IntroducedOn</c>). <c>MatchingRoundId</c> is null where
/// staff proposed the pair by hand. How an early end came about is not known.
/// </summary>
public record MentorshipView(Guid Id, int Version, Guid CohortId, Guid? MatchingRoundId, Guid MenteeId, Guid MentorId, Guid MentorPersonId,
    MentorshipStatus Status, DateTimeOffset? AnswerBy, bool ContactReleased, bool IsPaused, IReadOnlyList<PairSide> SignedBy,
    string? CharterVersion, IReadOnlyList<Meeting> Meetings, IReadOnlyList<DateOnly> Unconfirmed, DateOnly? ExtendedUntil, DateOnly? QuietSince,
    bool IsUnanswered, bool IntroductoryMeeting, DateOnly? IntroducedOn, AgreementTerms? Terms) : IVersioned
{
    public static MentorshipView Of(Mentorship m) => new(m.Id, m.Version, m.CohortId, m.ByHand is null ? m.MatchingRoundId : null,
        m.MenteeId, m.MentorId, m.MentorPersonId, m.Status, m.AnswerBy, m.Status is MentorshipStatus.Running or MentorshipStatus.Completed,
        m.IsPaused, m.SignedBy, m.CharterVersion, m.Meetings, m.Unconfirmed, m.ExtendedUntil, m.QuietSince, m.IsUnanswered,
        m.IntroductoryMeeting, m.IntroducedOn, m.Terms);
}

public static class MentorshipsOfCohortEndpoint
{
    /// <summary>One mentorship, for its two and for staff; the mentor sees it once the mentee has accepted (rule M6).</summary>
    [WolverineGet("/api/mentorships/{mentorshipId}"), Authorize(Policies.Participant)]
    public static async Task<MentorshipView> Get(Guid mentorshipId, ClaimsPrincipal user, IQuerySession session, CancellationToken cancel)
    {
        var mentorship = await session.LoadAsync<Mentorship>(mentorshipId, cancel);
        return MentorshipView.Of(Missing.Unless(mentorship is not null && IsVisible(mentorship, Caller.Of(user)) ? mentorship : null, "mentorship"));
    }

    /// <summary>The caller's own mentorships and proposals, oldest first; staff see all.</summary>
    [WolverineGet("/api/mentorships"), Authorize(Policies.Participant)]
    public static async Task<Page<MentorshipView>> Own(ClaimsPrincipal user, IQuerySession session, [FromQuery] string? after, [FromQuery] int? limit,
        CancellationToken cancel)
    {
        var (most, from, caller) = (Paging.Limit(limit), Paging.After(after), Caller.Of(user));
        var query = session.Query<Mentorship>().Where(m => m.Id > from);
        Guid[] own = [.. caller.Ids];
        if (!caller.IsStaff)
            query = query.Where(m => m.MenteeId.IsOneOf(own) || (m.MentorPersonId.IsOneOf(own) && m.Status != MentorshipStatus.Proposed));
        var found = await query.OrderBy(m => m.Id).Take(most + 1).ToListAsync(cancel);
        return Paging.Of([.. found.Select(MentorshipView.Of)], most, m => m.Id);
    }

    /// <summary>The mentorships of a cohort, proposals and past ones included; a partner's representative sees those of the partner's mentees.</summary>
    [WolverineGet("/api/cohorts/{cohortId}/mentorships"), Authorize(Policies.Programme)]
    public static async Task<Page<MentorshipView>> List(Guid cohortId, ClaimsPrincipal user, IQuerySession session, [FromQuery] string? after,
        [FromQuery] int? limit, CancellationToken cancel)
    {
        var (most, from, caller) = (Paging.Limit(limit), Paging.After(after), Caller.Of(user));
        var query = session.Query<Mentorship>().Where(m => m.CohortId == cohortId && m.Id > from);
        if (caller.IsLimitedToInstitution)
        {
            var institution = caller.InstitutionId ?? Guid.Empty;
            var own = await session.Query<MenteeOfCohort>().Where(m => m.CohortId == cohortId && m.InstitutionId == institution)
                .Select(m => m.PersonId).ToListAsync(cancel);
            query = query.Where(m => m.MenteeId.IsOneOf(own.ToArray()));
        }

        var found = await query.OrderBy(m => m.Id).Take(most + 1).ToListAsync(cancel);
        return Paging.Of([.. found.Select(MentorshipView.Of)], most, m => m.Id);
    }

    private static bool IsVisible(Mentorship mentorship, Caller caller) => caller.IsStaff || caller.Is(mentorship.MenteeId)
        || (caller.Is(mentorship.MentorPersonId) && mentorship.Status != MentorshipStatus.Proposed);
}
