using Advance.Contracts;
using JasperFx;

namespace Advance.Applications;

/// <summary>The review rules of a strand, for cohorts without their own; its stream is <c>Ids.Of("strand-rubric", strandId)</c>.</summary>
public record StrandRubric : IFold<StrandRubric>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public ReviewRules? Rules { get; init; }

    public static Guid IdOf(Guid strandId) => Ids.Of("strand-rubric", strandId);

    public StrandRubric Evolve(object e) => e switch
    {
        StrandReviewRulesAdopted adopted => this with { Id = IdOf(adopted.StrandId), Rules = adopted.Rules },
        _ => this,
    };
}

/// <summary>Whether a strand is one, as its stream tells.</summary>
public record StrandOfRubric : IFold<StrandOfRubric>
{
    public Guid Id { get; init; }
    public bool IsDefined { get; init; }

    public StrandOfRubric Evolve(object e) => e switch
    {
        StrandDefined defined => this with { Id = defined.StrandId, IsDefined = true },
        _ => this,
    };
}
