using Advance.Contracts;
using Marten;
using Wolverine;

namespace Advance.Matching.Requests;

internal static class CloseRequests
{
    /// <summary>What is recorded when a request is closed: how, for the mentee and staff; and, for everybody else, that it is.</summary>
    public static object[] Closed(this MentorRequest request, RequestStatus outcome) =>
        [new RequestSettled(request.Id, outcome), new MentorRequestClosed(request.Id, request.CohortId, request.MenteeId)];

    /// <summary>
    /// Closes all that these mentees still ask for in the cohort, because each was proposed a mentor (the one asked for, or another) or,
    /// when null, has left.
    /// </summary>
    public static async Task CloseRequestsAsync(this IDocumentSession session, Guid cohortId, IReadOnlyDictionary<Guid, Guid?> mentors,
        CancellationToken cancel)
    {
        var mentees = mentors.Keys.ToArray();
        var open = await session.Query<MentorRequest>().Where(r => r.CohortId == cohortId && r.Status == RequestStatus.Open && r.MenteeId.IsOneOf(mentees))
            .OrderBy(r => r.Id).Select(r => r.Id).ToListAsync(cancel);
        foreach (var id in open)
        {
            var stream = await session.Events.FetchForExclusiveWriting<MentorRequest>(id, cancel);
            if (stream.Aggregate is not { IsOpen: true } request) continue;
            stream.AppendMany(request.Closed(Outcome(request, mentors[request.MenteeId])));
        }
    }

    /// <summary>How a request ends that nobody decided on.</summary>
    public static RequestStatus Outcome(MentorRequest request, Guid? proposed) => proposed is not { } mentor ? RequestStatus.Withdrawn
        : mentor == request.MentorId ? RequestStatus.Proposed : RequestStatus.Overtaken;
}

/// <summary>Time is up for a request, unless it was closed since.</summary>
public record LapseRequest(Guid RequestId);

/// <summary>A request that nobody decided on lapses on its date. The message is scheduled durably when the request is made.</summary>
public static class LapseRequestHandler
{
    public static async Task<OutgoingMessages> Handle(LapseRequest message, IDocumentSession session, TimeProvider clock, CancellationToken cancel)
    {
        OutgoingMessages again = [];
        var stream = await session.Events.FetchForExclusiveWriting<MentorRequest>(message.RequestId, cancel);
        if (stream.Aggregate is not { IsOpen: true } request) return again;
        var events = Decide(request, clock.GetUtcNow());
        if (events.Count > 0) stream.AppendMany(events);
        else again.Delay(message, request.Until - clock.GetUtcNow()); // the clock was set back
        return again;
    }

    /// <summary>The lapse, when time is up and nobody decided; otherwise nothing.</summary>
    public static IReadOnlyList<object> Decide(MentorRequest request, DateTimeOffset now) =>
        request.IsOpen && request.Until <= now ? request.Closed(RequestStatus.Lapsed) : [];
}
