using System.Globalization;
using System.Text.Json;
using Advance.Contracts;

namespace Advance.People;

/// <summary>
/// Whether answers fit their questions. Per question one of the codes <c>unknown-question</c>, <c>not-asked</c> (its condition does not
/// hold), <c>required</c>, <c>wrong-type</c>, <c>not-a-choice</c>, <c>out-of-bounds</c>, <c>too-long</c>, <c>not-a-date</c>,
/// <c>before-other-date</c>, <c>not-declared</c>.
/// </summary>
public static class AnswerCheck
{
    public const int ShortText = 500;
    public const int LongText = 5000;

    /// <summary>The misfits, by the key of the question; null stands for no answer.</summary>
    public static IReadOnlyDictionary<string, string[]> Misfits(IReadOnlyList<Question> questions, IReadOnlyDictionary<string, JsonElement> answers)
    {
        var given = answers.Where(a => a.Value.ValueKind is not JsonValueKind.Null).ToDictionary(a => a.Key, a => a.Value);
        SortedDictionary<string, string[]> misfits = new(StringComparer.Ordinal);
        foreach (var key in given.Keys.Except(questions.Select(q => q.Key))) misfits[key] = ["unknown-question"];
        HashSet<string> asked = [];
        foreach (var question in questions)
        {
            // A condition names an earlier question, so whether that one is asked is known by now.
            var isAsked = question.When is not { } when
                || (asked.Contains(when.Question) && given.TryGetValue(when.Question, out var other) && Holds(when, other));
            if (isAsked) asked.Add(question.Key);
            var misfit = !given.TryGetValue(question.Key, out var answer) ? isAsked && question.IsRequired ? "required" : null
                : !isAsked ? "not-asked" : Misfit(question, answer, given);
            if (misfit is not null) misfits[question.Key] = [misfit];
        }

        return misfits;
    }

    private static bool Holds(QuestionCondition condition, JsonElement answer) => answer.ValueKind switch
    {
        JsonValueKind.Array => answer.EnumerateArray().Any(a => Holds(condition, a)),
        JsonValueKind.String => answer.GetString() == condition.Answer,
        _ => answer.GetRawText() == condition.Answer, // numbers, true and false as they are written
    };

    private static string? Misfit(Question question, JsonElement answer, Dictionary<string, JsonElement> given) => question.Type switch
    {
        QuestionType.Single => answer.ValueKind is not JsonValueKind.String ? "wrong-type" : IsChoice(question, answer) ? null : "not-a-choice",
        QuestionType.Multiple => OfSeveral(question, answer),
        QuestionType.Number => answer.ValueKind is not JsonValueKind.Number || !answer.TryGetInt64(out var number) ? "wrong-type"
            : number < (question.From ?? long.MinValue) || number > (question.To ?? long.MaxValue) ? "out-of-bounds" : null,
        QuestionType.Date => Day(answer) is not { } day ? "not-a-date"
            : question.NotBefore is { } key && given.TryGetValue(key, out var other) && Day(other) > day ? "before-other-date" : null,
        QuestionType.YesNo => answer.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "wrong-type",
        QuestionType.Declaration => answer.ValueKind is JsonValueKind.True ? null : answer.ValueKind is JsonValueKind.False ? "not-declared" : "wrong-type",
        QuestionType.ShortText => OfText(question, answer, ShortText),
        QuestionType.LongText => OfText(question, answer, LongText),
        _ => "wrong-type",
    };

    private static string? OfSeveral(Question question, JsonElement answer)
    {
        if (answer.ValueKind is not JsonValueKind.Array || answer.EnumerateArray().Any(a => a.ValueKind is not JsonValueKind.String)) return "wrong-type";
        var chosen = answer.EnumerateArray().ToList();
        if (!chosen.All(c => IsChoice(question, c)) || chosen.Select(c => c.GetString()).Distinct().Count() < chosen.Count) return "not-a-choice";
        if (chosen.Count == 0 && question.IsRequired) return "required";
        return chosen.Count < (question.From ?? 0) || chosen.Count > (question.To ?? long.MaxValue) ? "out-of-bounds" : null;
    }

    private static string? OfText(Question question, JsonElement answer, int most)
    {
        if (answer.ValueKind is not JsonValueKind.String) return "wrong-type";
        var text = answer.GetString()!;
        if (question.IsRequired && string.IsNullOrWhiteSpace(text)) return "required";
        return text.Length > most ? "too-long" : text.Contains('\0') ? "wrong-type" : null;
    }

    private static bool IsChoice(Question question, JsonElement answer) => question.Choices?.Contains(answer.GetString()) == true;

    private static DateOnly? Day(JsonElement answer) => answer.ValueKind is JsonValueKind.String
        && DateOnly.TryParseExact(answer.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day.Year is >= 1900 and <= 2200 ? day : null;
}
