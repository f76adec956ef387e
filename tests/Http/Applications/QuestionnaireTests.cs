using System.Net.Http.Json;
using System.Text.Json;
using Advance.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Advance.Tests.Http.Applications;

/// <summary>Questions that a call asks, and answers that fit them or do not.</summary>
public class QuestionnaireTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    private static object Questionnaire(string effectiveFrom = "2020-01-01", string extra = "why-now") => new
    {
        role = "Applicant",
        effectiveFrom,
        questions = new object[]
        {
            new { key = "contract-until", type = "Date", isRequired = true },
            new { key = "field", type = "Single", isRequired = true, choices = new[] { "law", "physics" } },
            new { key = "care-duties", type = "YesNo" },
            new { key = "care-hours", type = "Number", isRequired = true, from = 1, to = 168, when = new { question = "care-duties", answer = "true" } },
            new { key = "health", type = "LongText", dataClass = "Special" },
            new { key = "attends-kick-off", type = "Declaration", isRequired = true },
            new { key = extra, type = "ShortText" },
        },
        documents = new[] { new { kind = "motivation-letter", maxPages = 2 } },
        words = new Dictionary<string, string> { ["field"] = "What is your field?", ["field.law"] = "Law" },
    };

    private static Dictionary<string, object?> Fitting => new()
    {
        ["contract-until"] = "2027-06-30",
        ["field"] = "law",
        ["care-duties"] = true,
        ["care-hours"] = 20,
        ["attends-kick-off"] = true,
    };

    [Fact]
    public async Task A_call_asks_the_questionnaire_that_was_in_force_when_it_was_published()
    {
        var programme = await Programme.WithAStrandAsync(Host);
        var address = $"/api/strands/{programme.StrandId}/adopt-questionnaire";
        var before = await programme.CohortWithAnOpenCallAsync(Host);
        await Host.Staff.DoAsync(address, Questionnaire());
        var asked = await programme.CohortWithAnOpenCallAsync(Host);
        await Host.Staff.DoAsync(address, Questionnaire("2020-02-02", "why-later")); // in force before the call by its date, adopted after it
        await Host.Staff.RefusedAsync(address, Questionnaire(), 409, "questionnaire-date-taken");
        await Host.Staff.RefusedAsync($"/api/strands/{Ids.New()}/adopt-questionnaire", Questionnaire(), 404, "not-found");
        foreach (var wrong in new object[]
        {
            new { key = "x y", type = "YesNo" }, new { key = "field", type = "Single" }, new { key = "n1", type = "Number", from = 2, to = 1 },
            new { key = "n1", type = "YesNo", choices = new[] { "aa" } }, new { key = "n1", type = "YesNo", when = new { question = "later", answer = "true" } },
        }) await Host.Staff.RefusedAsync(address, new { role = "Applicant", effectiveFrom = "2021-01-01", questions = new[] { wrong } }, 400, "malformed");

        ((int)(await Host.Staff.GetAsync($"/api/cohorts/{before}/questionnaire")).StatusCode).Should().Be(404);
        var view = await Host.As(Roles.Mentee, Ids.New()).ReadAsync($"/api/cohorts/{asked}/questionnaire");
        view.GetProperty("questionnaireVersion").GetInt32().Should().Be(1);
        view.GetProperty("words").GetProperty("field.law").GetString().Should().Be("Law");
        (await Host.Staff.ReadAsync($"/api/strands/{programme.StrandId}/questionnaires?role=Applicant&limit=1")).GetProperty("next").GetString().Should().Be("1");
        (await Host.Staff.ReadAsync($"/api/strands/{programme.StrandId}/questionnaires?role=Mentor")).GetProperty("items").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task Answers_that_do_not_fit_are_refused_question_by_question_and_special_ones_need_consent()
    {
        var (programme, cohort, questionnaireId) = await ACallThatAsksAsync();
        var person = await programme.APersonAsync(Host);
        using var herself = Host.As(Roles.Mentee, person);
        var address = $"/api/people/{person}/answers";
        object Sheet(Dictionary<string, object?> answers, bool consentsToSpecialData = false, int questionnaireVersion = 1) =>
            new { questionnaireId, questionnaireVersion, answers, consentsToSpecialData };

        using var refused = await herself.PostAsJsonAsync(address, Sheet(new()
        {
            ["contract-until"] = "30.6.2027",
            ["field"] = "alchemy",
            ["care-duties"] = false,
            ["care-hours"] = 20,
            ["why-now"] = new string('x', 501),
            ["nonsense"] = 1,
        }));
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        (((int)refused.StatusCode), problem.GetProperty("type").GetString()!.Split('/')[^1]).Should().Be((409, "answers-do-not-fit"));
        problem.GetProperty("errors").EnumerateObject().ToDictionary(e => e.Name, e => e.Value[0].GetString()).Should().BeEquivalentTo(new Dictionary<string, string>
        {
            ["contract-until"] = "not-a-date",
            ["field"] = "not-a-choice",
            ["care-hours"] = "not-asked",
            ["why-now"] = "too-long",
            ["nonsense"] = "unknown-question",
            ["attends-kick-off"] = "required",
        });
        await herself.RefusedAsync(address, Sheet(new(Fitting) { ["health"] = "kanari" }), 409, "consent-missing");
        await herself.RefusedAsync(address, Sheet(Fitting, questionnaireVersion: 9), 409, "questionnaire-unknown");
        await herself.RefusedAsync(address, new { questionnaireId = cohort, questionnaireVersion = 1, answers = Fitting }, 409, "questionnaire-unknown");
        await Host.As(Roles.Mentee, Ids.New()).RefusedAsync(address, Sheet(Fitting), 403, "forbidden");

        var sheet = await herself.CreateAsync(address, Sheet(new(Fitting) { ["health"] = "kanari", ["why-now"] = null }, consentsToSpecialData: true));
        (await herself.ReadAsync($"{address}/{sheet}")).GetProperty("protectedAnswers").GetProperty("health").GetString().Should().Be("kanari");
        var reviewer = Ids.New();
        ((int)(await Host.As(Roles.Reviewer, reviewer).GetAsync($"{address}/{sheet}")).StatusCode).Should().Be(403, "a role alone opens nothing");
        var seen = await ByPermitAsync(reviewer, Guid.Parse(address.Split('/')[3]), sheet);
        seen.GetProperty("answers").GetProperty("care-hours").GetInt32().Should().Be(20);
        seen.GetRawText().Should().NotContain("kanari", "a special answer is not for reviewers");
        ((int)(await Host.As(Roles.Mentor, Ids.New()).GetAsync($"{address}/{sheet}")).StatusCode).Should().Be(403);
    }

    /// <summary>The answers as a reviewer of their case reads them.</summary>
    private async Task<JsonElement> ByPermitAsync(Guid reviewer, Guid applicant, Guid answers)
    {
        var permit = Host.App.Services.GetRequiredService<ReadingPermits>()
            .Issue(new(reviewer, PermittedThing.Answers, answers, "answers", applicant, [], false, Host.Clock.GetUtcNow()));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/case-answers") { Headers = { { ReadingPermit.Header, permit } } };
        using var response = await Host.As(Roles.Reviewer, reviewer).SendAsync(request);
        ((int)response.StatusCode).Should().Be(200);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    [Fact]
    public async Task A_call_that_asks_takes_an_application_with_fitting_answers_and_no_other()
    {
        var (programme, cohort, questionnaireId) = await ACallThatAsksAsync();
        var (ada, grace) = (await programme.APersonAsync(Host), await programme.APersonAsync(Host));
        Task<Guid> AnswersAsync(Guid person, int version = 1) => Host.Staff.CreateAsync($"/api/people/{person}/answers",
            new { questionnaireId, questionnaireVersion = version, answers = Fitting });
        var (hers, others) = (await AnswersAsync(ada), await AnswersAsync(grace));
        await Host.Staff.DoAsync($"/api/strands/{programme.StrandId}/adopt-questionnaire", Questionnaire("2021-01-01"));
        Task Refused(Guid? answersId, string code) => Host.Staff.RefusedAsync("/api/applications", new { cohortId = cohort, personId = ada, answersId }, 409, code);
        await Refused(null, "answers-missing");
        await Refused(others, "answers-unknown");
        await Refused(Ids.New(), "answers-unknown");
        await Refused(await AnswersAsync(ada, 2), "answers-of-another-version");

        var application = await Host.Staff.CreateAsync("/api/applications", new { cohortId = cohort, personId = ada, answersId = hers });
        var complete = await Host.As(Roles.Mentee, ada).ReadAsync($"/api/applications/{application}/completeness");
        complete.GetProperty("isComplete").GetBoolean().Should().BeTrue();
        complete.GetProperty("answers").GetString().Should().Be("Given");
        ((int)(await Host.As(Roles.Mentee, grace).GetAsync($"/api/applications/{application}/completeness")).StatusCode).Should().Be(404);
        await Host.Staff.RefusedAsync($"/api/applications/{application}/amend", new { answersId = others }, 409, "answers-unknown");
        await Host.Staff.DoAsync($"/api/applications/{application}/amend", new { answersId = await AnswersAsync(ada) });
    }

    private async Task<(Programme Programme, Guid Cohort, Guid QuestionnaireId)> ACallThatAsksAsync()
    {
        var programme = await Programme.WithAStrandAsync(Host);
        using var adopted = await Host.Staff.PostAsJsonAsync($"/api/strands/{programme.StrandId}/adopt-questionnaire", Questionnaire());
        var id = (await adopted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        return (programme, await programme.CohortWithAnOpenCallAsync(Host), id);
    }
}
