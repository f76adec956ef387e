using System.Security.Claims;
using Advance.Contracts;
using Advance.Matching.Conflicts;
using Advance.Matching.Mentees;
using Advance.Matching.Mentors;
using JasperFx.Events;
using Marten;
using Marten.Events;

namespace Advance.Matching.Mentorships;

/// <summary>A mentorship with the two who own its scarce things, locked: the giver of places first, then the taker, then the pair.</summary>
internal sealed record Pairing(IEventStream<Mentor> Mentor, IEventStream<Mentee> Mentee, IEventStream<Mentorship> Mentorship)
{
    public Mentorship It => Mentorship.Aggregate!;

    public static async Task<Pairing> LockAsync(IDocumentSession session, Mentorship known, CancellationToken cancel)
    {
        var mentor = await session.Events.FetchForExclusiveWriting<Mentor>(known.MentorId, cancel);
        var mentee = await session.Events.FetchForExclusiveWriting<Mentee>(Mentees.Mentee.IdOf(known.CohortId, known.MenteeId), cancel);
        return new(mentor, mentee, await session.Events.FetchForExclusiveWriting<Mentorship>(known.Id, cancel));
    }

    /// <summary>The pair is over before it was formed, or after: the mentee is free, and the mentor's place if it was taken.</summary>
    public async Task OverAsync(IDocumentSession session, bool completed, CancellationToken cancel)
    {
        Mentee.AppendOne(new MenteeReleased(It.CohortId, It.MenteeId, It.Id));
        if (Mentor.Aggregate!.Running.Contains(It.Id)) Mentor.AppendOne(new MentorPlaceFreed(It.MentorId, It.Id, completed));
        await session.EaseAllAsync(It.Id, cancel);
    }
}

/// <summary>For which of the two a caller speaks.</summary>
internal static class Sides
{
    /// <summary>The caller's own side; staff speak for the side they name, or else for the one whose turn it is; others get 403.</summary>
    public static PairSide SideOf(this Mentorship mentorship, ClaimsPrincipal user, PairSide staffMeans)
    {
        var caller = Caller.Of(user);
        if (caller.Is(mentorship.MenteeId)) return PairSide.Mentee;
        if (caller.Is(mentorship.MentorPersonId)) return PairSide.Mentor;
        return caller.IsStaff ? staffMeans : throw new Forbidden("This belongs to two other persons.");
    }

    /// <summary>The caller's own side; what is between the two is nobody else's, not even the staff's: 403.</summary>
    public static PairSide OwnSideOf(this Mentorship mentorship, ClaimsPrincipal user)
    {
        var caller = Caller.Of(user);
        if (caller.Is(mentorship.MenteeId)) return PairSide.Mentee;
        return caller.Is(mentorship.MentorPersonId) ? PairSide.Mentor : throw new Forbidden("Only the two themselves may do this.");
    }
}
