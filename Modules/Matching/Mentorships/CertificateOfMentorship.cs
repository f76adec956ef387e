using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Matching.Mentorships;

/// <summary>
/// What a certificate of completion states, to be printed with names from People: who, in which cohort, under which charter, how many
/// meetings both attested and how many minutes in all, and the day of completion.
/// </summary>
public record MentorshipCertificate(Guid MentorshipId, Guid CohortId, Guid MenteeId, Guid MentorPersonId, string CharterVersion, int Meetings,
    int Minutes, DateOnly CompletedOn);

public static class CertificateOfMentorshipEndpoint
{
    /// <summary>The data of the certificate, for the two and for staff. Refused with <c>not-completed</c>.</summary>
    [WolverineGet("/api/mentorships/{mentorshipId}/certificate"), Authorize(Policies.Participant)]
    public static async Task<MentorshipCertificate> Get(Guid mentorshipId, ClaimsPrincipal user, IQuerySession session, CancellationToken cancel)
    {
        var mentorship = Missing.Unless(await session.LoadAsync<Mentorship>(mentorshipId, cancel), "mentorship");
        mentorship.SideOf(user, PairSide.Mentee);
        var log = await session.Events.FetchStreamAsync(mentorshipId, token: cancel);
        return Of(mentorship, log.LastOrDefault(e => e.Data is MentorshipCompleted)?.Timestamp);
    }

    public static MentorshipCertificate Of(Mentorship mentorship, DateTimeOffset? completedAt)
    {
        Refused.When(mentorship.Status != MentorshipStatus.Completed || completedAt is null, "not-completed", "This mentorship is not completed.");
        return new(mentorship.Id, mentorship.CohortId, mentorship.MenteeId, mentorship.MentorPersonId, mentorship.CharterVersion ?? "",
            mentorship.Meetings.Count, mentorship.Meetings.Sum(m => m.Minutes), DateOnly.FromDateTime(completedAt!.Value.UtcDateTime));
    }
}
