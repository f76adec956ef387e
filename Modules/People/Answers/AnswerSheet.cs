using System.Text.Json;
using Advance.Contracts;
using JasperFx;

namespace Advance.People;

/// <summary>What a person answered. A document, destroyed with the person.</summary>
public record PersonalAnswers
{
    public Guid Id { get; init; }
    public Guid PersonId { get; init; }
    public Guid QuestionnaireId { get; init; }
    public int QuestionnaireVersion { get; init; }
    public IReadOnlyDictionary<string, JsonElement> Answers { get; init; } = new Dictionary<string, JsonElement>();
    public DateTimeOffset GivenAt { get; init; }
}

/// <summary>Those of a person's answers that are sensitive or special, kept apart so that an ordinary reading never loads them.</summary>
public record ProtectedAnswers
{
    public Guid Id { get; init; }
    public Guid PersonId { get; init; }
    public IReadOnlyDictionary<string, JsonElement> Answers { get; init; } = new Dictionary<string, JsonElement>();
}

/// <summary>Answers as the log knows them: whose, to which version of which questionnaire.</summary>
public record AnswerSheet : IFold<AnswerSheet>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public Guid PersonId { get; init; }
    public bool ConsentsToSpecialData { get; init; }

    public AnswerSheet Evolve(object e) => e switch
    {
        AnswersGiven given => this with { Id = given.AnswersId, PersonId = given.PersonId, ConsentsToSpecialData = given.ConsentsToSpecialData },
        _ => this,
    };
}

/// <summary>A questionnaire as far as answering needs it: its versions.</summary>
public record KnownQuestionnaire : IFold<KnownQuestionnaire>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public IReadOnlyList<QuestionnaireAdopted> Versions { get; init; } = [];

    public KnownQuestionnaire Evolve(object e) => e switch
    {
        QuestionnaireAdopted adopted => this with { Id = adopted.QuestionnaireId, Versions = [.. Versions, adopted] },
        _ => this,
    };
}
