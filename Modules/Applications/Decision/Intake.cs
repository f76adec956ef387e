using Advance.Contracts;
using JasperFx;

namespace Advance.Applications;

/// <summary>How an application stands to the places of its cohort.</summary>
public enum Standing { Undecided, Holding, Waiting, WithoutPlace }

/// <summary>An application was received into the cohort's intake. Private, as are the five below.</summary>
public record ApplicationReceived(Guid CohortId, Guid ApplicationId, Guid PersonId, Guid InstitutionId);

/// <summary>An application took one of the places.</summary>
public record PlaceTaken(Guid CohortId, Guid ApplicationId);

/// <summary>An application gave its place back.</summary>
public record PlaceFreed(Guid CohortId, Guid ApplicationId);

/// <summary>An application went to the end of the waiting list, or to a position of it (1 is next).</summary>
public record WaitJoined(Guid CohortId, Guid ApplicationId, int? Position = null);

/// <summary>An application was decided without a place.</summary>
public record PlaceDenied(Guid CohortId, Guid ApplicationId);

/// <summary>What was decided on an application was taken back: it is undecided again.</summary>
public record StandingReopened(Guid CohortId, Guid ApplicationId);

/// <summary>An applicant withdrew and may apply again.</summary>
public record ApplicantLeft(Guid CohortId, Guid ApplicationId);

/// <summary>One live application in the intake.</summary>
public record Entry(Guid ApplicationId, Guid PersonId, Guid InstitutionId, Standing Standing);

/// <summary>
/// The intake of a cohort: who has applied (rule A1), who holds its places (rule A4), who waits and in which order, and whether
/// the decisions were released (rule A7). Its stream is <c>Ids.Of("intake", cohortId)</c>; every command on an application of the
/// cohort holds its lock, see <see cref="Desk"/>.
/// </summary>
public record Intake : IFold<Intake>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public Guid CohortId { get; init; }

    /// <summary>In the order in which they came to stand as they do: among those who wait, the first is next.</summary>
    public IReadOnlyList<Entry> Entries { get; init; } = [];
    public bool IsReleased { get; init; }

    public static Guid IdOf(Guid cohortId) => Ids.Of("intake", cohortId);

    /// <summary>Refuses once the decisions are told.</summary>
    public void MustNotBeReleased() =>
        Refused.When(IsReleased, "already-released", "The decisions of this cohort were already released.");

    public int Count(Standing standing) => Entries.Count(e => e.Standing == standing);

    public bool Holds(Guid applicationId) => Entries.Any(e => e.ApplicationId == applicationId && e.Standing is Standing.Holding);

    /// <summary>Every place is taken, or is due to somebody who waits (after a cap raise, for a moment): there is no queue to jump.</summary>
    public bool IsFull(Call call) => Count(Standing.Holding) + Count(Standing.Waiting) >= call.Places;

    /// <summary>The place on the waiting list, 1 is next; null for one that does not wait.</summary>
    public int? PositionOf(Guid applicationId)
    {
        var index = Waiting.ToList().FindIndex(e => e.ApplicationId == applicationId);
        return index < 0 ? null : index + 1;
    }

    /// <summary>What giving a place back means: it is free, and goes at once to the first who waits. Nothing where none is held.</summary>
    public (IReadOnlyList<object> Events, ApplicationPromoted? Promoted) Free(Guid applicationId)
    {
        if (!Holds(applicationId)) return ([], null);
        PlaceFreed freed = new(CohortId, applicationId);
        return Waiting.FirstOrDefault() is { } next
            ? ([freed, new PlaceTaken(CohortId, next.ApplicationId)], new(next.ApplicationId, CohortId, next.PersonId, next.InstitutionId))
            : ([freed], null);
    }

    /// <summary>What more places mean: those that are free go to the first who wait, one after the other.</summary>
    public (IReadOnlyList<object> Events, IReadOnlyList<ApplicationPromoted> Promoted) Fill(Call call)
    {
        var next = Waiting.Take(Math.Max(0, call.Places - Count(Standing.Holding))).ToList();
        return ([.. next.Select(e => new PlaceTaken(CohortId, e.ApplicationId))],
            [.. next.Select(e => new ApplicationPromoted(e.ApplicationId, CohortId, e.PersonId, e.InstitutionId))]);
    }

    public Intake Evolve(object e) => e switch
    {
        ApplicationReceived received => this with
        {
            Id = IdOf(received.CohortId),
            CohortId = received.CohortId,
            Entries = [.. Entries, new(received.ApplicationId, received.PersonId, received.InstitutionId, Standing.Undecided)],
        },
        IPrepared prepared => Evolve(prepared.Decision),
        PlaceTaken taken => Move(taken.ApplicationId, Standing.Holding),
        PlaceFreed freed => Move(freed.ApplicationId, Standing.WithoutPlace),
        WaitJoined joined => Move(joined.ApplicationId, Standing.Waiting).At(joined.Position, joined.ApplicationId),
        WaitingListOrdered ordered => InOrder([.. ordered.ApplicationIds]),
        PlaceDenied denied => Move(denied.ApplicationId, Standing.WithoutPlace),
        StandingReopened reopened => Move(reopened.ApplicationId, Standing.Undecided),
        ApplicantLeft left => this with { Entries = [.. Entries.Where(x => x.ApplicationId != left.ApplicationId)] },
        DecisionsReleased released => this with { Id = IdOf(released.CohortId), CohortId = released.CohortId, IsReleased = true },
        _ => this,
    };

    /// <summary>Those who wait, the next one first.</summary>
    public IReadOnlyList<Guid> WaitingIds() => [.. Waiting.Select(e => e.ApplicationId)];

    private IEnumerable<Entry> Waiting => Entries.Where(e => e.Standing is Standing.Waiting);

    private Intake At(int? position, Guid applicationId)
    {
        if (position is not { } at) return this;
        var order = WaitingIds().Where(id => id != applicationId).ToList();
        order.Insert(Math.Min(at - 1, order.Count), applicationId);
        return InOrder(order);
    }

    private Intake InOrder(List<Guid> order) => this with
    {
        Entries = [.. Entries.Where(e => e.Standing is not Standing.Waiting), .. Waiting.OrderBy(e => order.IndexOf(e.ApplicationId))],
    };

    private Intake Move(Guid applicationId, Standing standing) => this with
    {
        Entries = [.. Entries.Where(e => e.ApplicationId != applicationId),
            .. Entries.Where(e => e.ApplicationId == applicationId).Select(e => e with { Standing = standing })],
    };
}
