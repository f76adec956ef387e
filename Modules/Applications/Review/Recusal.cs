using Advance.Contracts;
using JasperFx;

namespace Advance.Applications;

/// <summary>
/// A person is not to judge another, now or in a later cohort (feature U7): no reason, no cohort, no actor. Private: who is asked
/// gets a yes or no for two people that they know.
/// </summary>
public record RecusalRecorded(Guid RecusalId, Guid ReviewerId, Guid ApplicantId) : IWithoutActor;

/// <summary>One entry of the recusal register, which outlives cohorts; its stream is <c>Ids.Of("recusal", reviewer, applicant)</c>.</summary>
public record Recusal : IFold<Recusal>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public Guid ReviewerId { get; init; }
    public Guid ApplicantId { get; init; }

    public static Guid IdOf(Guid reviewerId, Guid applicantId) => Ids.Of("recusal", reviewerId, applicantId);

    public Recusal Evolve(object e) => e switch
    {
        RecusalRecorded recorded => this with { Id = recorded.RecusalId, ReviewerId = recorded.ReviewerId, ApplicantId = recorded.ApplicantId },
        _ => this,
    };
}
