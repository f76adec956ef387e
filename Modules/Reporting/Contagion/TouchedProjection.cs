using Advance.Contracts;
using JasperFx.Events;
using Marten.Events.Projections;

namespace Advance.Reporting.Contagion;

/// <summary>Keeps <see cref="Touched"/>, one for each thing.</summary>
public class TouchedProjection : MultiStreamProjection<Touched, Guid>
{
    public TouchedProjection()
    {
        Name = "ContagionTouched";
        On<ApplicationSubmitted>(e => e.ApplicationId);
        On<ApplicationSelected>(e => e.ApplicationId);
        On<ApplicationWaitlisted>(e => e.ApplicationId);
        On<ApplicationDeclined>(e => e.ApplicationId);
        On<ApplicationWithdrawn>(e => e.ApplicationId);
        On<OfferDeclined>(e => e.ApplicationId);
        On<OfferExpired>(e => e.ApplicationId);
        On<PairProposed>(e => e.MentorshipId);
        On<MentorshipFormed>(e => e.MentorshipId);
        On<ProposalRefused>(e => e.MentorshipId);
        On<ProposalLapsed>(e => e.MentorshipId);
        On<MentorshipEnded>(e => e.MentorshipId);
        On<MentorshipCompleted>(e => e.MentorshipId);
        On<ConflictArose>(e => e.MentorshipId);
        On<CircleComposed>(e => e.CircleId);
        On<SeatVacated>(e => e.CircleId);
        On<CircleMentorReplaced>(e => e.CircleId);
        On<CircleCompleted>(e => e.CircleId);
        On<MemberSeated>(e => e.CommitteeId);
        On<MandateEnded>(e => e.CommitteeId);
        On<MandateFollowed>(e => e.CommitteeId);
        On<ResolutionPassed>(e => e.CommitteeId);
    }

    private void On<T>(Func<T, Guid> thing) where T : class
    {
        Identity<T>(e => thing(e));
        IncludeType<T>();
    }

    public override Touched? Evolve(Touched? snapshot, Guid id, IEvent e) =>
        (snapshot ?? new() { Id = id }).With(e.Data, e.Timestamp.ToUniversalTime());
}
