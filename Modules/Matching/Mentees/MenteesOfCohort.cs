using System.Security.Claims;
using Advance.Contracts;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Matching.Mentees;

/// <summary>What Applications said about somebody who applied to a cohort: a mentee from the accepted offer until withdrawal.</summary>
public record MenteeOfCohort
{
    public Guid Id { get; init; }
    public Guid CohortId { get; init; }
    public Guid PersonId { get; init; }
    public Guid InstitutionId { get; init; }
    public string CareerStage { get; init; } = "";
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>Persons wished for as mentor, the first wish first.</summary>
    public IReadOnlyList<Guid> Wishes { get; init; } = [];
    public bool IsMentee { get; init; }

    /// <summary>When the offer was accepted.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    public MenteeOfCohort Evolve(object e) => e switch
    {
        ApplicationSubmitted submitted => this with
        {
            Id = Mentee.IdOf(submitted.CohortId, submitted.PersonId),
            CohortId = submitted.CohortId,
            PersonId = submitted.PersonId,
            InstitutionId = submitted.InstitutionId,
            CareerStage = submitted.CareerStage,
            Topics = submitted.Topics,
            Wishes = submitted.MentorWishes,
        },
        ApplicationAmended amended => this with { Topics = amended.Topics, Wishes = amended.MentorWishes },
        OfferAccepted accepted => this with
        {
            Id = Mentee.IdOf(accepted.CohortId, accepted.PersonId),
            CohortId = accepted.CohortId,
            PersonId = accepted.PersonId,
            InstitutionId = accepted.InstitutionId,
            IsMentee = true,
        },
        ApplicationWithdrawn _ => this with { IsMentee = false },
        _ => this,
    };
}

/// <summary>Keeps <see cref="MenteeOfCohort"/>, one for each person and cohort.</summary>
public class MenteeOfCohortProjection : MultiStreamProjection<MenteeOfCohort, Guid>
{
    public MenteeOfCohortProjection()
    {
        Identity<ApplicationSubmitted>(e => Mentee.IdOf(e.CohortId, e.PersonId));
        Identity<ApplicationAmended>(e => Mentee.IdOf(e.CohortId, e.PersonId));
        Identity<OfferAccepted>(e => Mentee.IdOf(e.CohortId, e.PersonId));
        Identity<ApplicationWithdrawn>(e => Mentee.IdOf(e.CohortId, e.PersonId));
        IncludeType<ApplicationSubmitted>();
        IncludeType<ApplicationAmended>();
        IncludeType<OfferAccepted>();
        IncludeType<ApplicationWithdrawn>();
    }

    public override MenteeOfCohort? Evolve(MenteeOfCohort? snapshot, Guid id, IEvent e)
    {
        var evolved = (snapshot ?? new() { Id = id }).Evolve(e.Data);
        return e.Data is OfferAccepted ? evolved with { AcceptedAt = e.Timestamp } : evolved;
    }
}

/// <summary>Under which of a caller's ids they are a mentee.</summary>
internal static class Themselves
{
    /// <summary>
    /// The id that is named, which must be the caller's (or anybody's, for staff); for a caller with former ids the one under which they are a
    /// mentee of the cohort, when that is another: a place follows nobody in a merge.
    /// </summary>
    public static async Task<Guid> AsMenteeAsync(this IQuerySession session, Guid cohortId, Caller caller, Guid personId, CancellationToken cancel)
    {
        caller.MustBe(personId);
        if (caller.FormerIds.Count == 0 || !caller.Is(personId)) return personId;
        Guid[] ids = [.. caller.Ids.Select(id => Mentee.IdOf(cohortId, id))];
        var found = await session.Query<MenteeOfCohort>().Where(m => m.Id.IsOneOf(ids) && m.IsMentee).OrderBy(m => m.PersonId).Select(m => m.PersonId)
            .ToListAsync(cancel);
        return found.Count == 0 || found.Contains(personId) ? personId : found[0];
    }
}

/// <summary>A mentee of a cohort; without mentorship, the mentee waits for a pair.</summary>
public record MenteeView(Guid PersonId, Guid InstitutionId, string CareerStage, IReadOnlyList<string> Topics, IReadOnlyList<Guid> MentorWishes,
    Guid? MentorshipId);

public static class MenteesOfCohortEndpoint
{
    /// <summary>The mentees of a cohort, and who of them is held by a proposal or mentorship; a partner's representative sees the partner's.</summary>
    [WolverineGet("/api/cohorts/{cohortId}/mentees"), Authorize(Policies.Programme)]
    public static async Task<Page<MenteeView>> List(Guid cohortId, ClaimsPrincipal user, IQuerySession session, [FromQuery] string? after,
        [FromQuery] int? limit, CancellationToken cancel)
    {
        var (most, from, caller) = (Paging.Limit(limit), Paging.After(after), Caller.Of(user));
        var query = session.Query<MenteeOfCohort>().Where(m => m.CohortId == cohortId && m.IsMentee && m.PersonId > from);
        if (caller.IsLimitedToInstitution)
        {
            var institution = caller.InstitutionId ?? Guid.Empty;
            query = query.Where(m => m.InstitutionId == institution);
        }

        var found = await query.OrderBy(m => m.PersonId).Take(most + 1).ToListAsync(cancel);
        var held = (await session.LoadManyAsync<Mentee>(cancel, found.Select(m => m.Id))).ToDictionary(m => m.Id, m => m.MentorshipId);
        return Paging.Of([.. found.Select(m => new MenteeView(m.PersonId, m.InstitutionId, m.CareerStage, m.Topics, m.Wishes,
            held.GetValueOrDefault(m.Id)))], most, m => m.PersonId);
    }
}
