using Advance.Contracts;
using Advance.Reporting.Disclosure;

namespace Advance.Reporting.Figures;

/// <summary>Where an application stands at the position.</summary>
public enum ApplicationOutcome { Open, Ineligible, Waitlisted, HoldsAPlace, DeclinedOnMerit, DeclinedForCapacity, Withdrawn }

/// <summary>One application: who, from where, and the positions of the events that made its standing.</summary>
public sealed record ApplicationTrack(Unit Person, Guid InstitutionId, string CareerStage, long Submitted)
{
    public ApplicationOutcome Outcome { get; init; } = ApplicationOutcome.Open;
    public long OutcomeSeq { get; init; } = Submitted;
    public long? Eligible { get; init; }
    public long? GotAPlace { get; init; }
    public long? Accepted { get; init; }
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>A mentee of the cohort: the offer was accepted and the place not given back.</summary>
    public bool IsMentee => Accepted is not null && Outcome == ApplicationOutcome.HoldsAPlace;

    public static IReadOnlyList<ApplicationTrack> Of(CohortHistory history)
    {
        Dictionary<Guid, ApplicationTrack> tracks = [];
        foreach (var e in history.All<object>())
        {
            if (e.Data is ApplicationSubmitted s) tracks[s.ApplicationId] = new(Unit.Of(history.Who(s.PersonId)), s.InstitutionId, s.CareerStage, e.Seq);
            else if (IdOf(e.Data) is { } id && tracks.TryGetValue(id, out var track)) tracks[id] = track.With(e);
        }

        return [.. tracks.Values.OrderBy(t => t.Submitted)];
    }

    private static Guid? IdOf(object e) => e switch
    {
        EligibilityConfirmed x => x.ApplicationId,
        EligibilityRefused x => x.ApplicationId,
        ApplicationSelected x => x.ApplicationId,
        ApplicationPromoted x => x.ApplicationId,
        ApplicationWaitlisted x => x.ApplicationId,
        ApplicationDeclined x => x.ApplicationId,
        ApplicationWithdrawn x => x.ApplicationId,
        OfferAccepted x => x.ApplicationId,
        OfferDeclined x => x.ApplicationId,
        OfferExpired x => x.ApplicationId,
        _ => null,
    };

    private ApplicationTrack With(Logged<object> e) => e.Data switch
    {
        EligibilityConfirmed _ => this with { Eligible = e.Seq },
        EligibilityRefused _ => Became(ApplicationOutcome.Ineligible, e.Seq),
        ApplicationSelected or ApplicationPromoted => Became(ApplicationOutcome.HoldsAPlace, e.Seq) with { GotAPlace = e.Seq },
        ApplicationWaitlisted _ => Became(ApplicationOutcome.Waitlisted, e.Seq),
        ApplicationDeclined d => Became(
            d.Ground == DeclineGround.Merit ? ApplicationOutcome.DeclinedOnMerit : ApplicationOutcome.DeclinedForCapacity, e.Seq),
        ApplicationWithdrawn or OfferDeclined or OfferExpired => Became(ApplicationOutcome.Withdrawn, e.Seq),
        OfferAccepted _ => this with { Accepted = e.Seq, AcceptedAt = e.At },
        _ => this,
    };

    private ApplicationTrack Became(ApplicationOutcome outcome, long seq) => this with { Outcome = outcome, OutcomeSeq = seq };
}
