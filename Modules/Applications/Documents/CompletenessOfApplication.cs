using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>Where the answers of an application stand.</summary>
public enum AnswersState { NotAsked, Optional, Missing, Given }

/// <summary>Where the letter of a supervisor stands; expired when its link lapsed unanswered.</summary>
public enum LetterState { NotRequested, Requested, Expired, Declined, Received }

/// <summary>
/// What an application still lacks. <c>MissingDocuments</c> and <c>MissingDeclarations</c> are required by the call's policy,
/// <c>AskedDocuments</c> (also keys of declarations) by those who returned it. <c>DatesTooEarly</c> are declarations whose date the policy
/// does not take. <c>CanBeAmendedUntil</c> is the deadline.
/// </summary>
public record CompletenessView(Guid ApplicationId, bool IsComplete, IReadOnlyList<string> MissingDocuments, IReadOnlyList<string> AskedDocuments,
    AnswersState Answers, IReadOnlyList<string> RequiredQuestions, LetterState SupportLetter, DateTimeOffset? SupportLetterExpiresAt,
    DateTimeOffset CanBeAmendedUntil, IReadOnlyList<string> MissingDeclarations, IReadOnlyList<string> DatesTooEarly);

/// <summary>The letter of a supervisor as far as completeness needs it; its stream is <c>Ids.Of("support-letter", applicationId)</c>.</summary>
public record KnownLetter : IFold<KnownLetter>
{
    public Guid Id { get; init; }
    public LetterState State { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }

    public LetterState At(DateTimeOffset now) => State is LetterState.Requested && now > ExpiresAt ? LetterState.Expired : State;

    public KnownLetter Evolve(object e) => e switch
    {
        SupportLetterRequested requested => this with { Id = requested.LetterId, State = LetterState.Requested, ExpiresAt = requested.ExpiresAt },
        SupportLetterReceived _ => this with { State = LetterState.Received },
        SupportLetterDeclined _ => this with { State = LetterState.Declined },
        _ => this,
    };
}

public static class CompletenessOfApplicationEndpoint
{
    /// <summary>What an application still lacks; for the applicant and for staff, others get 404.</summary>
    [WolverineGet("/api/applications/{applicationId}/completeness"), Authorize(Policies.Participant)]
    public static async Task<CompletenessView> Get(Guid applicationId, ClaimsPrincipal user, IQuerySession session, TimeProvider clock,
        CancellationToken cancel)
    {
        var (caller, found) = (Caller.Of(user), await session.LoadAsync<Application>(applicationId, cancel));
        var application = Missing.Unless(found is not null && (caller.IsStaff || caller.Is(found.PersonId)) ? found : null, "application");
        var call = await Desk.CallOfAsync(session, application.CohortId, cancel);
        var letter = await session.Events.AggregateStreamAsync<KnownLetter>(Ids.Of(Letter, applicationId), token: cancel);
        var materials = await Materials.FindAsync(session, call, null, [], cancel);
        return Of(application, call, materials, letter ?? new(), clock.GetUtcNow());
    }

    /// <summary>Role of the letter's stream, and kind of the document that it becomes.</summary>
    private const string Letter = "support-letter";

    public static CompletenessView Of(Application application, Call call, Materials materials, KnownLetter letter, DateTimeOffset now)
    {
        var missing = call.MissingOf(application.Documents.Select(d => d.Kind));
        var undeclared = call.MissingDeclarations(application.Declarations, application.Documents);
        var answers = materials.Questionnaire is null ? AnswersState.NotAsked : application.AnswersId is not null ? AnswersState.Given
            : materials.NeedsAnswers ? AnswersState.Missing : AnswersState.Optional;
        IReadOnlyList<string> required = [.. (materials.Questionnaire?.Questions ?? []).Where(q => q.IsRequired && q.When is null).Select(q => q.Key)];
        var isComplete = missing.Count == 0 && undeclared.Count == 0 && application.Asked.Count == 0 && answers is not AnswersState.Missing;
        return new(application.Id, isComplete, missing, application.Asked,
            answers, answers is AnswersState.Missing ? required : [], letter.At(now), letter.ExpiresAt, call.Deadline,
            undeclared, call.TooEarly(application.Declarations));
    }
}
