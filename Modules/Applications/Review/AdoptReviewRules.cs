using Advance.Contracts;
using Advance.Shared;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>
/// <c>Blind</c>: reviewers see pseudonyms and no names. The rubric has 1 to 20 criteria, each with a weight of 1 to 100; each is scored
/// from <c>ScaleFrom</c> to <c>ScaleTo</c>, 1 to 5 unless told, 0 to 100 at most.
/// </summary>
public record AdoptReviewRules(bool Blind, IReadOnlyList<Criterion> Rubric, int ScaleFrom = 1, int ScaleTo = 5)
{
    internal ReviewRules Rules => new(Blind, ScaleFrom, ScaleTo, Rubric);

    internal void MustBeWellFormed() => Shape.Of(
        (Rubric is not { Count: >= 1 and <= 20 }, "rubric", "A rubric has 1 to 20 criteria."),
        (Rubric?.All(c => c is not null && Shape.IsKey(c.Key) && c.Weight is >= 1 and <= 100) == false, "rubric",
            "A criterion has a key of 2 to 60 of a-z, 0-9, dot and hyphen, and a weight of 1 to 100."),
        (Rubric?.Where(c => c is not null).DistinctBy(c => c.Key).Count() < Rubric?.Count, "rubric", "Each criterion stands once."),
        (ScaleFrom is < 0 or > 99, "scaleFrom", "A scale begins at 0 to 99."),
        (ScaleTo is < 1 or > 100 || ScaleTo <= ScaleFrom, "scaleTo", "A scale ends behind its beginning, at most at 100."));
}

/// <summary>
/// Adopt the rules by which a cohort's applications are reviewed, while nobody assesses yet; adopt them before reviewers are assigned,
/// or they may have read names. Refused with <c>cohort-over</c>, <c>rubric-in-use</c>.
/// </summary>
public static class AdoptReviewRulesEndpoint
{
    public static void Validate(AdoptReviewRules command) => command.MustBeWellFormed();

    [WolverinePost("/api/cohorts/{cohortId}/adopt-review-rules"), Authorize(Policies.Staff)]
    public static async Task<Done> Post(Guid cohortId, AdoptReviewRules command, IDocumentSession session, CancellationToken cancel)
    {
        var desk = await ReviewDesk.OpenAsync(session, cohortId, cancel);
        desk.Write(Decide(desk.Panel, desk.Cohort, command));
        if (await session.LoadAsync<BlindSalt>(cohortId, cancel) is null) session.Insert(BlindSalt.New(cohortId));
        return new(cohortId);
    }

    public static ReviewRulesAdopted Decide(ReviewPanel panel, CohortOfReview cohort, AdoptReviewRules command)
    {
        cohort.MustNotBeOver();
        Refused.When(panel.Phase is not ReviewPhase.Assigning, "rubric-in-use", "Applications of this cohort are assessed by its rubric already.");
        return new(cohort.Id, command.Rules);
    }
}

/// <summary>
/// Adopt review rules for a strand: a cohort without its own takes those that hold when its assessing begins.
/// </summary>
public static class AdoptStrandReviewRulesEndpoint
{
    public static void Validate(AdoptReviewRules command) => command.MustBeWellFormed();

    [WolverinePost("/api/strands/{strandId}/adopt-review-rules"), Authorize(Policies.Staff)]
    public static async Task<Done> Post(Guid strandId, AdoptReviewRules command, IDocumentSession session, CancellationToken cancel)
    {
        var strand = await session.Events.AggregateStreamAsync<StrandOfRubric>(strandId, token: cancel);
        Missing.Unless(strand?.IsDefined == true ? strand : null, "strand");
        var id = StrandRubric.IdOf(strandId);
        await session.HoldAsync(id, cancel);
        var rubric = await session.Events.FetchForWriting<StrandRubric>(id, cancel);
        StrandReviewRulesAdopted adopted = new(strandId, command.Rules);
        if (rubric.Aggregate is null) session.Events.StartStream<StrandRubric>(id, adopted);
        else rubric.AppendOne(adopted);
        return new(strandId);
    }
}
