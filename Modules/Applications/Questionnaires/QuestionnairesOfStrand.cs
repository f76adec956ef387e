using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>A version of a questionnaire, with its words by KEY and KEY.CHOICE.</summary>
public record QuestionnaireView(Guid QuestionnaireId, int QuestionnaireVersion, Guid StrandId, RespondentRole Role, DateOnly EffectiveFrom,
    IReadOnlyList<Question> Questions, IReadOnlyList<DocumentRule> Documents, IReadOnlyDictionary<string, string> Words)
{
    public static QuestionnaireView Of(QuestionnaireAdopted a, QuestionnaireWording? wording) => new(a.QuestionnaireId, a.QuestionnaireVersion, a.StrandId,
        a.Role, a.EffectiveFrom, a.Questions, a.Documents, wording?.Words ?? new Dictionary<string, string>());
}

public static class QuestionnairesOfStrandEndpoint
{
    /// <summary>The versions of a strand's questionnaire for a role, oldest first.</summary>
    [WolverineGet("/api/strands/{strandId}/questionnaires"), Authorize(Policies.Programme)]
    public static async Task<Page<QuestionnaireView>> List(Guid strandId, [FromQuery] RespondentRole? role, [FromQuery] int? after, [FromQuery] int? limit,
        IQuerySession session, CancellationToken cancel)
    {
        var (most, of) = (Paging.Limit(limit), role ?? RespondentRole.Applicant);
        var strand = await session.Events.AggregateStreamAsync<KnownStrand>(strandId, token: cancel);
        Missing.Unless(strand?.IsDefined == true ? strand : null, "strand");
        var questionnaire = await session.LoadAsync<Questionnaire>(Questionnaire.IdOf(strandId, of), cancel) ?? new();
        var found = questionnaire.Versions.Where(v => v.QuestionnaireVersion > (after ?? 0)).Take(most + 1).ToList();
        var words = await session.LoadManyAsync<QuestionnaireWording>(cancel,
            [.. found.Select(v => QuestionnaireWording.IdOf(v.QuestionnaireId, v.QuestionnaireVersion))]);
        return Paging.Of([.. found.Select(v => QuestionnaireView.Of(v,
            words.FirstOrDefault(w => w.Id == QuestionnaireWording.IdOf(v.QuestionnaireId, v.QuestionnaireVersion))))], most, v => v.QuestionnaireVersion);
    }

    /// <summary>The questionnaire that the call of a cohort asks of a role: the version in force when the call was published.</summary>
    [WolverineGet("/api/cohorts/{cohortId}/questionnaire"), Authorize(Policies.Anyone)]
    public static async Task<QuestionnaireView> Get(Guid cohortId, [FromQuery] RespondentRole? role, IQuerySession session, CancellationToken cancel)
    {
        var call = await Desk.CallOfAsync(session, cohortId, cancel);
        var asked = Missing.Unless(await QuestionnaireOfCall.FindAsync(session, call, role ?? RespondentRole.Applicant, cancel), "questionnaire");
        return QuestionnaireView.Of(asked, await session.LoadAsync<QuestionnaireWording>(
            QuestionnaireWording.IdOf(asked.QuestionnaireId, asked.QuestionnaireVersion), cancel));
    }
}

/// <summary>Which version of a questionnaire a call asks.</summary>
internal static class QuestionnaireOfCall
{
    /// <summary>
    /// The version in force on the day on which the call was published, among those adopted before that: what is adopted later, with
    /// whatever date, never reaches the call (rule S1). Null when there is none, or no call yet.
    /// </summary>
    public static async Task<QuestionnaireAdopted?> FindAsync(IQuerySession session, Call call, RespondentRole role, CancellationToken cancel)
    {
        if (call.StrandId == Guid.Empty) return null;
        var adopted = await session.Events.FetchStreamAsync(Questionnaire.IdOf(call.StrandId, role), token: cancel);
        if (adopted.Count == 0) return null;
        var published = (await session.Events.FetchStreamAsync(call.Id, token: cancel)).FirstOrDefault(e => e.Data is CallPublished);
        if (published is null) return null;
        var before = adopted.Where(e => e.Sequence < published.Sequence).Aggregate(new Questionnaire(), (q, e) => q.Evolve(e.Data));
        return before.On(DateOnly.FromDateTime(published.Timestamp.UtcDateTime));
    }
}
