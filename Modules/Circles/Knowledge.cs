using Advance.Contracts;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;
using Marten.Patching;

namespace Advance.Circles;

/// <summary>Somebody who accepted an offer of a cohort; the id is that of cohort and person.</summary>
public record SeatableMentee(Guid Id, Guid CohortId, Guid PersonId, Guid InstitutionId)
{
    public static Guid IdOf(Guid cohortId, Guid personId) => Ids.Of("seatable-mentee", cohortId, personId);
}

/// <summary>A mentor of the pool, perhaps an external one, who speaks for no institution here; the id is the person's.</summary>
public record SeatableMentor(Guid Id, Guid? InstitutionId, bool IsExternal = false);

/// <summary>This mentor (a person's id) takes nobody for now.</summary>
public record MentorAbsence(Guid Id);

/// <summary>An identity that turned out to be another's; the id is that of the identity which is not used any more.</summary>
public record MemberIdentity(Guid Id, Guid IntoPersonId);

/// <summary>Where a person works from a day on, until a last day or the next one.</summary>
public record MemberAffiliation(Guid Id, Guid PersonId, Guid InstitutionId, string Unit, DateOnly From, DateOnly? Until = null);

/// <summary>What stands between two people; for supervision and line management the first is above the second.</summary>
public record MemberRelation(Guid Id, Guid PersonId, Guid OtherPersonId, RelationshipKind Kind, DateOnly From, DateOnly? Until);

/// <summary>What other modules published that decides who may sit with whom. Each event stores, changes or deletes documents of its own.</summary>
public partial class Knowledge : EventProjection
{
    public Knowledge()
    {
        Name = "CirclesKnowledge";
        IncludeType<OfferAccepted>();
        IncludeType<ApplicationWithdrawn>();
        IncludeType<MentorEnrolled>();
        IncludeType<MentorPaused>();
        IncludeType<MentorResumed>();
        IncludeType<MentorRetired>();
        IncludeType<AffiliationRecorded>();
        IncludeType<AffiliationEnded>();
        IncludeType<AffiliationWithdrawn>();
        IncludeType<RelationshipDisclosed>();
        IncludeType<RelationshipEnded>();
        IncludeType<RelationshipRetracted>();
        IncludeType<PersonMerged>();
        RegisterPublishedType(typeof(SeatableMentee));
        RegisterPublishedType(typeof(SeatableMentor));
        RegisterPublishedType(typeof(MentorAbsence));
        RegisterPublishedType(typeof(MemberIdentity));
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
                operations.Store(new SeatableMentor(m.PersonId, m.InstitutionId, m.IsExternal));
                break;
            case MentorPaused m:
                operations.Store(new MentorAbsence(m.PersonId));
                break;
            case MentorResumed m:
                operations.Delete<MentorAbsence>(m.PersonId);
                break;
            case MentorRetired m:
                operations.Delete<SeatableMentor>(m.PersonId);
                operations.Delete<MentorAbsence>(m.PersonId);
                break;
            default:
                ApplyToPeople(operations, e.Data);
                break;
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>What People published: who works where, what stands between two, who is who.</summary>
    private static void ApplyToPeople(IDocumentOperations operations, object data)
    {
        switch (data)
        {
            case AffiliationRecorded a:
                operations.Store(new MemberAffiliation(Affiliations.IdOf(a), a.PersonId, a.InstitutionId, a.Unit, a.From, a.Until));
                break;
            case AffiliationEnded a:
                operations.Patch<MemberAffiliation>(a.AffiliationId).Set(x => x.Until, a.Until);
                break;
            case AffiliationWithdrawn a:
                operations.Delete<MemberAffiliation>(a.AffiliationId);
                break;
            case RelationshipDisclosed r:
                operations.Store(new MemberRelation(r.RelationshipId, r.PersonId, r.OtherPersonId, r.Kind, r.From, r.Until));
                break;
            case RelationshipEnded r:
                operations.Patch<MemberRelation>(r.RelationshipId).Set(x => x.Until, r.Until);
                break;
            case RelationshipRetracted r:
                operations.Delete<MemberRelation>(r.RelationshipId);
                break;
            case PersonMerged m:
                operations.Store(new MemberIdentity(m.MergedPersonId, m.PersonId));
                break;
        }
    }
}
