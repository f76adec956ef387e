using Advance.Contracts;
using JasperFx;

namespace Advance.Applications;

/// <summary>
/// The words of a version: the question as people read it, by its key, and <c>key.choice</c> for the words of a choice. They are no
/// rule, so they stand in a document.
/// </summary>
public record QuestionnaireWording
{
    public Guid Id { get; init; }
    public IReadOnlyDictionary<string, string> Words { get; init; } = new Dictionary<string, string>();

    public static Guid IdOf(Guid questionnaireId, int version) => Ids.Of($"wording-{version}", questionnaireId);
}

/// <summary>The questions of a strand to one role, with history; the stream is <c>Ids.Of("questionnaire-ROLE", strandId)</c>.</summary>
public record Questionnaire : IFold<Questionnaire>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public Guid StrandId { get; init; }
    public RespondentRole Role { get; init; }
    public IReadOnlyList<QuestionnaireAdopted> Versions { get; init; } = [];

    public static Guid IdOf(Guid strandId, RespondentRole role) => Ids.Of($"questionnaire-{role}".ToLowerInvariant(), strandId);

    /// <summary>The version in force on a day: of those with effect by then the latest.</summary>
    public QuestionnaireAdopted? On(DateOnly day) => Versions.Where(v => v.EffectiveFrom <= day).OrderBy(v => v.EffectiveFrom).LastOrDefault();

    public Questionnaire Evolve(object e) => e switch
    {
        QuestionnaireAdopted adopted => this with
        {
            Id = adopted.QuestionnaireId,
            StrandId = adopted.StrandId,
            Role = adopted.Role,
            Versions = [.. Versions, adopted],
        },
        _ => this,
    };
}

/// <summary>A strand as far as a questionnaire needs it.</summary>
public record KnownStrand : IFold<KnownStrand>
{
    public Guid Id { get; init; }
    public bool IsDefined { get; init; }
    public bool IsRetired { get; init; }

    public KnownStrand Evolve(object e) => e switch
    {
        StrandDefined defined => this with { Id = defined.StrandId, IsDefined = true },
        StrandRetired _ => this with { IsRetired = true },
        _ => this,
    };
}
