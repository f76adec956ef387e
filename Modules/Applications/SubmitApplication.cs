using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>
/// An application to a cohort's call: mentor wishes are persons in order of preference, documents name texts that People keeps;
/// the motivation letter is the document of kind <c>motivation-letter</c>.
/// </summary>
public record SubmitApplication(Guid CohortId, Guid PersonId, IReadOnlyList<Guid>? MentorWishes = null,
    IReadOnlyList<string>? Topics = null, Guid? MotivationLetterId = null, IReadOnlyList<Attachment>? Documents = null)
{
    public const string MotivationLetter = "motivation-letter";

    internal IReadOnlyList<Guid> Wishes => MentorWishes ?? [];

    internal IReadOnlyList<Attachment> AllDocuments =>
        [.. MotivationLetterId is { } letter ? [new Attachment(MotivationLetter, letter)] : Array.Empty<Attachment>(), .. Documents ?? []];
}

/// <summary>
/// Submit an application, for oneself or (staff) for another. Whether the career stage is admitted is a question of eligibility.
/// Refused with <c>call-not-open</c>, <c>deadline-passed</c>, <c>person-unknown</c>, <c>already-applied</c>, <c>no-affiliation</c>,
/// <c>institution-not-in-call</c>, <c>too-many-wishes</c>, <c>wish-repeated</c>, <c>wish-for-oneself</c>,
/// <c>required-document-missing</c>; 404 for a cohort that does not exist.
/// </summary>
public static class SubmitApplicationEndpoint
{
    public static void Validate(SubmitApplication command) => Shape.Of(
        (command.CohortId == Guid.Empty, "cohortId", "A cohort is named."),
        (command.PersonId == Guid.Empty, "personId", "A person is named."),
        (command.Wishes.Count > 10 || command.Wishes.Contains(Guid.Empty), "mentorWishes", "At most 10 ids of persons."),
        (command.Topics is { } t && (t.Count > 20 || !t.All(Shape.IsKey) || t.Distinct().Count() < t.Count), "topics",
            "At most 20 keys of topics, each once."),
        (command.AllDocuments.Count > 20 || !command.AllDocuments.All(d => Shape.IsKey(d.Kind) && d.TextId != Guid.Empty), "documents",
            "At most 20 documents, each with a kind and the id of its text."),
        (command.AllDocuments.DistinctBy(d => d.Kind).Count() < command.AllDocuments.Count, "documents", "One document of a kind."));

    [WolverinePost("/api/applications"), Authorize(Policies.Participant)]
    public static async Task<Created> Post(SubmitApplication command, ClaimsPrincipal user, IDocumentSession session, TimeProvider clock,
        CancellationToken cancel)
    {
        Caller.Of(user).MustBe(command.PersonId);
        var person = await session.Events.FetchLatest<Applicant>(command.PersonId, cancel);
        var intake = await Desk.LockAsync(session, command.CohortId, cancel);
        var call = await Desk.CallOfAsync(session, command.CohortId, cancel);
        var submitted = Decide(command, call, intake.Aggregate ?? new(), person, Ids.New(), clock.GetUtcNow());
        session.Events.StartStream<Application>(submitted.ApplicationId, [submitted, .. command.AllDocuments.Select(d =>
            new DocumentAttached(submitted.ApplicationId, submitted.CohortId, submitted.PersonId, d.Kind, d.TextId))]);
        ApplicationReceived received = new(submitted.CohortId, submitted.ApplicationId, submitted.PersonId, submitted.InstitutionId);
        if (intake.Aggregate is null) session.Events.StartStream<Intake>(Intake.IdOf(command.CohortId), received);
        else intake.AppendOne(received);
        return new(submitted.ApplicationId);
    }

    public static ApplicationSubmitted Decide(SubmitApplication command, Call call, Intake intake, Applicant? person, Guid id,
        DateTimeOffset now)
    {
        Refused.When(call.Status is not CallStatus.Open, "call-not-open", "The call of this cohort is not open.");
        Refused.When(now > call.Deadline, "deadline-passed", "The deadline of this call has passed.");
        Refused.When(person is not { IsRegistered: true, IsGone: false }, "person-unknown", "There is no person with this id.");
        Refused.When(intake.Entries.Any(e => e.PersonId == person!.Id || person.FormerIds.Contains(e.PersonId)), "already-applied",
            "This person has already applied to this cohort; withdraw that application first.");
        var affiliation = person!.On(DateOnly.FromDateTime(now.UtcDateTime));
        Refused.When(affiliation is null, "no-affiliation", "It is not known where this person works today.");
        Refused.When(!call.Institutions.Contains(affiliation!.InstitutionId), "institution-not-in-call",
            "The person's institution does not take part in this call.");
        Refused.When(command.Wishes.Count > call.Policy!.MaxMentorWishes, "too-many-wishes", "More mentor wishes than this call allows.");
        Refused.When(command.Wishes.Distinct().Count() < command.Wishes.Count, "wish-repeated", "A mentor is wished for twice.");
        Refused.When(command.Wishes.Contains(person.Id), "wish-for-oneself", "Nobody can be their own mentor.");
        Refused.When(call.MissingOf(command.AllDocuments.Select(d => d.Kind)).Count > 0, "required-document-missing",
            "A document that this call requires is missing.");
        return new(id, call.Id, person.Id, affiliation.InstitutionId, affiliation.CareerStage, command.Wishes, command.Topics ?? []);
    }
}
