using System.Security.Claims;
using System.Text.Json;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.People;

/// <summary>
/// Answers by the key of their question: text, number, true or false, a date (2026-11-30), or a list of choices; null is no answer.
/// </summary>
public record GiveAnswers(Guid QuestionnaireId, int QuestionnaireVersion, IReadOnlyDictionary<string, JsonElement> Answers,
    bool ConsentsToSpecialData = false);

/// <summary>
/// Keep a person's answers to a version of a questionnaire, by the person or by staff; an application refers to them by the id in the
/// answer. Refused with <c>questionnaire-unknown</c>, <c>answers-do-not-fit</c> (<c>errors</c> has a code for each question that does not),
/// <c>consent-missing</c>, <c>person-erased</c>, <c>person-merged</c>, <c>too-many-answers</c>.
/// </summary>
public static class GiveAnswersEndpoint
{
    public const int MostSheets = 200;

    public static void Validate(GiveAnswers command) => Shape.Of(
        (command.QuestionnaireId == Guid.Empty, "questionnaireId", "A questionnaire is named."),
        (command.Answers.Count > 200 || !command.Answers.Keys.All(Shape.IsKey), "answers", "At most 200 answers, each by the key of its question."));

    [WolverinePost("/api/people/{personId}/answers"), Authorize(Policies.Anyone)]
    public static async Task<Created> Post(GiveAnswers command, Guid personId, ClaimsPrincipal user, IDocumentSession session, TimeProvider clock,
        CancellationToken cancel)
    {
        Caller.Of(user).MustBe(personId);
        var person = await session.LockPersonAsync(personId, cancel); // an erasure at the same moment finds these, or we find the erasure
        var questionnaire = await session.Events.FetchLatest<KnownQuestionnaire>(command.QuestionnaireId, cancel);
        var held = await session.Query<PersonalAnswers>().CountAsync(a => a.PersonId == personId, cancel);
        var given = Decide(person.Aggregate!, questionnaire, held, command, Ids.New());
        var questions = questionnaire!.Versions.First(v => v.QuestionnaireVersion == command.QuestionnaireVersion).Questions;
        var isOrdinary = questions.Where(q => q.DataClass is DataClass.Ordinary).Select(q => q.Key).ToHashSet();
        session.Insert(new PersonalAnswers
        {
            Id = given.AnswersId,
            PersonId = personId,
            QuestionnaireId = given.QuestionnaireId,
            QuestionnaireVersion = given.QuestionnaireVersion,
            Answers = Only(isOrdinary.Contains),
            GivenAt = clock.GetUtcNow(),
        });
        session.Insert(new ProtectedAnswers { Id = given.AnswersId, PersonId = personId, Answers = Only(key => !isOrdinary.Contains(key)) });
        session.Events.StartStream<AnswerSheet>(given.AnswersId, given);
        return new(given.AnswersId);

        Dictionary<string, JsonElement> Only(Func<string, bool> which) =>
            command.Answers.Where(a => a.Value.ValueKind is not JsonValueKind.Null && which(a.Key)).ToDictionary(a => a.Key, a => a.Value);
    }

    public static AnswersGiven Decide(Person person, KnownQuestionnaire? questionnaire, int held, GiveAnswers command, Guid id)
    {
        person.MustBeInUse();
        var version = questionnaire?.Versions.FirstOrDefault(v => v.QuestionnaireVersion == command.QuestionnaireVersion);
        Refused.When(version is null, "questionnaire-unknown", "There is no such version of a questionnaire.");
        Refused.When(held >= MostSheets, "too-many-answers", "As many answers as we keep of one person are held already.");
        var misfits = AnswerCheck.Misfits(version!.Questions, command.Answers);
        if (misfits.Count > 0) throw new Refused("answers-do-not-fit", "Some answers do not fit their questions.") { Parts = misfits };
        var special = version.Questions.Where(q => q.DataClass is DataClass.Special).Select(q => q.Key);
        Refused.When(!command.ConsentsToSpecialData && special.Any(key => command.Answers.TryGetValue(key, out var a) && a.ValueKind is not JsonValueKind.Null),
            "consent-missing", "Some of these answers are taken with explicit consent only.");
        return new(id, person.Id, questionnaire!.Id, version.QuestionnaireVersion, command.ConsentsToSpecialData);
    }
}
