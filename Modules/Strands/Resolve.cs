using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Strands;

/// <summary>
/// The number is the committee's own; the subject is a heading without names of people; it may name a cohort and a strand. With the
/// meeting at which it was resolved, the votes if they were counted, and the key under which members recused themselves from the subject.
/// </summary>
public record Resolve(string Number, DateOnly On, string Subject, Guid? CohortId = null, Guid? StrandId = null, Guid? MeetingId = null,
    Votes? Votes = null, string? SubjectKey = null);

/// <summary>
/// Record what a committee resolved. On a cohort whose call's policy asks for representatives of the partners, it resolves at a meeting
/// (rule S5). Refused with <c>advisory-board-advises</c>, <c>resolution-number-taken</c>, <c>strand-unknown</c>, <c>cohort-unknown</c>,
/// <c>not-carried</c>, <c>meeting-required</c>, <c>meeting-unknown</c>, <c>meeting-closed</c>, <c>not-on-meeting-day</c>,
/// <c>no-quorum</c>, <c>not-composed</c>, <c>not-present</c>.
/// </summary>
public static class ResolveEndpoint
{
    public static void Validate(Resolve command) => Shape.Of(
        (!Shape.IsLine(command.Number, 60), "number", "A number is one line of at most 60 characters."),
        (!Shape.IsLine(command.Subject, 200), "subject", "A subject is one line of at most 200 characters."),
        (command.Votes is { } v && (v.For is < 0 or > 100 || v.Against is < 0 or > 100 || v.Abstained is < 0 or > 100), "votes",
            "0 to 100 votes each."),
        (command.SubjectKey is not null && !Shape.IsKey(command.SubjectKey), "subjectKey", "A key has 2 to 60 of a-z, 0-9, dot and hyphen."));

    [WolverinePost("/api/committees/{committeeId}/resolve"), Authorize(Policies.Staff)]
    public static async Task<(Done, ResolutionPassed)> Post(Resolve command,
        [WriteModel("committeeId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Committee committee, IDocumentSession session,
        CancellationToken cancel)
    {
        var (strandKnown, cohort) = await NamedAsync(session, command.StrandId, command.CohortId, cancel);
        // The committee owns the numbers and is locked first, then the meeting, so that nobody leaves it between the count and the vote.
        var stream = command.MeetingId is { } id ? await session.Events.FetchForExclusiveWriting<Meeting>(id, cancel) : null;
        var owners = await session.Query<Institution>().Where(i => i.IsOwner).ToListAsync(cancel);
        var passed = Decide(committee, strandKnown, command.CohortId is null || cohort is not null, command, cohort, stream?.Aggregate);
        if (stream?.Aggregate is { } meeting)
            stream.AppendOne(ResolutionAtMeeting.Decide(committee, meeting, cohort, [.. owners.Select(o => o.Id)], command));
        return (new(committee.Id), passed);
    }

    /// <summary>Whether the strand that is named exists, and the cohort that is named.</summary>
    internal static async Task<(bool StrandKnown, Cohort? Cohort)> NamedAsync(IQuerySession session, Guid? strandId, Guid? cohortId,
        CancellationToken cancel) => (
        strandId is null || await session.LoadAsync<Strand>(strandId.Value, cancel) is not null,
        cohortId is null ? null : await session.LoadAsync<Cohort>(cohortId.Value, cancel));

    public static ResolutionPassed Decide(Committee committee, bool strandKnown, bool cohortKnown, Resolve command, Cohort? cohort = null,
        Meeting? meeting = null)
    {
        Refused.When(committee.Kind is CommitteeKind.AdvisoryBoard, "advisory-board-advises", "The advisory board advises; it does not resolve.");
        Refused.When(committee.Resolutions.Any(r => r.Number == command.Number), "resolution-number-taken", "The committee has a resolution with this number.");
        Refused.When(!strandKnown, "strand-unknown", "There is no strand with this id.");
        Refused.When(!cohortKnown, "cohort-unknown", "There is no cohort with this id.");
        Refused.When(command.MeetingId is null && cohort?.Policy?.NeedsPartners() == true, "meeting-required",
            "The cohort's policy asks for representatives of the partners; the committee resolves on it at a meeting.");
        Refused.When(command.MeetingId is not null && meeting?.CommitteeId != committee.Id, "meeting-unknown", "The committee has no meeting with this id.");
        Refused.When(command.Votes is { } votes && votes.For <= votes.Against, "not-carried", "Not more voted for it than against it.");
        return new(committee.Id, command.Number, command.On, command.Subject, command.CohortId, command.StrandId, command.MeetingId, command.Votes);
    }
}
