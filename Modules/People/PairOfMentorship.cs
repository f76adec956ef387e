using Advance.Contracts;
using JasperFx;

namespace Advance.People;

/// <summary>
/// What People needs to know of a mentorship to let its two see each other's contact data (rule M5) and goals: who they are, how far
/// they are, and which texts are goals. Read from Matching's published events.
/// </summary>
public record PairOfMentorship : IFold<PairOfMentorship>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public Guid MenteeId { get; init; }
    public Guid MentorPersonId { get; init; }

    /// <summary>The mentee said yes: from now on the mentor knows of the proposal (rule M6).</summary>
    public bool IsKnownToMentor { get; init; }

    /// <summary>Both said yes, and neither took it back since.</summary>
    public bool IsReleased { get; init; }
    public IReadOnlyList<Guid> Goals { get; init; } = [];

    public PairOfMentorship Evolve(object e) => e switch
    {
        PairProposed proposed => this with { Id = proposed.MentorshipId, MenteeId = proposed.MenteeId, MentorPersonId = proposed.MentorPersonId },
        ProposalAccepted _ => this with { IsKnownToMentor = true },
        MentorshipFormed formed => this with
        {
            Id = formed.MentorshipId,
            MenteeId = formed.MenteeId,
            MentorPersonId = formed.MentorPersonId,
            IsKnownToMentor = true,
            IsReleased = true,
        },
        ProposalRefused _ => this with { IsReleased = false },
        MentorshipEnded _ => this with { IsReleased = false },
        GoalSet set => this with { Goals = [.. Goals, set.GoalId] },
        _ => this,
    };

    /// <summary>The other one of the two; 404 for a mentor who is not to know of it yet, 403 for anybody else.</summary>
    public Guid OtherThan(Caller caller)
    {
        if (caller.Is(MenteeId)) return MentorPersonId;
        if (!caller.Is(MentorPersonId)) throw new Forbidden("This belongs to two other persons.");
        return IsKnownToMentor ? MenteeId : throw new Missing("mentorship");
    }
}
