using Advance.Contracts;
using Marten;

namespace Advance.Applications;

/// <summary>The answers to a questionnaire were put to the application; they stand in People's documents. Private.</summary>
public record AnswersAttached(Guid ApplicationId, Guid CohortId, Guid PersonId, Guid AnswersId, Guid QuestionnaireId, int QuestionnaireVersion);

/// <summary>A file of People as far as an application needs it.</summary>
public record KnownFile : IFold<KnownFile>
{
    public Guid Id { get; init; }
    public Guid PersonId { get; init; }
    public int? Pages { get; init; }
    public bool IsInfected { get; init; }

    public KnownFile Evolve(object e) => e switch
    {
        FileStored stored => this with { Id = stored.FileId, PersonId = stored.PersonId, Pages = stored.Pages },
        FileScanned scanned => this with { IsInfected = scanned.Scan is FileScan.Infected },
        _ => this,
    };
}

/// <summary>Answers that People keeps, as far as an application needs them.</summary>
public record KnownAnswers : IFold<KnownAnswers>
{
    public Guid Id { get; init; }
    public Guid PersonId { get; init; }
    public Guid QuestionnaireId { get; init; }
    public int QuestionnaireVersion { get; init; }

    public KnownAnswers Evolve(object e) => e switch
    {
        AnswersGiven given => this with
        {
            Id = given.AnswersId,
            PersonId = given.PersonId,
            QuestionnaireId = given.QuestionnaireId,
            QuestionnaireVersion = given.QuestionnaireVersion,
        },
        _ => this,
    };
}

/// <summary>What an applicant hands in beside wishes: files and answers, and what the call asks of them. Judged by the rules below.</summary>
public record Materials(QuestionnaireAdopted? Questionnaire, KnownAnswers? Answers, IReadOnlyDictionary<Guid, KnownFile> Files)
{
    public static async Task<Materials> FindAsync(IQuerySession session, Call call, Guid? answersId, IEnumerable<Attachment> documents,
        CancellationToken cancel)
    {
        Dictionary<Guid, KnownFile> files = [];
        foreach (var id in documents.Select(d => d.FileId).OfType<Guid>().Distinct())
            if (await session.Events.AggregateStreamAsync<KnownFile>(id, token: cancel) is { PersonId: var owner } file && owner != Guid.Empty)
                files[id] = file;
        return new(await QuestionnaireOfCall.FindAsync(session, call, RespondentRole.Applicant, cancel),
            answersId is { } answers ? await session.Events.AggregateStreamAsync<KnownAnswers>(answers, token: cancel) : null, files);
    }

    /// <summary>
    /// Refused with <c>file-unknown</c>, <c>file-infected</c> and <c>too-many-pages</c>; where pages cannot be counted (a DOCX) nobody is refused for them.
    /// </summary>
    public void MustTake(IEnumerable<Attachment> documents, Applicant applicant)
    {
        foreach (var document in documents.Where(d => d.FileId is not null))
        {
            var file = Files.GetValueOrDefault(document.FileId!.Value);
            Refused.When(file is null || !applicant.Is(file.PersonId), "file-unknown", "The applicant has no file with this id.");
            Refused.When(file!.IsInfected, "file-infected", "A virus was found in this file.");
            var most = Questionnaire?.Documents.FirstOrDefault(d => d.Kind == document.Kind)?.MaxPages;
            Refused.When(file!.Pages > most, "too-many-pages", "This document has more pages than the call takes.");
        }
    }

    /// <summary>
    /// The answers as they go to the application; null when none are given. Refused with <c>answers-unknown</c>, <c>answers-of-another-version</c>.
    /// </summary>
    public AnswersAttached? MustTakeAnswers(Guid? answersId, Applicant applicant, Guid applicationId, Guid cohortId)
    {
        if (answersId is null) return null;
        Refused.When(Answers is null || !applicant.Is(Answers.PersonId), "answers-unknown", "The applicant has no answers with this id.");
        var asked = (Questionnaire?.QuestionnaireId ?? default, Questionnaire?.QuestionnaireVersion ?? 0);
        Refused.When((Answers!.QuestionnaireId, Answers.QuestionnaireVersion) != asked,
            "answers-of-another-version", "These answers are to another questionnaire than this call's.");
        return new(applicationId, cohortId, applicant.Id, Answers.Id, Answers.QuestionnaireId, Answers.QuestionnaireVersion);
    }

    /// <summary>The call asks questions that must be answered.</summary>
    public bool NeedsAnswers => Questionnaire?.Questions.Any(q => q.IsRequired && q.When is null) == true;
}
