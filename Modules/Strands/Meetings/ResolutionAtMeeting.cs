using Advance.Contracts;

namespace Advance.Strands;

/// <summary>
/// Whether a meeting can decide (rule S5). Those who are there, still have their mandate and are not recused from the matter count; they
/// must be as many as the rules ask of all mandates on the day, so a recusal makes a quorum harder, never easier. Its refusals are
/// those of <c>resolve</c>: <c>meeting-closed</c>, <c>not-on-meeting-day</c>, <c>no-quorum</c>, <c>not-composed</c>, <c>not-present</c>.
/// </summary>
public static class ResolutionAtMeeting
{
    public static ResolvedAtMeeting Decide(Committee committee, Meeting meeting, Matter matter, IReadOnlyList<Guid> owners, Resolve command)
    {
        meeting.MustBeOpen();
        Refused.When(command.On != meeting.On, "not-on-meeting-day", "A resolution of a meeting has the meeting's day.");
        var deciding = meeting.DecidingOn(command.CohortId, command.SubjectKey).Where(a => committee.Seats(a.PersonId, meeting.On)).ToList();
        var (mandates, needed) = (committee.MandatesOn(meeting.On), committee.NeededOn(meeting.On));
        Refused.When(deciding.Count < needed, "no-quorum", $"{deciding.Count} who may decide are present; {needed} of {mandates} are needed.");
        Refused.When(!matter.IsComposed(meeting.On, owners, deciding), "not-composed", "A representative of the partners who may decide on this is missing.");
        Refused.When(command.Votes is { } v && v.For + v.Against + v.Abstained > deciding.Count, "not-present", "More votes than present who may decide.");
        return new(meeting.Id, meeting.On, command.Number, command.Subject, command.CohortId, command.StrandId, command.Votes, deciding.Count,
            meeting.Present.Count - deciding.Count, mandates, needed);
    }
}
