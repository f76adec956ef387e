using Advance.Contracts;
using Advance.Shared;
using JasperFx.Events;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>
/// Questions in the order in which they are asked; how many pages documents may have; the words of questions and choices, by KEY and
/// KEY.CHOICE.
/// </summary>
public record AdoptQuestionnaire(RespondentRole Role, DateOnly EffectiveFrom, IReadOnlyList<Question> Questions,
    IReadOnlyList<DocumentRule>? Documents = null, IReadOnlyDictionary<string, string>? Words = null)
{
    internal IReadOnlyList<DocumentRule> AllDocuments => Documents ?? [];
}

/// <summary>The id of a questionnaire and the number of the version that was adopted.</summary>
public record QuestionnaireVersionAdopted(Guid Id, int QuestionnaireVersion);

/// <summary>
/// Adopt a questionnaire for a strand and a role, with effect from a date; calls already published keep theirs (rule S1).
/// Refused with <c>strand-retired</c>, <c>questionnaire-date-taken</c>.
/// </summary>
public static class AdoptQuestionnaireEndpoint
{
    public static void Validate(AdoptQuestionnaire command) => QuestionnaireShape.Validate(command);

    [WolverinePost("/api/strands/{strandId}/adopt-questionnaire"), Authorize(Policies.Staff)]
    public static async Task<QuestionnaireVersionAdopted> Post(AdoptQuestionnaire command, Guid strandId, IDocumentSession session, CancellationToken cancel)
    {
        var strand = await session.Events.FetchLatest<KnownStrand>(strandId, cancel);
        var known = Missing.Unless(strand?.IsDefined == true ? strand : null, "strand");
        await session.HoldAsync(Questionnaire.IdOf(strandId, command.Role), cancel);
        var questionnaire = await session.Events.FetchForWriting<Questionnaire>(Questionnaire.IdOf(strandId, command.Role), cancel);
        var adopted = Decide(known, questionnaire.Aggregate ?? new(), command);
        session.Record(questionnaire, adopted, command.Words);
        return new(adopted.QuestionnaireId, adopted.QuestionnaireVersion);
    }

    public static QuestionnaireAdopted Decide(KnownStrand strand, Questionnaire questionnaire, AdoptQuestionnaire command)
    {
        Refused.When(strand.IsRetired, "strand-retired", "This strand is retired.");
        Refused.When(questionnaire.Versions.Any(v => v.EffectiveFrom == command.EffectiveFrom), "questionnaire-date-taken",
            "A questionnaire with effect from this date was already adopted; choose another date.");
        return new(Questionnaire.IdOf(strand.Id, command.Role), strand.Id, command.Role, questionnaire.Versions.Count + 1, command.EffectiveFrom,
            command.Questions, command.AllDocuments);
    }
}

internal static class Questionnaires
{
    /// <summary>The event, and beside it the words.</summary>
    public static void Record(this IDocumentSession session, IEventStream<Questionnaire> questionnaire, QuestionnaireAdopted adopted,
        IReadOnlyDictionary<string, string>? words)
    {
        if (questionnaire.Aggregate is null) session.Events.StartStream<Questionnaire>(adopted.QuestionnaireId, adopted);
        else questionnaire.AppendOne(adopted);
        session.Insert(new QuestionnaireWording
        {
            Id = QuestionnaireWording.IdOf(adopted.QuestionnaireId, adopted.QuestionnaireVersion),
            Words = words ?? new Dictionary<string, string>(),
        });
    }
}
