using Advance.Applications;
using Advance.Contracts;
using Advance.Tests.Specs.Strands;

namespace Advance.Tests.Specs.Applications;

public class MaterialSpecs
{
    private static readonly Guid Strand = Cohorts.StrandId;
    private static readonly Guid Answers = Ids.New();
    private static readonly Guid Letter = Ids.New();
    private static readonly AdoptQuestionnaire Adopt = new(RespondentRole.Applicant, new(2026, 1, 1), [new("field", QuestionType.ShortText, IsRequired: true)],
        [new("motivation-letter", 2)]);
    private static readonly QuestionnaireAdopted Adopted = AdoptQuestionnaireEndpoint.Decide(Given.The<KnownStrand>(
        new StrandDefined(Strand, "fellows", "Fellows", StrandFormat.OneOnOne)), new(), Adopt);
    private static readonly KnownAnswers AdasAnswers = Given.The<KnownAnswers>(new AnswersGiven(Answers, People.Ada, Adopted.QuestionnaireId, 1, false));
    private static Applicant Ada => People.AdaAt(Calls.University);

    private static Materials Of(KnownAnswers? answers = null, Guid? owner = null, int? pages = 2) => new(Adopted, answers, new Dictionary<Guid, KnownFile>
    {
        [Letter] = Given.The<KnownFile>(new FileStored(Letter, owner ?? People.Ada, "cv", FileFormat.Pdf, 1, pages, FileScan.Clean, "")),
    });

    private static AnswersAttached? Submit(Materials materials, Guid? answersId = null, params Attachment[] documents) => SubmitApplicationEndpoint.DecideMaterials(
        new(Cohorts.Id, People.Ada, Documents: documents, AnswersId: answersId), materials, Ada, States.Submission);

    [Fact]
    public void Answers_are_the_applicants_own_and_to_the_questionnaire_of_the_call()
    {
        Submit(Of(AdasAnswers), Answers).Should().Be(new AnswersAttached(States.Id, Cohorts.Id, People.Ada, Answers, Adopted.QuestionnaireId, 1));
        Submit(new(null, null, new Dictionary<Guid, KnownFile>())).Should().BeNull("a call without a questionnaire asks nothing");
        Then.Refused("answers-missing", () => Submit(Of()));
        Then.Refused("answers-unknown", () => Submit(Of(), Answers));
        Then.Refused("answers-unknown", () => Submit(Of(AdasAnswers with { PersonId = Ids.New() }), Answers));
        Then.Refused("answers-of-another-version", () => Submit(Of(AdasAnswers with { QuestionnaireVersion = 2 }), Answers));
        Then.Refused("answers-of-another-version", () => Submit(new(null, AdasAnswers, new Dictionary<Guid, KnownFile>()), Answers));
        Given.The<Application>(States.Submission, Submit(Of(AdasAnswers), Answers)!).AnswersId.Should().Be(Answers);
    }

    [Fact]
    public void A_file_is_the_applicants_own_and_no_longer_than_the_call_takes()
    {
        Attachment letter = new("motivation-letter", FileId: Letter);
        Submit(Of(AdasAnswers), Answers, letter).Should().NotBeNull();
        Submit(Of(AdasAnswers, pages: null), Answers, letter).Should().NotBeNull("what cannot be counted is not held against anybody");
        Submit(Of(AdasAnswers, pages: 9), Answers, letter with { Kind = "cv" }).Should().NotBeNull("this kind has no limit");
        Then.Refused("too-many-pages", () => Submit(Of(AdasAnswers, pages: 3), Answers, letter));
        var infected = Of(AdasAnswers);
        infected = infected with { Files = infected.Files.ToDictionary(f => f.Key, f => f.Value.Evolve(new FileScanned(Letter, People.Ada, FileScan.Infected))) };
        Then.Refused("file-infected", () => Submit(infected, Answers, letter));
        Then.Refused("file-unknown", () => Submit(Of(AdasAnswers, owner: Ids.New()), Answers, letter));
        Then.Refused("file-unknown", () => Submit(Of(AdasAnswers), Answers, new Attachment("cv", FileId: Ids.New())));
    }

    [Fact]
    public void A_letter_that_follows_is_not_awaited_with_the_submission_but_other_documents_are()
    {
        var call = Given.The<Call>(Cohorts.Planned, Calls.Published with { Policy = Calls.Published.Policy with { RequiredDocuments = ["motivation-letter", "support-letter"] } });
        SubmitApplication command = new(Cohorts.Id, People.Ada, MotivationLetterId: Ids.New(), SupportLetterFollows: true);
        SubmitApplicationEndpoint.Decide(command, call, new(), Ada, States.Id, Calls.InTime).PersonId.Should().Be(People.Ada);
        foreach (var lacking in new[] { command with { SupportLetterFollows = false }, command with { MotivationLetterId = null } })
            Then.Refused("required-document-missing", () => SubmitApplicationEndpoint.Decide(lacking, call, new(), Ada, States.Id, Calls.InTime));
    }

    [Fact]
    public void An_application_is_amended_until_the_deadline()
    {
        IReadOnlyList<object> Amend(AmendApplication command, Application? application = null, Call? call = null, DateTimeOffset? now = null) =>
            AmendApplicationEndpoint.Decide(application ?? States.Submitted, call ?? Calls.Open, Ada, Of(AdasAnswers), command, now ?? Calls.InTime);
        AmendApplication topics = new(Topics: ["funding"]);
        Amend(topics).Should().ContainSingle().Which.Should().BeEquivalentTo(new ApplicationAmended(States.Id, Cohorts.Id, People.Ada, [], ["funding"]));
        Amend(topics with { AnswersId = Answers }).Should().HaveCount(2);
        Given.The<Application>(States.Submission, new ApplicationAmended(States.Id, Cohorts.Id, People.Ada, [Calls.Lih], ["funding"])).MentorWishes.Should().Equal(Calls.Lih);
        Then.Refused("nothing-to-amend", () => Amend(new()));
        Then.Refused("deadline-passed", () => Amend(topics, now: Calls.Late));
        Then.Refused("application-withdrawn", () => Amend(topics, States.Withdrawn));
        Then.Refused("eligibility-decided", () => Amend(topics, States.Eligible));
        Then.Refused("cohort-over", () => Amend(topics, call: Calls.Cancelled));
        Then.Refused("wish-for-oneself", () => Amend(new([People.Ada])));
    }

    [Fact]
    public void A_questionnaire_has_one_version_for_a_date_and_a_day_has_the_latest_in_force()
    {
        var strand = Given.The<KnownStrand>(new StrandDefined(Strand, "fellows", "Fellows", StrandFormat.OneOnOne));
        var questionnaire = Given.The<Questionnaire>(Adopted);
        var second = AdoptQuestionnaireEndpoint.Decide(strand, questionnaire, Adopt with { EffectiveFrom = new(2027, 1, 1) });
        second.QuestionnaireVersion.Should().Be(2);
        Then.Refused("questionnaire-date-taken", () => AdoptQuestionnaireEndpoint.Decide(strand, questionnaire, Adopt));
        Then.Refused("strand-retired", () => AdoptQuestionnaireEndpoint.Decide(strand.Evolve(new StrandRetired(Strand)), new(), Adopt));
        questionnaire = questionnaire.Evolve(second);
        questionnaire.On(new(2025, 12, 31)).Should().BeNull();
        questionnaire.On(new(2026, 12, 31))!.QuestionnaireVersion.Should().Be(1);
        questionnaire.On(new(2027, 1, 1))!.QuestionnaireVersion.Should().Be(2);
    }

    [Fact]
    public void What_an_application_lacks_is_named()
    {
        CompletenessView Look(Application application, KnownAnswers? answers = null) =>
            CompletenessOfApplicationEndpoint.Of(application, Calls.Open, Of(answers), new() { State = LetterState.Requested, ExpiresAt = Calls.Deadline }, Calls.Late);
        var lacking = Look(Given.The<Application>(States.Submission));
        lacking.Should().Match<CompletenessView>(v => !v.IsComplete && v.Answers == AnswersState.Missing && v.SupportLetter == LetterState.Expired);
        lacking.MissingDocuments.Should().Equal("motivation-letter");
        lacking.RequiredQuestions.Should().Equal("field");
        Look(States.Submitted with { AnswersId = Answers }).IsComplete.Should().BeTrue();
        Look(States.Submitted.Evolve(new ApplicationReturned(States.Id, Cohorts.Id, People.Ada, ["cv"])) with { AnswersId = Answers }).AskedDocuments.Should().Equal("cv");
    }

    [Fact]
    public void A_document_with_a_virus_is_lost_and_asked_for_again_while_nobody_has_decided()
    {
        var file = Ids.New();
        var attached = States.Letter with { TextId = null, FileId = file };
        FileScanned found = new(file, People.Ada, FileScan.Infected);
        var submitted = Given.The<Application>(States.Submission, attached);
        var lost = OnFileScanned.Decide(submitted, found)!;
        submitted.Evolve(lost).Should().Match<Application>(a => a.Documents.Count == 0 && a.Status == ApplicationStatus.Returned && a.Asked[0] == "motivation-letter");
        OnFileScanned.Decide(submitted.Evolve(lost), found).Should().BeNull("it was heard before");
        var eligible = submitted.Evolve(new EligibilityConfirmed(States.Id, Cohorts.Id, People.Ada)).Evolve(lost);
        eligible.Should().Match<Application>(a => a.Documents.Count == 0 && a.Status == ApplicationStatus.Eligible, "what was decided stays decided");
        OnFileScanned.Decide(States.Submitted, found).Should().BeNull("another document is in its place");
    }

    [Fact]
    public void A_letter_that_came_is_a_document_once_and_of_a_withdrawn_application_not_at_all()
    {
        SupportLetterReceived came = new(Ids.New(), Ids.New(), States.Id, Cohorts.Id, People.Ada, Ids.New(), null);
        var attached = OnSupportLetterReceived.Decide(States.Eligible, came)!;
        attached.Should().Be(new DocumentAttached(States.Id, Cohorts.Id, People.Ada, "support-letter", came.TextId));
        OnSupportLetterReceived.Decide(States.Eligible.Evolve(attached), came).Should().BeNull();
        OnSupportLetterReceived.Decide(States.Withdrawn, came).Should().BeNull();
    }
}
