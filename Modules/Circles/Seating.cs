using Advance.Contracts;
using Advance.Shared;
using JasperFx;
using JasperFx.Events;
using Marten;

namespace Advance.Circles;

/// <summary>Mentees of a cohort have a seat in this circle.</summary>
public record MenteesSeated(Guid CohortId, Guid CircleId, IReadOnlyList<Guid> PersonIds);

/// <summary>A mentee of a cohort has no seat any more.</summary>
public record MenteeUnseated(Guid CohortId, Guid CircleId, Guid PersonId) : IWithoutActor;

/// <summary>Which mentee of a cohort sits in which circle: one stream per cohort, so that nobody gets two seats (rule C3).</summary>
public record Seating : IFold<Seating>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    /// <summary>Person to circle.</summary>
    public IReadOnlyDictionary<Guid, Guid> Seats { get; init; } = new Dictionary<Guid, Guid>();

    public Seating Evolve(object e) => e switch
    {
        MenteesSeated seated => this with
        {
            Id = IdOf(seated.CohortId),
            Seats = Seats.Concat(seated.PersonIds.Select(p => KeyValuePair.Create(p, seated.CircleId))).ToDictionary(),
        },
        MenteeUnseated unseated => this with { Seats = Seats.Where(s => s.Key != unseated.PersonId).ToDictionary() },
        _ => this,
    };

    public static Guid IdOf(Guid cohortId) => Ids.Of("seating", cohortId);

    /// <summary>
    /// The cohort's seating for writing, locked until the transaction ends. The stream may not exist yet, so the lock is on its id;
    /// whoever takes it together with a circle takes it first.
    /// </summary>
    public static async Task<IEventStream<Seating>> LockAsync(IDocumentSession session, Guid cohortId, CancellationToken cancel)
    {
        await session.HoldAsync(IdOf(cohortId), cancel);
        return await session.Events.FetchForWriting<Seating>(IdOf(cohortId), cancel);
    }

    /// <summary>Appends to the locked stream, or starts it.</summary>
    public static void Append(IDocumentSession session, IEventStream<Seating> seating, params IReadOnlyList<object> events)
    {
        if (seating.Aggregate is null) session.Events.StartStream<Seating>(seating.Id, events);
        else seating.AppendMany(events);
    }
}
