using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Strands;

/// <summary>
/// The call's deadline, and its places when fewer than the hard cap (for a circle strand: the sum over its circles). What is not given
/// is taken from the cohort that this one was copied from, if it was; a deadline there must be.
/// </summary>
public record PublishCall(DateTimeOffset? Deadline = null, int? Places = null);

/// <summary>
/// Publish the call of a cohort. The policy in force today judges the cohort from now on (rule S1).
/// Refused with <c>call-already-published</c>, <c>cohort-over</c>, <c>deadline-passed</c>, <c>deadline-after-start</c>,
/// <c>no-policy-in-force</c>, <c>no-charter-in-force</c>, <c>above-hard-cap</c>.
/// </summary>
public static class PublishCallEndpoint
{
    public static void Validate(PublishCall command) => Shape.Of(
        (command.Places is < 1 or > 500, "places", "A call has 1 to 500 places."));

    [WolverinePost("/api/cohorts/{cohortId}/publish-call"), Authorize(Policies.Staff)]
    public static async Task<(Done, CallPublished)> Post(PublishCall command, [WriteModel("cohortId")] Cohort cohort, IQuerySession session,
        TimeProvider clock, CancellationToken cancel)
    {
        Shape.Of((command.Deadline is null && cohort.Template is null, "deadline",
            "A call has a deadline; only a copied cohort takes it from its original."));
        var strand = Missing.Unless(await session.LoadAsync<Strand>(cohort.StrandId, cancel), "strand");
        var owners = await session.Query<Institution>().Where(i => i.IsOwner).ToListAsync(cancel);
        var charter = await session.LoadAsync<Charter>(Charter.TheId, cancel) ?? new Charter();
        return (new(cohort.Id), Decide(cohort, strand, [.. owners.Select(o => o.Id)], charter, command, clock.GetUtcNow()));
    }

    public static CallPublished Decide(Cohort cohort, Strand strand, IReadOnlyList<Guid> owners, Charter charter, PublishCall command, DateTimeOffset now)
    {
        var deadline = command.Deadline ?? cohort.Template!.DeadlineFor(cohort.StartsOn);
        var places = command.Places ?? cohort.Template?.Places;
        Refused.When(cohort.IsOver, "cohort-over", "This cohort is completed or cancelled.");
        Refused.When(cohort.Status != CohortStatus.Planned, "call-already-published", "The call of this cohort was already published.");
        Refused.When(deadline <= now, "deadline-passed", "The deadline lies in the past.");
        Refused.When(DateOnly.FromDateTime(deadline.UtcDateTime) > cohort.StartsOn, "deadline-after-start", "The deadline lies after the cohort's start.");
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var policy = strand.PolicyOn(today);
        Refused.When(policy is null, "no-policy-in-force", "No policy of the strand is in force on that day.");
        Refused.When(cohort.Format is StrandFormat.OneOnOne && places > policy!.Policy.HardCap, "above-hard-cap",
            "More places than the policy's hard cap; a cap raise needs a resolution that names the cohort.");
        var version = charter.On(today);
        Refused.When(version is null, "no-charter-in-force", "No version of the charter is in force.");
        return new(cohort.Id, strand.Id, policy!.Number, policy.Policy, places ?? policy.Policy.HardCap,
            deadline.ToUniversalTime(), [.. owners, .. strand.PartnersOn(cohort.StartsOn)], version!.Number);
    }
}
