using Advance.Contracts;
using Advance.Reporting.Disclosure;

namespace Advance.Reporting.Figures;

/// <summary>One proposed pair and the mentorship that it became; who refused or ended it stands nowhere (rules M8, R3).</summary>
public sealed record MentorshipTrack(Guid Id, Guid Mentee, Guid Mentor, Guid MentorId, long Proposed)
{
    public long? Refused { get; init; }
    public long? Formed { get; init; }
    public DateTimeOffset? FormedAt { get; init; }
    public long? Agreed { get; init; }
    public DateTimeOffset? AgreedAt { get; init; }
    public DateOnly? FirstMeetingOn { get; init; }
    public IReadOnlyList<long> Meetings { get; init; } = [];
    public long? Completed { get; init; }
    public long? Ended { get; init; }

    /// <summary>The mentorship, of its mentee.</summary>
    public Unit OfMentee => new(Id, Mentee);

    public static IReadOnlyList<MentorshipTrack> Of(CohortHistory history)
    {
        Dictionary<Guid, MentorshipTrack> tracks = [];
        foreach (var e in history.All<object>())
        {
            if (New(history, e) is { } started) tracks.TryAdd(started.Id, started);
            if (IdOf(e.Data) is { } id && tracks.TryGetValue(id, out var track)) tracks[id] = track.With(e);
        }

        return [.. tracks.Values.OrderBy(t => t.Proposed)];
    }

    // A mentorship that was formed without a proposal (rematched by hand, say) begins when it is formed.
    private static MentorshipTrack? New(CohortHistory history, Logged<object> e) => e.Data switch
    {
        PairProposed p => new(p.MentorshipId, history.Who(p.MenteeId), history.Who(p.MentorPersonId), p.MentorId, e.Seq),
        MentorshipFormed f => new(f.MentorshipId, history.Who(f.MenteeId), history.Who(f.MentorPersonId), f.MentorId, e.Seq),
        _ => null,
    };

    private static Guid? IdOf(object e) => e switch
    {
        ProposalRefused x => x.MentorshipId,
        MentorshipFormed x => x.MentorshipId,
        MentorshipAgreed x => x.MentorshipId,
        MeetingCounted x => x.MentorshipId,
        MentorshipCompleted x => x.MentorshipId,
        MentorshipEnded x => x.MentorshipId,
        _ => null,
    };

    private MentorshipTrack With(Logged<object> e) => e.Data switch
    {
        ProposalRefused _ => this with { Refused = e.Seq, Formed = null, FormedAt = null }, // after an introductory meeting nothing was formed
        MentorshipFormed _ => this with { Formed = e.Seq, FormedAt = e.At },
        MentorshipAgreed _ => this with { Agreed = e.Seq, AgreedAt = e.At },
        MeetingCounted m => this with
        {
            Meetings = [.. Meetings, e.Seq],
            FirstMeetingOn = FirstMeetingOn is { } first && first <= m.HeldOn ? first : m.HeldOn,
        },
        MentorshipCompleted _ => this with { Completed = e.Seq },
        MentorshipEnded _ => this with { Ended = e.Seq },
        _ => this,
    };
}
