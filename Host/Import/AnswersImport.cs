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

    private const string Consent = "consentsToSpecialData";

    /// <summary>The row's answers; looked at before anything is written, in a dry run too. Null when it has none and none is required.</summary>
    public GiveAnswers? Of(TableRow row, Faults faults)
    {
        Dictionary<string, JsonElement> answers = [];
        foreach (var question in questions)
        {
            var field = $"answer:{question.Key}";
            if (faults.Read(field, () => Value(row, question, field)) is { } value) answers[question.Key] = JsonSerializer.SerializeToElement(value);
        }

        foreach (var (key, misfits) in AnswerCheck.Misfits(questions, answers))
            faults.Add($"answer:{key}", $"{mapping.Named($"answer:{key}")} {Words(questions.First(q => q.Key == key), misfits[0], row)}");
        var consents = faults.Read(Consent, () => mapping.IsYes(row, Consent)) == true;
        if (!consents && questions.Any(q => q.DataClass is DataClass.Special && answers.ContainsKey(q.Key)))
            faults.Add(Consent, $"{mapping.Named(Consent)} is not given, and the row has answers that need it");
        return answers.Count == 0 ? null : new(questionnaireId, version, answers, consents);
    }

    /// <summary>What the API calls by a code, for somebody who looks at the file.</summary>
    private string Words(Question question, string misfit, TableRow row) => (misfit, question.Type) switch
    {
        ("required", _) => "is empty",
        ("not-asked", _) => "is answered, but another answer means that it is not asked",
        ("wrong-type", QuestionType.Number) => $"is no whole number: {Cell(question, row)}",
        ("not-a-choice", _) => $"is none of {string.Join(", ", question.Choices ?? [])}, or one of them twice: {Cell(question, row)}",
        ("out-of-bounds", QuestionType.Multiple) => $"has not {Bounds(question)} choices: {Cell(question, row)}",
        ("out-of-bounds", _) => $"is not {Bounds(question)}: {Cell(question, row)}",
        ("not-a-date", _) => $"is no day between 1900 and 2200: {Cell(question, row)}",
        ("before-other-date", _) => $"lies before answer:{question.NotBefore}: {Cell(question, row)}",
        ("not-declared", _) => $"is not declared: {Cell(question, row)}",
        ("too-long", _) => "is too long",
        _ => misfit,
    };

    private static string Bounds(Question question) => (question.From, question.To) switch
    {
        ({ } from, { } to) => $"{from} to {to}",
        ({ } from, null) => $"at least {from}",
        (_, var to) => $"at most {to}",
    };

    private string Cell(Question question, TableRow row) => string.Join("; ", mapping.Many(row, $"answer:{question.Key}"));

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
