using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Circles;

/// <summary>The members of one circle; without both lists the first circle of a composition of those who have no seat yet.</summary>
public record ComposeCircle(Guid CohortId, IReadOnlyList<Guid>? Mentees = null, IReadOnlyList<Guid>? Mentors = null);

/// <summary>
/// Compose one circle of a cohort (rules C1, C2, C3).
/// Refused with <c>cohort-unknown</c>, <c>not-a-circle-cohort</c>, <c>cohort-over</c>, <c>call-not-published</c>, <c>circle-too-large</c>,
/// <c>too-few-mentors</c>, <c>too-many-mentors</c>, <c>mentee-not-accepted</c>, <c>mentee-already-seated</c>, <c>mentor-unknown</c>,
/// <c>mentor-without-institution</c>, <c>members-in-relation</c>; without lists <c>no-mentee-without-seat</c>, <c>no-composition</c>.
/// </summary>
public static class ComposeCircleEndpoint
{
    public static void Validate(ComposeCircle command)
    {
        IReadOnlyList<Guid> all = [.. command.Mentees ?? [], .. command.Mentors ?? []];
        Shape.Of(
            (command.Mentees is null != command.Mentors is null, "mentors", "Both lists, or none."),
            (command.Mentees is { Count: 0 or > 500 }, "mentees", "A circle has 1 to 500 mentees."),
            (command.Mentors is { Count: 0 or > 100 }, "mentors", "A circle has 1 to 100 mentors."),
            (all.Distinct().Count() != all.Count, "mentors", "Nobody sits on two chairs."));
    }

    [WolverinePost("/api/circles"), Authorize(Policies.Staff)]
    public static async Task<Created> Post(ComposeCircle command, IDocumentSession session, CancellationToken cancel)
    {
        var cohort = await session.Events.FetchLatest<CohortOfCircles>(command.CohortId, cancel);
        IReadOnlyList<Guid>? only = command.Mentees is null ? null : [.. command.Mentees, .. command.Mentors!];
        var room = await Room.LoadAsync(session, cohort, only, cancel);
        var seating = await Seating.LockAsync(session, command.CohortId, cancel);
        var seated = seating.Aggregate ?? new();
        var members = command.Mentees is null
            ? Composer.Propose(CohortOfCircles.PolicyOf(cohort), room, seated.Seats.Keys.ToHashSet(),
                await MentorsSeatedAsync(session, command.CohortId, cancel))[0]
            : new ProposedCircle(command.Mentees, command.Mentors!);
        var composed = Decide(cohort, seated, room, members, Ids.New());
        session.Events.StartStream<Circle>(composed.CircleId, composed);
        Seating.Append(session, seating, SeatsTaken(composed));
        return new(composed.CircleId);
    }

    public static CircleComposed Decide(CohortOfCircles? cohort, Seating seating, Room room, ProposedCircle members, Guid id)
    {
        var policy = CohortOfCircles.PolicyOf(cohort);
        CohortOfCircles.MustFit(policy, members.Mentees.Count, members.Mentors.Count);
        Refused.When(!members.Mentees.All(room.Mentees.ContainsKey), "mentee-not-accepted", "One of the mentees has not accepted an offer of this cohort.");
        Refused.When(members.Mentees.Any(seating.Seats.ContainsKey), "mentee-already-seated", "One of the mentees has a seat in a circle of this cohort.");
        var mentors = members.Mentors.Select(m => new Seat(m, room.InstitutionOfMentor(m), IsMentor: true)).ToList();
        room.MustBeUnrelated([.. members.Mentees, .. members.Mentors]);
        return new(id, cohort!.Id, [.. members.Mentees.Select(m => new Seat(m, room.Mentees[m], IsMentor: false)), .. mentors]);
    }

    internal static MenteesSeated SeatsTaken(CircleComposed composed) =>
        new(composed.CohortId, composed.CircleId, [.. composed.Seats.Where(s => !s.IsMentor).Select(s => s.PersonId)]);

    /// <summary>A composition gives each mentor one circle of a cohort; a person may give more.</summary>
    internal static async Task<IReadOnlySet<Guid>> MentorsSeatedAsync(IQuerySession session, Guid cohortId, CancellationToken cancel) =>
        (await session.Query<Circle>().Where(c => c.CohortId == cohortId).ToListAsync(cancel))
        .SelectMany(c => c.Held.Where(s => s.IsMentor).Select(s => s.PersonId)).ToHashSet();
}
