using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>
/// An application to a cohort's call: mentor wishes are persons in order of preference, documents name texts or files that People keeps,
/// as do the answers; the motivation letter is the document of kind <c>motivation-letter</c>. With <c>SupportLetterFollows</c> the
/// programme asks the supervisor, and the letter is not awaited with the submission. Declarations are those of the call's policy.
/// </summary>
public record SubmitApplication(Guid CohortId, Guid PersonId, IReadOnlyList<Guid>? MentorWishes = null,
    IReadOnlyList<string>? Topics = null, Guid? MotivationLetterId = null, IReadOnlyList<Attachment>? Documents = null,
    Guid? AnswersId = null, bool SupportLetterFollows = false, IReadOnlyList<Declaration>? Declarations = null)
{
    public const string MotivationLetter = "motivation-letter";

    internal IEnumerable<string> PromisedKinds => SupportLetterFollows ? [OnSupportLetterReceived.Kind] : [];

    internal IReadOnlyList<Guid> Wishes => MentorWishes ?? [];

    internal IReadOnlyList<Attachment> AllDocuments =>
        [.. MotivationLetterId is { } letter ? [new Attachment(MotivationLetter, letter)] : Array.Empty<Attachment>(), .. Documents ?? []];
}

/// <summary>
/// Submit an application, for oneself or (staff) for another. Whether the career stage is admitted is a question of eligibility.
/// Refused with <c>call-not-open</c>, <c>deadline-passed</c>, <c>person-unknown</c>, <c>already-applied</c>,
/// <c>resubmission-not-allowed</c>, <c>no-affiliation</c>,
/// <c>institution-not-in-call</c>, <c>too-many-wishes</c>, <c>wish-repeated</c>, <c>wish-for-oneself</c>,
/// <c>required-document-missing</c>, <c>file-unknown</c>, <c>file-infected</c>, <c>too-many-pages</c>, <c>answers-missing</c>, <c>answers-unknown</c>,
/// <c>answers-of-another-version</c>, <c>declaration-missing</c>, <c>declaration-not-asked-for</c>, <c>declaration-date-missing</c>,
/// <c>declaration-has-no-date</c>; 404 for a cohort that does not exist.
/// </summary>
public static class SubmitApplicationEndpoint
{
    public static void Validate(SubmitApplication command) => Shape.Of(
        (command.CohortId == Guid.Empty, "cohortId", "A cohort is named."),
        (command.PersonId == Guid.Empty, "personId", "A person is named."),
        (command.Wishes.Count > 10 || command.Wishes.Contains(Guid.Empty), "mentorWishes", "At most 10 ids of persons."),
        (command.Topics is { } t && (t.Count > 20 || !t.All(Shape.IsKey) || t.Distinct().Count() < t.Count), "topics",
            "At most 20 keys of topics, each once."),
        (command.AllDocuments.Count > 20 || !command.AllDocuments.All(d => d.IsWhole), "documents",
            "At most 20 documents, each with a kind and the id of its text or file."),
        (!Declaration.AreWhole(command.Declarations), "declarations", "At most 20 declarations, each key once, with a date from 2000 to 2200 or none."),
        (command.AnswersId == Guid.Empty, "answersId", "Answers are named by their id."),
        (command.AllDocuments.DistinctBy(d => d.Kind).Count() < command.AllDocuments.Count, "documents", "One document of a kind."));

    [WolverinePost("/api/applications"), Authorize(Policies.Participant)]
    public static async Task<Created> Post(SubmitApplication command, ClaimsPrincipal user, IDocumentSession session, TimeProvider clock,
        CancellationToken cancel)
    {
        Caller.Of(user).MustBe(command.PersonId);
        var person = await session.ApplicantAsync(command.PersonId, cancel);
        var intake = await Desk.LockAsync(session, command.CohortId, cancel);
        var call = await Desk.CallOfAsync(session, command.CohortId, cancel);
        Guid[] ids = [command.PersonId, .. person?.FormerIds ?? []]; // who withdrew under another identity is no stranger
        var hasWithdrawn = await session.Query<Application>().AnyAsync(a => a.CohortId == command.CohortId && a.PersonId.IsOneOf(ids)
            && a.Status == ApplicationStatus.Withdrawn, cancel);
        var submitted = Decide(command, call, intake.Aggregate ?? new(), person, Ids.New(), clock.GetUtcNow(), hasWithdrawn);
        var answers = DecideMaterials(command, await Materials.FindAsync(session, call, command.AnswersId, command.AllDocuments, cancel), person!, submitted);
        var declared = DecideDeclarations(command, call, submitted);
        session.Events.StartStream<Application>(submitted.ApplicationId, [submitted, .. answers is null ? Array.Empty<object>() : [answers],
            .. command.AllDocuments.Select(d =>
                new DocumentAttached(submitted.ApplicationId, submitted.CohortId, submitted.PersonId, d.Kind, d.TextId, d.FileId)),
            .. declared is null ? Array.Empty<object>() : [declared]]);
        ApplicationReceived received = new(submitted.CohortId, submitted.ApplicationId, submitted.PersonId, submitted.InstitutionId);
        if (intake.Aggregate is null) session.Events.StartStream<Intake>(Intake.IdOf(command.CohortId), received);
        else intake.AppendOne(received);
        return new(submitted.ApplicationId);
    }

    public static ApplicationSubmitted Decide(SubmitApplication command, Call call, Intake intake, Applicant? person, Guid id,
        DateTimeOffset now, bool hasWithdrawn = false)
    {
        Refused.When(call.Status is not CallStatus.Open, "call-not-open", "The call of this cohort is not open.");
        Refused.When(now > call.Deadline, "deadline-passed", "The deadline of this call has passed.");
        Refused.When(person is not { IsRegistered: true, IsGone: false }, "person-unknown", "There is no person with this id.");
        Refused.When(intake.Entries.Any(e => e.PersonId == person!.Id || person.FormerIds.Contains(e.PersonId)), "already-applied",
            "This person has already applied to this cohort; withdraw that application first.");
        Refused.When(hasWithdrawn && call.Policy?.Resubmission is ResubmissionRule.Never, "resubmission-not-allowed",
            "Who withdrew from this call cannot apply to it again.");
        var affiliation = person!.On(DateOnly.FromDateTime(now.UtcDateTime));
        Refused.When(affiliation is null, "no-affiliation", "It is not known where this person works today.");
        Refused.When(!call.Institutions.Contains(affiliation!.InstitutionId), "institution-not-in-call",
            "The person's institution does not take part in this call.");
        call.MustAllow(command.Wishes, person.Id);
        Refused.When(call.MissingOf(command.AllDocuments.Select(d => d.Kind).Concat(command.PromisedKinds)).Count > 0, "required-document-missing",
            "A document that this call requires is missing.");
        return new(id, call.Id, person.Id, affiliation.InstitutionId, affiliation.CareerStage, command.Wishes, command.Topics ?? []);
    }

    /// <summary>What is declared; a date that is too early for the call's policy is a question of eligibility, one that lacks is not.</summary>
    public static DeclarationsMade? DecideDeclarations(SubmitApplication command, Call call, ApplicationSubmitted submitted)
    {
        var made = command.Declarations ?? [];
        call.MustTake(made);
        Refused.When(call.MissingDeclarations(made, command.AllDocuments).Count > 0, "declaration-missing",
            "A declaration that this call requires is missing.");
        return made.Count == 0 ? null : new(submitted.ApplicationId, submitted.CohortId, submitted.PersonId, made, []);
    }

    /// <summary>What is handed in beside the application itself, judged by what the call asks.</summary>
    public static AnswersAttached? DecideMaterials(SubmitApplication command, Materials materials, Applicant person, ApplicationSubmitted submitted)
    {
        Refused.When(command.AnswersId is null && materials.NeedsAnswers, "answers-missing", "This call asks questions that must be answered.");
        materials.MustTake(command.AllDocuments, person);
        return materials.MustTakeAnswers(command.AnswersId, person, submitted.ApplicationId, submitted.CohortId);
    }
}
