using Advance.Contracts;
using Advance.Matching.Rounds;
using JasperFx;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Matching.Mentorships;

/// <summary>The new last day, and the resolution of a committee that allows it.</summary>
public record ExtendMentorship(DateOnly Until, Guid CommitteeId, string ResolutionNumber);

/// <summary>What a committee resolved, by number: for one cohort, or for all when null.</summary>
public record CommitteeOfExtension : IFold<CommitteeOfExtension>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public IReadOnlyDictionary<string, Guid?> Resolutions { get; init; } = new Dictionary<string, Guid?>();

    public CommitteeOfExtension Evolve(object e) => e switch
    {
        ResolutionPassed passed => this with
        {
            Id = passed.CommitteeId,
            Resolutions = new Dictionary<string, Guid?>(Resolutions) { [passed.Number] = passed.CohortId },
        },
        _ => this,
    };
}

/// <summary>
/// Let a mentorship go on beyond its last day, by a resolution. Refused with <c>mentorship-not-running</c>, <c>resolution-unknown</c>,
/// <c>not-an-extension</c>.
/// </summary>
public static class ExtendMentorshipEndpoint
{
    public static void Validate(ExtendMentorship command) => Shape.Of(
        (!Shape.IsLine(command.ResolutionNumber, 60), "resolutionNumber", "A resolution's number has 1 to 60 characters."));

    [WolverinePost("/api/mentorships/{mentorshipId}/extend"), Authorize(Policies.Staff)]
    public static async Task<(Done, MentorshipExtended)> Post(ExtendMentorship command,
        [WriteModel("mentorshipId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Mentorship mentorship, IDocumentSession session,
        CancellationToken cancel)
    {
        var cohort = Missing.Unless(await session.Events.FetchLatest<CohortOfRound>(mentorship.CohortId, cancel), "cohort");
        var committee = await session.Events.FetchLatest<CommitteeOfExtension>(command.CommitteeId, cancel);
        return (new(mentorship.Id), Decide(mentorship, cohort.EndsOn, committee, command));
    }

    public static MentorshipExtended Decide(Mentorship mentorship, DateOnly endsOn, CommitteeOfExtension? committee, ExtendMentorship command)
    {
        Refused.When(mentorship.Status != MentorshipStatus.Running, "mentorship-not-running", "This mentorship is not running.");
        var known = committee is not null && committee.Resolutions.TryGetValue(command.ResolutionNumber, out var cohortId)
            && (cohortId is null || cohortId == mentorship.CohortId);
        Refused.When(!known, "resolution-unknown", "This committee passed no resolution of this number for this cohort.");
        Refused.When(command.Until <= (mentorship.ExtendedUntil ?? endsOn), "not-an-extension", "The mentorship lasts that long already.");
        return new(mentorship.Id, mentorship.CohortId, command.Until, command.CommitteeId, command.ResolutionNumber);
    }
}
