using System.Text.Json;
using Advance.Contracts;
using Advance.People;

namespace Advance.Tests.Specs.People;

public class AnswerSpecs
{
    private static readonly Question[] Questions =
    [
        new("field", QuestionType.Single, true, ["law", "physics"]), new("skills", QuestionType.Multiple, Choices: ["aa", "bb", "cc"], To: 2),
        new("years", QuestionType.Number, From: 0, To: 40), new("from", QuestionType.Date), new("until", QuestionType.Date, NotBefore: "from"),
        new("cares", QuestionType.YesNo), new("for-whom", QuestionType.ShortText, true, When: new("cares", "true")),
        new("since", QuestionType.Date, When: new("for-whom", "x")), new("story", QuestionType.LongText), new("attends", QuestionType.Declaration),
        new("health", QuestionType.ShortText, DataClass: DataClass.Special),
    ];

    private static readonly Guid Id = Ids.New();
    private static readonly KnownQuestionnaire Known = Given.The<KnownQuestionnaire>(
        new QuestionnaireAdopted(Id, Ids.New(), RespondentRole.Applicant, 1, new(2026, 1, 1), Questions, []));

    private static Dictionary<string, JsonElement> Sheet(string json) => JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json)!;

    private static AnswersGiven Give(string json, bool consents = false, int version = 1, int held = 0, KnownQuestionnaire? known = null) =>
        GiveAnswersEndpoint.Decide(Persons.Ada, known ?? Known, held, new(Id, version, Sheet(json), consents), Ids.New());

    [Theory]
    [InlineData("""{"field":"law"}""", "")]
    [InlineData("""{"field":"law","skills":["aa","bb"],"years":40,"from":"2026-01-01","until":"2026-01-01","cares":false,"story":"x","attends":true}""", "")]
    [InlineData("""{"field":null}""", "field required")]
    [InlineData("""{"field":1}""", "field wrong-type")]
    [InlineData("""{"field":"art"}""", "field not-a-choice")]
    [InlineData("""{"field":"law","skills":["aa","aa"]}""", "skills not-a-choice")]
    [InlineData("""{"field":"law","skills":["aa","bb","cc"]}""", "skills out-of-bounds")]
    [InlineData("""{"field":"law","years":41}""", "years out-of-bounds")]
    [InlineData("""{"field":"law","years":1.5}""", "years wrong-type")]
    [InlineData("""{"field":"law","from":"2026-02-30"}""", "from not-a-date")]
    [InlineData("""{"field":"law","from":"2026-02-03","until":"2026-02-02"}""", "until before-other-date")]
    [InlineData("""{"field":"law","cares":true}""", "for-whom required")]
    [InlineData("""{"field":"law","cares":true,"for-whom":"x","since":"2026-01-01"}""", "")]
    [InlineData("""{"field":"law","for-whom":"x","since":"2026-01-01"}""", "for-whom not-asked, since not-asked")]
    [InlineData("""{"field":"law","attends":false}""", "attends not-declared")]
    [InlineData("""{"field":"law","nonsense":1}""", "nonsense unknown-question")]
    public void Each_answer_that_does_not_fit_is_named_with_a_code(string json, string misfits) =>
        string.Join(", ", AnswerCheck.Misfits(Questions, Sheet(json)).Select(m => $"{m.Key} {m.Value[0]}")).Should().Be(misfits);

    [Fact]
    public void Texts_have_their_lengths()
    {
        string Of(string key, int length) => $$"""{"field":"law","{{key}}":"{{new string('x', length)}}"}""";
        AnswerCheck.Misfits(Questions, Sheet(Of("story", 5000))).Should().BeEmpty();
        AnswerCheck.Misfits(Questions, Sheet(Of("story", 5001))).Should().ContainKey("story").WhoseValue.Should().Equal("too-long");
        AnswerCheck.Misfits(Questions, Sheet(Of("health", 501))).Should().ContainKey("health").WhoseValue.Should().Equal("too-long");
    }

    [Fact]
    public void Answers_are_kept_when_they_fit_a_version_that_there_is_and_special_ones_with_consent()
    {
        Give("""{"field":"law"}""").Should().Match<AnswersGiven>(g => g.QuestionnaireVersion == 1 && !g.ConsentsToSpecialData && g.PersonId == Persons.AdaId);
        Give("""{"field":"law","health":"x"}""", consents: true).ConsentsToSpecialData.Should().BeTrue();
        Give("""{"field":"law","health":null}""").ConsentsToSpecialData.Should().BeFalse();
        Then.Refused("consent-missing", () => Give("""{"field":"law","health":"x"}"""));
        Then.Refused("answers-do-not-fit", () => Give("{}"));
        Then.Refused("questionnaire-unknown", () => Give("""{"field":"law"}""", version: 2));
        Then.Refused("questionnaire-unknown", () => Give("""{"field":"law"}""", known: new()));
        Then.Refused("too-many-answers", () => Give("""{"field":"law"}""", held: 200));
    }
}
