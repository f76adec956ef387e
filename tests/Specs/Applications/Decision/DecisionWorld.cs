using Advance.Applications;
using Advance.Contracts;
using Advance.Tests.Specs.Strands;

namespace Advance.Tests.Specs.Applications;

/// <summary>
/// A cohort of few places in memory, decided as the lock of its intake lets things happen: one after the other, in any order; what is
/// heard of a cap raise comes whenever it comes.
/// </summary>
internal sealed class DecisionWorld
{
    private static readonly Guid Text = Ids.New();
    private readonly Random _random;
    private readonly Dictionary<Guid, Application> _applications = [];
    private readonly Dictionary<Guid, Appeal> _appeals = [];
    private Intake _intake = new();
    private Call _call = Calls.Closed;
    private readonly HashSet<Guid> _upheld = [];
    private readonly Guid[] _drawn = [];
    private DateTimeOffset _now = Calls.Deadline.AddDays(1);

    /// <summary>With lots that were drawn between all of them, or none.</summary>
    public DecisionWorld(int seed, int applicants, bool drawn = false)
    {
        _random = new(seed);
        for (var i = 0; i < applicants; i++)
        {
            var (id, person) = (Ids.New(), Ids.New());
            _applications[id] = Given.The<Application>(new ApplicationSubmitted(id, Cohorts.Id, person, Calls.University, "postdoc", [], []),
                new EligibilityConfirmed(id, Cohorts.Id, person));
            _intake = _intake.Evolve(new ApplicationReceived(Cohorts.Id, id, person, Calls.University));
        }

        if (!drawn) return;
        _drawn = [.. _applications.Keys];
        _random.Shuffle(_drawn);
    }

    public bool IsRaisePending { get; private set; }
    public int Promotions { get; private set; }

    /// <summary>The release told of everybody, and changed nobody's standing by it.</summary>
    public bool IsToldAsItStands { get; private set; } = true;
    public HashSet<string> Codes { get; } = [];
    public HashSet<string> Done { get; } = [];
    public int Holding => _intake.Count(Standing.Holding);
    public int Waiting => _intake.Count(Standing.Waiting);
    public int Places => _call.Places;

    /// <summary>Whether each application says of itself what the intake says of it.</summary>
    public bool IsConsistent => _intake.Entries.All(e => e.Standing == _applications[e.ApplicationId].Status switch
    {
        ApplicationStatus.Selected or ApplicationStatus.Offered or ApplicationStatus.Accepted => Standing.Holding,
        ApplicationStatus.Waitlisted => Standing.Waiting,
        ApplicationStatus.Eligible => Standing.Undecided,
        _ => Standing.WithoutPlace,
    });

    /// <summary>Nobody was passed who was drawn earlier, but for those whose appeal was upheld.</summary>
    public bool AreLotsKept => _drawn.Index().All(later => _drawn[..later.Index].All(earlier => _upheld.Contains(earlier) || _upheld.Contains(later.Item)
        || !IsPassed(_applications[earlier], _applications[later.Item].Status)));

    private KeptLots Lots => new(_drawn.Length > 0 ? [_drawn] : [], _applications.Values.Where(IsDenied).Select(a => a.Id).ToHashSet());

    private static bool IsDenied(Application a) => a is { Status: ApplicationStatus.Declined, Ground: DeclineGround.Capacity };

    private static bool IsPassed(Application earlier, ApplicationStatus later) =>
        later is ApplicationStatus.Selected or ApplicationStatus.Offered or ApplicationStatus.Accepted
            ? earlier.Status is ApplicationStatus.Eligible or ApplicationStatus.Waitlisted || IsDenied(earlier)
            : later is ApplicationStatus.Waitlisted && (earlier.Status is ApplicationStatus.Eligible || IsDenied(earlier));

    /// <summary>Somebody tries something; a rule may say no.</summary>
    public void Step()
    {
        _now = _now.AddHours(_random.Next(12));
        var a = _applications.Values.ElementAt(_random.Next(_applications.Count));
        var verbs = new (string Verb, Action Try)[]
        {
            ("select", () => Write(a, SelectApplicationEndpoint.Decide(a, _intake, _call, Lots))),
            ("waitlist", () => Write(a, WaitlistApplicationEndpoint.Decide(a, _intake, _call, new(_random.Next(3) == 0 ? _random.Next(1, 4) : null), Lots))),
            ("decline", () => Write(a, DeclineApplicationEndpoint.Decide(a, _intake, _call, new((DeclineGround)_random.Next(2)), Lots))),
            ("reconsider", () => { if (_random.Next(6) == 0) Write(a, ReconsiderApplicationEndpoint.Decide(a, _intake, _call, Lots)); }),
            ("withdraw", () => { if (_random.Next(3) == 0) Write(a, WithdrawApplicationEndpoint.Decide(a, _intake, _call)); }),
            ("offer", () => Write(a, new(OfferPlaceEndpoint.Decide(a, _intake, _call, new(_now.AddDays(2)), _now), []))),
            ("extend-offer", () => Write(a, new(ExtendOfferEndpoint.Decide(a, _call, new(_now.AddDays(3)), _now), []))),
            ("accept-offer", () => Write(a, new(AcceptOfferEndpoint.Decide(a, _call, new("1.0"), _now), []))),
            ("decline-offer", () => Write(a, DeclineOfferEndpoint.Decide(a, _intake, _call))),
            ("expire-offer", () => Write(a, ExpireOfferEndpoint.Decide(a, _intake, _call, _now))),
            ("order", Order),
            ("release", TellOfRelease),
            ("appeal", () => Appeal(a)),
            ("raise-cap", Raise),
            ("hear-of-raise", HearOfRaise),
        };
        var (verb, tried) = verbs[_random.Next(verbs.Length)];
        try
        {
            tried();
            Done.Add(verb);
        }
        catch (Refused refused)
        {
            Codes.Add(refused.Code);
        }
    }

    /// <summary>Everything that was published has been heard, and once more.</summary>
    public void Settle()
    {
        HearOfRaise();
        HearOfRaise();
    }

    private void Raise()
    {
        if (_random.Next(4) > 0) return;
        _call = _call.Evolve(new CapRaised(Cohorts.Id, _call.Places + _random.Next(1, 3), "2026/9"));
        IsRaisePending = true;
    }

    private void HearOfRaise()
    {
        var (taken, promoted) = _intake.Fill(_call);
        foreach (var e in taken) _intake = _intake.Evolve(e);
        foreach (var next in promoted) Promote(next);
        IsRaisePending = false;
    }

    private void Order()
    {
        var ids = _intake.WaitingIds().ToArray();
        _random.Shuffle(ids);
        _intake = _intake.Evolve(new Prepared<WaitingListOrdered>(OrderWaitingListEndpoint.Decide(_intake, _call, new(ids), Lots)));
    }

    private void Appeal(Application a)
    {
        var known = _appeals.GetValueOrDefault(a.Id);
        var appeal = Given.The<Appeal>(LodgeAppealEndpoint.Decide(a, _call, known, _intake.IsReleased ? _now : null, new(Text), _now),
            new AppealReviewerAssigned(a.Id, Cohorts.Id, Text));
        var ruling = DecideAppealEndpoint.Decide(a, _intake, _call, appeal, new((AppealOutcome)_random.Next(2), Text, _random.Next(2) == 0));
        _appeals[a.Id] = appeal.Evolve(ruling.Decided);
        if (ruling.Remedy is not { } remedy) return;
        _upheld.Add(a.Id);
        Write(a, remedy);
    }

    /// <summary>What the release tells decides nothing: every application stands afterwards as it stood before.</summary>
    private void TellOfRelease()
    {
        _intake = _intake.Evolve(ReleaseDecisionsEndpoint.Decide(_intake, _call, [], new(), default));
        var list = _intake.WaitingIds();
        foreach (var e in Release.OfList(_intake)) _intake = _intake.Evolve(e);
        IsToldAsItStands &= _intake.WaitingIds().SequenceEqual(list) && Release.InOrder(_intake).Count == _intake.Entries.Count;
        foreach (var id in Release.InOrder(_intake))
        {
            var told = Release.Of(_applications[id], _intake);
            IsToldAsItStands &= told.Count > 0 && told.Aggregate(_applications[id], (a, e) => a.Evolve(e)) == _applications[id];
        }
    }

    private void Write(Application a, Outcome outcome)
    {
        _applications[a.Id] = a.Evolve(Prepared.Unless(_intake.IsReleased, outcome.OnApplication));
        foreach (var e in outcome.OnIntake) _intake = _intake.Evolve(e);
        if (outcome.Promoted is { } promoted) Promote(promoted);
    }

    private void Promote(ApplicationPromoted promoted)
    {
        Promotions++;
        _applications[promoted.ApplicationId] = _applications[promoted.ApplicationId].Evolve(Prepared.Unless(_intake.IsReleased, promoted));
    }
}
