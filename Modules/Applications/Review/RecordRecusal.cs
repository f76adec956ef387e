using System.Security.Claims;
using Advance.Contracts;
using Advance.Shared;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>A person who is not to judge another.</summary>
public record RecordRecusal(Guid ReviewerId, Guid ApplicantId);

/// <summary>
/// Enter into the recusal register that a person is not to judge another, in this programme and in what comes after it; by the person
/// or by staff. A review of the two that is assigned ends. Refused with <c>recusal-of-oneself</c>, <c>person-unknown</c>, <c>already-recused</c>.
/// </summary>
public static class RecordRecusalEndpoint
{
    public static void Validate(RecordRecusal command) => Shape.Of(
        (command.ReviewerId == Guid.Empty, "reviewerId", "A person is named."),
        (command.ApplicantId == Guid.Empty, "applicantId", "A person is named."));

    [WolverinePost("/api/recusals"), Authorize(Policies.Reviewer)]
    public static async Task<Created> Post(RecordRecusal command, ClaimsPrincipal user, IDocumentSession session, CancellationToken cancel)
    {
        Caller.Of(user).MustBe(command.ReviewerId);
        var (one, other) = (await session.Events.FetchLatest<Applicant>(command.ReviewerId, cancel),
            await session.Events.FetchLatest<Applicant>(command.ApplicantId, cancel));
        await session.HoldAsync(Recusal.IdOf(command.ReviewerId, command.ApplicantId), cancel);
        var recorded = Decide(await session.LoadAsync<Recusal>(Recusal.IdOf(command.ReviewerId, command.ApplicantId), cancel), one, other, command);
        session.Events.StartStream<Recusal>(recorded.RecusalId, recorded);
        return new(recorded.RecusalId);
    }

    public static RecusalRecorded Decide(Recusal? known, Applicant? one, Applicant? other, RecordRecusal command)
    {
        Refused.When(command.ReviewerId == command.ApplicantId, "recusal-of-oneself", "Nobody judges themselves.");
        Refused.When(one is not { IsRegistered: true } || other is not { IsRegistered: true }, "person-unknown", "There is no person with one of these ids.");
        Refused.When(known is not null, "already-recused", "This stands in the register already.");
        return new(Recusal.IdOf(command.ReviewerId, command.ApplicantId), command.ReviewerId, command.ApplicantId);
    }

    /// <summary>Sees to it that the two stand in the register.</summary>
    internal static async Task RegisterAsync(IDocumentSession session, Guid reviewerId, Guid applicantId, CancellationToken cancel)
    {
        var id = Recusal.IdOf(reviewerId, applicantId);
        await session.HoldAsync(id, cancel);
        if (await session.LoadAsync<Recusal>(id, cancel) is null) session.Events.StartStream<Recusal>(id, new RecusalRecorded(id, reviewerId, applicantId));
    }
}
