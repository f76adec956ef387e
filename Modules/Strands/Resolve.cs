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
/// Record what a committee resolved. On a cohort or strand whose policy asks for representatives of the partners, it resolves at a
/// meeting (rule S5): the policy of the cohort's call, or the strand's in force on that day. Refused with
/// <c>advisory-board-advises</c>, <c>resolution-number-taken</c>, <c>strand-unknown</c>, <c>cohort-unknown</c>,
/// <c>cohort-of-another-strand</c>, <c>resolution-in-the-future</c>, <c>not-carried</c>, <c>more-votes-than-mandates</c>,
/// <c>meeting-required</c>, <c>meeting-unknown</c>, <c>meeting-closed</c>, <c>not-on-meeting-day</c>, <c>no-quorum</c>, <c>not-composed</c>, <c>not-present</c>.
/// </summary>
public static class ResolveEndpoint
{
    public static void Validate(Resolve command) => Shape.Of(
        (!Shape.IsLine(command.Number, 60), "number", "A number is one line of at most 60 characters."),
        (command.On.Year is < 2000 or > 2200, "on", "A committee resolves between 2000 and 2200."),
        (!Shape.IsLine(command.Subject, 200), "subject", "A subject is one line of at most 200 characters."),
        (command.Votes is { } v && (v.For is < 0 or > 100 || v.Against is < 0 or > 100 || v.Abstained is < 0 or > 100), "votes",
            "0 to 100 votes each."),
        (command.SubjectKey is not null && !Shape.IsKey(command.SubjectKey), "subjectKey", "A key has 2 to 60 of a-z, 0-9, dot and hyphen."));

    [WolverinePost("/api/committees/{committeeId}/resolve"), Authorize(Policies.Staff)]
    public static async Task<(Done, ResolutionPassed)> Post(Resolve command,
        [WriteModel("committeeId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Committee committee, IDocumentSession session,
        TimeProvider clock, CancellationToken cancel)
    {
        var matter = await Matter.FindAsync(session, command.StrandId, command.CohortId, cancel);
        // The committee owns the numbers and is locked first, then the meeting, so that nobody leaves it between the count and the vote.
        var stream = command.MeetingId is { } id ? await session.Events.FetchForExclusiveWriting<Meeting>(id, cancel) : null;
        var owners = await session.Query<Institution>().Where(i => i.IsOwner).ToListAsync(cancel);
        var passed = Decide(committee, matter, command, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), stream?.Aggregate);
        if (stream?.Aggregate is { } meeting)
            stream.AppendOne(ResolutionAtMeeting.Decide(committee, meeting, matter, [.. owners.Select(o => o.Id)], command));
        return (new(committee.Id), passed);
    }

    public static ResolutionPassed Decide(Committee committee, Matter matter, Resolve command, DateOnly today, Meeting? meeting = null)
    {
        Refused.When(committee.Kind is CommitteeKind.AdvisoryBoard, "advisory-board-advises", "The advisory board advises; it does not resolve.");
        Refused.When(committee.Resolutions.Any(r => r.Number == command.Number), "resolution-number-taken", "The committee has a resolution with this number.");
        matter.MustBeKnown(command.StrandId, command.CohortId);
        Refused.When(command.On > today, "resolution-in-the-future", "This day is yet to come.");
        Refused.When(command.MeetingId is null && matter.NeedsPartners(command.On), "meeting-required",
            "The policy of the cohort or strand asks for representatives of the partners; the committee resolves on it at a meeting.");
        Refused.When(command.MeetingId is not null && meeting?.CommitteeId != committee.Id, "meeting-unknown", "The committee has no meeting with this id.");
        Refused.When(command.Votes is { } votes && votes.For <= votes.Against, "not-carried", "Not more voted for it than against it.");
        Refused.When(command.MeetingId is null && command.Votes is { } v && v.For + v.Against + v.Abstained > committee.MandatesOn(command.On),
            "more-votes-than-mandates", "More votes than members who have a mandate on that day.");
        return new(committee.Id, command.Number, command.On, command.Subject, command.CohortId, command.StrandId, command.MeetingId, command.Votes);
    }
}
