using Advance.Contracts;
using JasperFx;

namespace Advance.Matching.Requests;

/// <summary>Where a request stands: open, or how it was closed. Overtaken: another mentor was proposed to the mentee.</summary>
public enum RequestStatus { Open, Proposed, Withdrawn, TurnedDown, Lapsed, Overtaken }

/// <summary>Which mentor the request is for; kept from everybody but the mentee and staff.</summary>
public record MentorNamed(Guid RequestId, Guid MentorId);

/// <summary>How a request was closed, for the mentee and staff; there is no reason anywhere.</summary>
public record RequestSettled(Guid RequestId, RequestStatus Outcome);

/// <summary>What a mentee without mentor asks for: this mentor, in this cohort. The mentor learns nothing of it unless it is proposed.</summary>
public record MentorRequest : IFold<MentorRequest>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public Guid CohortId { get; init; }

    /// <summary>The mentee's person.</summary>
    public Guid MenteeId { get; init; }

    /// <summary>The mentor's place in the pool.</summary>
    public Guid MentorId { get; init; }
    public DateTimeOffset Until { get; init; }
    public RequestStatus Status { get; init; }

    public bool IsOpen => Status == RequestStatus.Open;

    public MentorRequest Evolve(object e) => e switch
    {
        MentorRequested requested => this with
        {
            Id = requested.RequestId,
            CohortId = requested.CohortId,
            MenteeId = requested.MenteeId,
            Until = requested.Until,
        },
        MentorNamed named => this with { MentorId = named.MentorId },
        RequestSettled settled => this with { Status = settled.Outcome },
        MentorRequestClosed _ => this,
        _ => this,
    };
}
