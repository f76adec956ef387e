using Advance.Contracts;
using Advance.Shared;
using Marten;

namespace Advance.Applications;

/// <summary>
/// What the release of a cohort publishes of what was prepared (rule A7), in the transaction of <c>decisions-released</c>: each application
/// once and as it stands, whatever was changed on the way; the waiting list; and the lots with what became of them. An application that was
/// withdrawn before is not told of: there is no decision on it any more.
/// </summary>
public static class Release
{
    /// <summary>Tells the streams; the lock of the intake is held, so nothing of the cohort moves meanwhile.</summary>
    internal static async Task TellAsync(IDocumentSession session, Intake intake, CancellationToken cancel)
    {
        await TellLotsAsync(session, intake.CohortId, cancel);
        foreach (var id in InOrder(intake))
        {
            var application = await session.Events.FetchForWriting<Application>(id, cancel);
            application.AppendMany(Of(application.Aggregate!, intake));
        }
    }

    /// <summary>The applications in the order in which they are told: places as they were given, the waiting list, then those without a place.</summary>
    public static IReadOnlyList<Guid> InOrder(Intake intake) =>
        [.. new[] { Standing.Holding, Standing.Waiting, Standing.WithoutPlace }
            .SelectMany(standing => intake.Entries.Where(e => e.Standing == standing).Select(e => e.ApplicationId))];

    /// <summary>What is told of one application: its eligibility and its decision.</summary>
    public static IReadOnlyList<object> Of(Application a, Intake intake)
    {
        EligibilityConfirmed confirmed = new(a.Id, a.CohortId, a.PersonId, a.BrokenRule);
        return a.Status switch
        {
            ApplicationStatus.Selected => [confirmed, new ApplicationSelected(a.Id, a.CohortId, a.PersonId, a.InstitutionId)],
            ApplicationStatus.Waitlisted =>
                [confirmed, new ApplicationWaitlisted(a.Id, a.CohortId, a.PersonId, intake.PositionOf(a.Id)!.Value, a.ReasonTextId)],
            ApplicationStatus.Declined => [confirmed, new ApplicationDeclined(a.Id, a.CohortId, a.PersonId, a.Ground!.Value)],
            ApplicationStatus.Ineligible => [new EligibilityRefused(a.Id, a.CohortId, a.PersonId, a.BrokenRule!)],
            _ => [],
        };
    }

    /// <summary>What is told of the waiting list, to the intake: nothing where nobody waits.</summary>
    public static IReadOnlyList<object> OfList(Intake intake) =>
        intake.WaitingIds() is { Count: > 0 } list ? [new WaitingListOrdered(intake.CohortId, list)] : [];

    /// <summary>What is told of the lots that were drawn, one draw after the other.</summary>
    public static IReadOnlyList<object> OfLots(Lottery lottery) =>
    [
        .. lottery.Draws.Where(d => d.Order is not null).SelectMany(d => new object[]
        {
            new LotsDrawn(lottery.CohortId, d.Number, d.Seed!, d.Places, d.ApplicationIds!, d.WithPriority!, d.Order!),
        }.Concat(d.IsSetAside ? [new LotsSetAside(lottery.CohortId, d.Number, d.CommitteeId, d.ResolutionNumber)] : [])),
    ];

    private static async Task TellLotsAsync(IDocumentSession session, Guid cohortId, CancellationToken cancel)
    {
        var id = Lottery.IdOf(cohortId);
        await session.HoldAsync(id, cancel); // committing to a seed does not hold the intake
        var lottery = await session.Events.FetchForWriting<Lottery>(id, cancel);
        if (lottery.Aggregate is { } drawn && OfLots(drawn) is { Count: > 0 } told) lottery.AppendMany(told);
    }
}
