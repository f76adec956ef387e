using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Strands;

public record PublishCharterVersion(string Version, DateOnly EffectiveFrom);

/// <summary>
/// Publish a version of the mentoring charter, in force from a date on; who accepts from then on accepts this version.
/// Refused with <c>charter-version-taken</c>, <c>charter-date-not-later</c>.
/// </summary>
public static class PublishCharterVersionEndpoint
{
    public static void Validate(PublishCharterVersion command) => Shape.Of(
        (command.EffectiveFrom.Year is < 2000 or > 2200, "effectiveFrom", "A charter takes effect between 2000 and 2200."),
        (!Shape.IsLine(command.Version, 20), "version", "A version is one line of at most 20 characters."));

    [WolverinePost("/api/charter/publish-version"), Authorize(Policies.Staff)]
    public static async Task<Done> Post(PublishCharterVersion command, IDocumentSession session, CancellationToken cancel)
    {
        var charter = await session.Events.FetchForWriting<Charter>(Charter.TheId, cancel);
        var published = Decide(charter.Aggregate ?? new Charter(), command);
        if (charter.Aggregate is null) session.Events.StartStream<Charter>(Charter.TheId, published);
        else charter.AppendOne(published);
        return new(Charter.TheId);
    }

    public static CharterVersionPublished Decide(Charter charter, PublishCharterVersion command)
    {
        Refused.When(charter.Versions.Any(v => v.Number == command.Version), "charter-version-taken", "This version was already published.");
        Refused.When(charter.Versions.Any(v => v.EffectiveFrom >= command.EffectiveFrom), "charter-date-not-later",
            "A version with effect from this date or later was already published.");
        return new(Charter.TheId, command.Version, command.EffectiveFrom);
    }
}
