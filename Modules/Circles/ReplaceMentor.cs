using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Circles;

/// <summary><c>PersonId</c> is the mentor whose seat it is, or was until it became free; <c>ByPersonId</c> takes it from that day on.</summary>
public record ReplaceMentor(Guid PersonId, Guid ByPersonId, DateOnly From);

/// <summary>
/// Give a mentor's seat to another mentor from a day on; also a seat that was vacated, which refills the circle (rule C6).
/// Refused with <c>circle-completed</c>, <c>not-seated-as-mentor</c>, <c>already-in-circle</c>, <c>seat-begins-later</c>,
/// <c>attended-since</c>, <c>too-many-mentors</c>, <c>mentor-unknown</c>, <c>mentor-without-institution</c>,
/// <c>partner-not-in-call</c>, <c>members-in-relation</c>.
/// </summary>
public static class ReplaceMentorEndpoint
{
    public static void Validate(ReplaceMentor command) => Shape.Of(
        (command.PersonId == command.ByPersonId, "byPersonId", "A mentor is replaced by another."));

    [WolverinePost("/api/circles/{circleId}/replace-mentor"), Authorize(Policies.Staff)]
    public static async Task<(Done, CircleMentorReplaced)> Post(ReplaceMentor command,
        [WriteModel("circleId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Circle circle, IDocumentSession session, CancellationToken cancel)
    {
        var cohort = await session.Events.FetchLatest<CohortOfCircles>(circle.CohortId, cancel);
        var room = await Room.LoadAsync(session, cohort, [.. circle.Held.Select(s => s.PersonId), command.ByPersonId], cancel);
        return (new(circle.Id), Decide(circle, cohort, room, command));
    }

    public static CircleMentorReplaced Decide(Circle circle, CohortOfCircles? cohort, Room room, ReplaceMentor command)
    {
        Refused.When(circle.Status == CircleStatus.Completed, "circle-completed", "This circle is completed.");
        var seat = circle.Seats.LastOrDefault(s => s.PersonId == command.PersonId && s.IsMentor);
        Refused.When(seat is null, "not-seated-as-mentor", "The one to be replaced is not, and was not, a mentor of this circle.");
        Refused.When(circle.SeatOf(command.ByPersonId) is not null, "already-in-circle", "The one to take the seat has one in this circle.");
        Leaving.MustBePossible(circle, seat!, command.From);
        var stays = circle.Held.Where(s => s.PersonId != command.PersonId).ToList();
        Refused.When(stays.Count(s => s.IsMentor) + 1 > CohortOfCircles.PolicyOf(cohort).MentorsTo, "too-many-mentors",
            "The circle would have too many mentors.");
        var institution = room.InstitutionOfMentor(cohort!, command.ByPersonId);
        room.MustBeUnrelated([.. stays.Select(s => s.PersonId), command.ByPersonId]);
        return new(circle.Id, circle.CohortId, command.PersonId, command.ByPersonId, institution, command.From);
    }
}

/// <summary>What keeps rule C5 true afterwards, for each command that frees a seat.</summary>
internal static class Leaving
{
    public static void MustBePossible(Circle circle, CircleSeat seat, DateOnly from)
    {
        Refused.When(from < (seat.FreeFrom ?? seat.From), "seat-begins-later", "The day lies before that on which the seat was taken or became free.");
        Refused.When(circle.AttendedSince(seat.PersonId, from), "attended-since", "This person is recorded as present on that day or later.");
    }
}
