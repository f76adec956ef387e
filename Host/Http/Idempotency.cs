using JasperFx;
using JasperFx.CodeGeneration;
using Wolverine.Http;

namespace Advance.Host.Http;

/// <summary>
/// Each POST takes an <c>Idempotency-Key</c>: the same key with the same request gets the first answer again, with another
/// request 422. The claim is written in the endpoint's own transaction, with the answer and who asked; where that must not be
/// kept (<see cref="Forgotten"/>) a repeat is simply asked again, and refused by the rule if it is one too many.
/// </summary>
public sealed class Idempotency : IHttpPolicy
{
    /// <summary>
    /// Questions whose answers hold names or are large, acts of which nobody records who did them (rule M8), uploads, and the links of
    /// support letters: neither a file nor a secret is kept to be answered again.
    /// </summary>
    private static readonly HashSet<string> Forgotten =
    [
        "/api/people/find", "/api/matching-rounds/{roundId}/what-if", "/api/circles/{circleId}/vacate-seat",
        "/api/mentorships/{mentorshipId}/seal-reason", "/api/mentorships/{mentorshipId}/drop-goal", "/api/mentors/{mentorId}/never-again",
        "/api/mentorships/{mentorshipId}/end", "/api/mentorships/{mentorshipId}/refuse",
        "/api/mentorships/{mentorshipId}/pause", "/api/mentorships/{mentorshipId}/resume",
        "/api/people/{personId}/files", "/api/applications/{applicationId}/request-support-letter",
        "/api/support-letters/answer", "/api/support-letters/answer-with-file", "/api/support-letters/decline",
    ];

    public void Apply(IReadOnlyList<HttpChain> chains, GenerationRules rules, IServiceContainer container)
    {
        foreach (var chain in chains.Where(c => c.HttpMethods.Contains("POST") && c.ResourceType is not null && !Forgotten.Contains(c.RoutePattern!.RawText!)))
        {
            chain.DeduplicatedWithResponse = new DeduplicatedWithResponseRequirement
            {
                Scope = DeduplicationScope.User | DeduplicationScope.Endpoint,
                Required = false,
                ClaimInTransaction = true,
            };
        }
    }
}
