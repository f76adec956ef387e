using Advance.Contracts;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace Advance.Circles;

/// <summary>Somebody who accepted an offer of a cohort; the id is that of cohort and person.</summary>
public record SeatableMentee(Guid Id, Guid CohortId, Guid PersonId, Guid InstitutionId)
{
    public static Guid IdOf(Guid cohortId, Guid personId) => Ids.Of("seatable-mentee", cohortId, personId);
}

/// <summary>A mentor of the pool who takes mentees; the id is the person's.</summary>
public record SeatableMentor(Guid Id, Guid? InstitutionId);

/// <summary>Where a person works from a day on, until the next one.</summary>
public record MemberAffiliation(Guid Id, Guid PersonId, Guid InstitutionId, string Unit, DateOnly From);

/// <summary>What stands between two people; for supervision and line management the first is above the second.</summary>
public record MemberRelation(Guid Id, Guid PersonId, Guid OtherPersonId, RelationshipKind Kind, DateOnly From, DateOnly? Until);

/// <summary>What other modules published that decides who may sit with whom. Each event stores or deletes one document of its own.</summary>
public partial class Knowledge : EventProjection
{
    public Knowledge()
    {
        Name = "CirclesKnowledge";
        IncludeType<OfferAccepted>();
        IncludeType<ApplicationWithdrawn>();
        IncludeType<MentorEnrolled>();
        IncludeType<MentorPaused>();
        IncludeType<MentorRetired>();
        IncludeType<AffiliationRecorded>();
        IncludeType<RelationshipDisclosed>();
        RegisterPublishedType(typeof(SeatableMentee));
        RegisterPublishedType(typeof(SeatableMentor));
        RegisterPublishedType(typeof(MemberAffiliation));
        RegisterPublishedType(typeof(MemberRelation));
    }

    public override ValueTask ApplyAsync(IDocumentOperations operations, IEvent e, CancellationToken cancellation)
    {
        switch (e.Data)
        {
            case OfferAccepted o:
                operations.Store(new SeatableMentee(SeatableMentee.IdOf(o.CohortId, o.PersonId), o.CohortId, o.PersonId, o.InstitutionId));
                break;
            case ApplicationWithdrawn w:
                operations.Delete<SeatableMentee>(SeatableMentee.IdOf(w.CohortId, w.PersonId));
                break;
            case MentorEnrolled m:
                operations.Store(new SeatableMentor(m.PersonId, m.InstitutionId));
                break;
            case MentorPaused m:
                operations.Delete<SeatableMentor>(m.PersonId);
                break;
            case MentorRetired m:
                operations.Delete<SeatableMentor>(m.PersonId);
                break;
            case AffiliationRecorded a:
                operations.Store(new MemberAffiliation(e.Id, a.PersonId, a.InstitutionId, a.Unit, a.From));
                break;
            case RelationshipDisclosed r:
                operations.Store(new MemberRelation(r.RelationshipId, r.PersonId, r.OtherPersonId, r.Kind, r.From, r.Until));
                break;
        }

        return ValueTask.CompletedTask;
    }
}
