using Advance.Contracts;
using JasperFx;

namespace Advance.Matching.Rounds;

/// <summary>A strand's rules of matching are these from now on, for rounds opened from then; versions count from 1.</summary>
public record MatchingRulesAdopted(Guid StrandId, int RulesVersion, Weights Weights, IReadOnlyList<string> WithoutRules, bool IntroductoryMeeting,
    int DaysToAnswer, IReadOnlyList<int> CheckInDays, bool WithoutRequests = false);

/// <summary>How a strand matches: weights, rules it sets aside, what belongs to its offers. A round keeps the version it was opened under.</summary>
public record MatchingRules : IFold<MatchingRules>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public Guid StrandId { get; init; }
    public int RulesVersion { get; init; }
    public Weights Weights { get; init; } = Weights.Default;
    public IReadOnlyList<string> WithoutRules { get; init; } = [];
    public bool IntroductoryMeeting { get; init; }
    public int DaysToAnswer { get; init; }
    public IReadOnlyList<int> CheckInDays { get; init; } = [];

    /// <summary>Mentees of the strand do not ask for mentors themselves.</summary>
    public bool WithoutRequests { get; init; }

    public static Guid IdOf(Guid strandId) => Ids.Of("matching-rules", strandId);

    public MatchingRules Evolve(object e) => e switch
    {
        MatchingRulesAdopted adopted => this with
        {
            Id = IdOf(adopted.StrandId),
            StrandId = adopted.StrandId,
            RulesVersion = adopted.RulesVersion,
            Weights = adopted.Weights,
            WithoutRules = adopted.WithoutRules,
            IntroductoryMeeting = adopted.IntroductoryMeeting,
            DaysToAnswer = adopted.DaysToAnswer,
            CheckInDays = adopted.CheckInDays,
            WithoutRequests = adopted.WithoutRequests,
        },
        _ => this,
    };
}

/// <summary>What matching needs to know of a strand: that there is one, and that it mentors in pairs.</summary>
public record KnownStrand : IFold<KnownStrand>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public StrandFormat? Format { get; init; }

    public KnownStrand Evolve(object e) => e is StrandDefined defined ? this with { Id = defined.StrandId, Format = defined.Format } : this;
}
