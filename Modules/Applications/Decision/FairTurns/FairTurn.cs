using Advance.Contracts;
using JasperFx;

namespace Advance.Applications;

/// <summary>How a priority stands.</summary>
public enum PriorityState { Open, Used, Withdrawn }

/// <summary>A priority that a cohort gave for a reason, by its code.</summary>
public record Priority(Guid CohortId, string Reason, PriorityState State);

/// <summary>
/// The turns of one person in one strand: who was turned down because there was no place goes first among equals in the next call.
/// Each priority is an event with its reason, so that it can be explained and contested.
/// </summary>
public record FairTurn : IFold<FairTurn>, IRevisioned
{
    public const string DeclinedForCapacity = "declined-for-capacity";
    public const string StillWaiting = "still-waiting";

    public Guid Id { get; init; }
    public int Version { get; set; }
    public Guid PersonId { get; init; }
    public Guid StrandId { get; init; }
    public IReadOnlyList<Priority> Priorities { get; init; } = [];

    public bool HasPriority => Priorities.Any(p => p.State is PriorityState.Open);

    public static Guid IdOf(Guid personId, Guid strandId) => Ids.Of("fair-turn", personId, strandId);

    /// <summary>
    /// What the standing of the person's application in a cohort means for the turn, if anything: a place uses every priority up;
    /// none for want of places gives one, once for each cohort, whatever became of it since.
    /// </summary>
    public object? After(Application application, Call call) => application.Status switch
    {
        ApplicationStatus.Selected or ApplicationStatus.Offered or ApplicationStatus.Accepted when HasPriority =>
            new PriorityUsed(application.PersonId, call.StrandId, call.Id),
        ApplicationStatus.Declined when application.Ground is DeclineGround.Capacity => Grant(application.PersonId, call, DeclinedForCapacity),
        ApplicationStatus.Waitlisted when call.HasStarted => Grant(application.PersonId, call, StillWaiting),
        _ => null,
    };

    /// <summary>The open priorities as those of another identity of the person (rule A6), unless that one was given them already.</summary>
    public IReadOnlyList<PriorityGranted> HandedTo(FairTurn other, Guid personId) =>
    [
        .. Priorities.Where(p => p.State is PriorityState.Open && other.Priorities.All(o => o.CohortId != p.CohortId))
            .Select(p => new PriorityGranted(personId, StrandId, p.CohortId, p.Reason)),
    ];

    public FairTurn Evolve(object e) => e switch
    {
        PriorityGranted granted => this with
        {
            Id = IdOf(granted.PersonId, granted.StrandId),
            PersonId = granted.PersonId,
            StrandId = granted.StrandId,
            Priorities = [.. Priorities, new(granted.CohortId, granted.Reason, PriorityState.Open)],
        },
        PriorityUsed _ => Close(PriorityState.Used),
        PriorityWithdrawn _ => Close(PriorityState.Withdrawn),
        _ => this,
    };

    private PriorityGranted? Grant(Guid personId, Call call, string reason) =>
        Priorities.Any(p => p.CohortId == call.Id) ? null : new(personId, call.StrandId, call.Id, reason);

    private FairTurn Close(PriorityState state) => this with
    {
        Priorities = [.. Priorities.Select(p => p.State is PriorityState.Open ? p with { State = state } : p)],
    };
}
