using System.Security.Claims;
using Advance.Contracts;
using JasperFx;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Strands;

/// <summary>What a guide needs to know of a mentorship: whose it is, in which cohort, and how far the two are.</summary>
public record MentorshipOfGuides : IFold<MentorshipOfGuides>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public Guid CohortId { get; init; }
    public Guid MenteeId { get; init; }
    public Guid MentorPersonId { get; init; }

    /// <summary>From the mentee's yes on, the mentor knows of the proposal (rule M6).</summary>
    public bool IsKnownToMentor { get; init; }
    public bool IsFormed { get; init; }
    public bool IsAgreed { get; init; }
    public bool IsOver { get; init; }

    /// <summary>Meetings that both attested.</summary>
    public int Meetings { get; init; }

    public MentorshipOfGuides Evolve(object e) => e switch
    {
        PairProposed proposed => this with
        {
            Id = proposed.MentorshipId,
            CohortId = proposed.CohortId,
            MenteeId = proposed.MenteeId,
            MentorPersonId = proposed.MentorPersonId,
        },
        ProposalAccepted _ => this with { IsKnownToMentor = true },
        MentorshipFormed _ => this with { IsFormed = true },
        MentorshipAgreed _ => this with { IsAgreed = true },
        MeetingCounted counted => this with { Meetings = Math.Max(Meetings, counted.Number) },
        ProposalRefused _ => this with { IsOver = true },
        MentorshipEnded _ => this with { IsOver = true },
        MentorshipCompleted _ => this with { IsOver = true },
        _ => this,
    };
}

/// <summary>
/// The guides to a mentorship's meetings in their order, after so many that count, of those envisioned (a target, never a condition).
/// <c>Next</c> is the key of the one that comes next, null after the last and when the mentorship is over. Nobody records who reads one.
/// </summary>
public record GuidesOfMentorshipView(Guid MentorshipId, string Language, int Meetings, int Envisioned, string? Next, IReadOnlyList<GuideView> Guides);

public static class GuidesOfMentorshipEndpoint
{
    /// <summary>
    /// The guides that a mentorship's strand offers now, for its two and for staff, in the language of <c>lang</c> or Accept-Language (en,
    /// fr, de); where a guide is not written in it, in another, which is said. Refused with <c>mentorship-not-formed</c>.
    /// </summary>
    [WolverineGet("/api/mentorships/{mentorshipId}/guides"), Authorize(Policies.Participant)]
    public static async Task<GuidesOfMentorshipView> Get(Guid mentorshipId, ClaimsPrincipal user, [FromQuery] string? lang,
        [FromHeader(Name = "Accept-Language")] string? acceptLanguage, IDocumentSession session, CancellationToken cancel)
    {
        var language = Languages.Of(lang, acceptLanguage);
        var mentorship = await session.Events.FetchLatest<MentorshipOfGuides>(mentorshipId, cancel);
        var known = Missing.Unless(mentorship?.Id == mentorshipId ? mentorship : null, "mentorship");
        Decide(known, Caller.Of(user));
        var cohort = Missing.Unless(await session.LoadAsync<Cohort>(known.CohortId, cancel), "cohort");
        var envisioned = cohort.Policy?.EnvisionedMeetings ?? 0;
        var (_, views) = await GuidesOfStrandEndpoint.LoadAsync(session, cohort.StrandId, envisioned, language, cancel);
        return new(mentorshipId, language, known.Meetings, envisioned, Next(known, envisioned, views)?.Key, views);
    }

    public static void Decide(MentorshipOfGuides mentorship, Caller caller)
    {
        var isMentor = caller.Is(mentorship.MentorPersonId);
        if (!caller.IsStaff && !isMentor && !caller.Is(mentorship.MenteeId)) throw new Forbidden("This belongs to two other persons.");
        if (!caller.IsStaff && isMentor && !mentorship.IsKnownToMentor) throw new Missing("mentorship");
        Refused.When(!mentorship.IsFormed, "mentorship-not-formed", "Guides are for those who both said yes.");
    }

    /// <summary>The first guide, in order, whose moment has not passed.</summary>
    public static GuideView? Next(MentorshipOfGuides mentorship, int envisioned, IReadOnlyList<GuideView> inOrder) =>
        mentorship.IsOver ? null : inOrder.FirstOrDefault(g => (g.Meeting, g.Phase) switch
        {
            ({ } number, _) => mentorship.Meetings < number,
            (_, GuidePhase.Preparation) => !mentorship.IsAgreed && mentorship.Meetings == 0,
            (_, GuidePhase.Midway) => mentorship.Meetings <= envisioned / 2,
            _ => true,
        });
}
