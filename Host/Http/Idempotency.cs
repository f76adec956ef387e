using JasperFx;
using JasperFx.CodeGeneration;
using Wolverine.Http;

namespace Advance.Host.Http;

/// <summary>
/// Each POST takes an <c>Idempotency-Key</c>: the same key with the same request gets the first answer again, with another
/// request 422. The claim is written in the endpoint's own transaction.
/// </summary>
public sealed class Idempotency : IHttpPolicy
{
    public void Apply(IReadOnlyList<HttpChain> chains, GenerationRules rules, IServiceContainer container)
    {
        foreach (var chain in chains.Where(c => c.HttpMethods.Contains("POST") && c.ResourceType is not null))
        {
            chain.DeduplicatedWithResponse = new DeduplicatedWithResponseRequirement
            {
                Scope = DeduplicationScope.User | DeduplicationScope.Endpoint, Required = false, ClaimInTransaction = true,
            };
        }
    }
}
