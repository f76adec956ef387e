using System.Globalization;
using System.Text.Json;
using Advance.Contracts;
using Advance.People;

namespace Advance.Host.Import;

/// <summary>
/// The answers of a row to the questionnaire that the call asks, from the fields answer:KEY: numbers and dates as in the API, yes or true
/// or 1 for a yes, choices by their keys. Consent to special data is the field consentsToSpecialData.
/// </summary>
internal sealed class AnswersImport(Mapping mapping, Guid questionnaireId, int version, IReadOnlyList<Question> questions)
{
    /// <summary>Null when the call asks nothing.</summary>
    public static async Task<AnswersImport?> OfCallAsync(ApiClient api, Mapping mapping, Guid cohortId)
    {
        try
        {
            var asked = await api.ReadAsync($"/api/cohorts/{cohortId}/questionnaire?role=Applicant");
            return new(mapping, asked.GetProperty("questionnaireId").GetGuid(), asked.GetProperty("questionnaireVersion").GetInt32(),
                ApiClient.Read<IReadOnlyList<Question>>(asked.GetProperty("questions")));
        }
        catch (ApiRefused refused) when (refused.Status == 404)
        {
            return null;
        }
    }

    /// <summary>
    /// The row's answers, or the row is wrong; looked at before anything is written, in a dry run too. Null when it has none and none is
    /// required.
    /// </summary>
    public GiveAnswers? Of(TableRow row)
    {
        Dictionary<string, JsonElement> answers = [];
        foreach (var question in questions)
            if (Value(row, question, $"answer:{question.Key}") is { } value) answers[question.Key] = JsonSerializer.SerializeToElement(value);
        var misfits = AnswerCheck.Misfits(questions, answers);
        if (misfits.Count > 0) throw new WrongRow(string.Join(", ", misfits.Select(m => $"answer:{m.Key} {m.Value[0]}")));
        var consents = mapping.IsYes(row, "consentsToSpecialData") == true;
        if (!consents && questions.Any(q => q.DataClass is DataClass.Special && answers.ContainsKey(q.Key)))
            throw new WrongRow("consentsToSpecialData is not given");
        return answers.Count == 0 ? null : new(questionnaireId, version, answers, consents);
    }

    private object? Value(TableRow row, Question question, string field)
    {
        var cells = mapping.Many(row, field);
        return cells.Count == 0 ? null : question.Type switch
        {
            QuestionType.Multiple => cells,
            QuestionType.YesNo or QuestionType.Declaration => mapping.IsYes(row, field),
            QuestionType.Date => mapping.Date(row, field)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            QuestionType.Number when long.TryParse(cells[0], out var number) => number,
            _ => string.Join("; ", cells),
        };
    }
}
