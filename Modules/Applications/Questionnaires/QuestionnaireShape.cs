using Advance.Contracts;

namespace Advance.Applications;

/// <summary>Whether questions make a questionnaire: bounds, and what one question says of another.</summary>
internal static class QuestionnaireShape
{
    private const int MostQuestions = 100;
    private const int MostChoices = 100;

    public static void Validate(AdoptQuestionnaire command)
    {
        var questions = command.Questions;
        Shape.Of(
            (!Enum.IsDefined(command.Role), "role", "A questionnaire is for applicants or mentors."),
            (command.EffectiveFrom.Year is < 2000 or > 2200, "effectiveFrom", "A questionnaire takes effect between 2000 and 2200."),
            (questions.Count > MostQuestions, "questions", "At most 100 questions."),
            (questions.DistinctBy(q => q.Key).Count() < questions.Count, "questions", "Each key is of one question."),
            (command.AllDocuments.Count > 20 || !command.AllDocuments.All(d => Shape.IsKey(d.Kind) && d.MaxPages is >= 1 and <= 100)
                || command.AllDocuments.DistinctBy(d => d.Kind).Count() < command.AllDocuments.Count, "documents",
                "At most 20 kinds of documents, each once and with 1 to 100 pages."),
            (command.Words?.Count > 1000 || command.Words?.Values.All(w => w.Length is > 0 and <= 500 && !w.Contains('\0')) == false, "words",
                "At most 1,000 wordings of 1 to 500 characters."),
            (command.Words?.Keys.All(Names(questions).Contains) == false, "words", "Words are of a question (KEY) or of a choice (KEY.CHOICE)."));
        for (var i = 0; i < questions.Count; i++) Validate(questions[i], i, questions);
    }

    private static void Validate(Question q, int index, IReadOnlyList<Question> questions)
    {
        var field = $"questions[{index}]";
        var before = questions.Take(index).ToList();
        var isOfChoices = q.Type is QuestionType.Single or QuestionType.Multiple;
        var choices = q.Choices ?? [];
        Shape.Of(
            (!Shape.IsKey(q.Key), field, "A key has 2 to 60 of a-z, 0-9, dot and hyphen."),
            (isOfChoices && (choices.Count is 0 or > MostChoices || !choices.All(Shape.IsKey) || choices.Distinct().Count() < choices.Count), field,
                "A choice is made among 1 to 100 keys, each once."),
            (!isOfChoices && choices.Count > 0, field, "This type of question has no choices."),
            (q.Type is not (QuestionType.Number or QuestionType.Multiple) && (q.From ?? q.To) is not null, field,
                "Only numbers and several choices have bounds."),
            (q.From > q.To, field, "Bounds go upwards."),
            (q.When is { } when && !before.Any(b => b.Key == when.Question && CanBe(b, when.Answer)), field,
                "A condition names an earlier question and an answer that it can have."),
            (q.NotBefore is { } other && (q.Type is not QuestionType.Date || !before.Any(b => b.Key == other && b.Type is QuestionType.Date)), field,
                "A date lies not before that of an earlier question."));
    }

    private static bool CanBe(Question question, string answer) => question.Type switch
    {
        QuestionType.Single or QuestionType.Multiple => question.Choices?.Contains(answer) == true,
        QuestionType.YesNo => answer is "true" or "false",
        QuestionType.Number => long.TryParse(answer, out var number) && number >= (question.From ?? long.MinValue) && number <= (question.To ?? long.MaxValue),
        _ => false,
    };

    private static HashSet<string> Names(IReadOnlyList<Question> questions) =>
        [.. questions.Select(q => q.Key), .. questions.SelectMany(q => (q.Choices ?? []).Select(c => $"{q.Key}.{c}"))];
}
