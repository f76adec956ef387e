using Advance.Contracts;

namespace Advance.People;

/// <summary>An event of the log with the instant at which it was recorded.</summary>
public record Recorded(object Data, DateTimeOffset At);

/// <summary>
/// What was believed of an affiliation: it held from a day to a day (open when null), and this was known from an instant until
/// something else was recorded (null: it still stands). Two times: when it held, and when we knew.
/// </summary>
public record AffiliationVersion(Guid AffiliationId, Guid PersonId, Guid InstitutionId, string Unit, string CareerStage, DateOnly From,
    DateOnly? Until, DateTimeOffset KnownSince, DateTimeOffset? KnownUntil)
{
    public bool HeldOn(DateOnly day) => From <= day && (Until is null || day <= Until);

    public bool WasKnownAt(DateTimeOffset instant) => KnownSince <= instant && (KnownUntil is null || instant < KnownUntil);
}

/// <summary>The affiliations of a person with both times, from the person's events.</summary>
public static class AffiliationHistory
{
    /// <summary>Every version there was, in the order in which they were recorded.</summary>
    public static IReadOnlyList<AffiliationVersion> Of(IEnumerable<Recorded> events)
    {
        List<AffiliationVersion> versions = [];
        foreach (var (data, at) in events)
        {
            switch (data)
            {
                case AffiliationRecorded a:
                    versions.Add(new(Contracts.Affiliations.IdOf(a), a.PersonId, a.InstitutionId, a.Unit, a.CareerStage, a.From, a.Until, at, null));
                    break;
                case AffiliationEnded ended when Closed(ended.AffiliationId, at) is { } was:
                    versions.Add(was with { Until = ended.Until, KnownSince = at, KnownUntil = null });
                    break;
                case AffiliationWithdrawn withdrawn:
                    Closed(withdrawn.AffiliationId, at);
                    break;
            }
        }

        return versions;

        AffiliationVersion? Closed(Guid id, DateTimeOffset at)
        {
            var index = versions.FindIndex(v => v.AffiliationId == id && v.KnownUntil is null);
            if (index < 0) return null;
            versions[index] = versions[index] with { KnownUntil = at };
            return versions[index];
        }
    }

    /// <summary>What was known at an instant, with the ends that follow from the next one's beginning.</summary>
    public static IReadOnlyList<AffiliationVersion> KnownAt(IEnumerable<AffiliationVersion> versions, DateTimeOffset instant)
    {
        var known = versions.Where(v => v.WasKnownAt(instant)).ToList();
        var ends = Ties.Closed(known.Select(v => new KnownSpell(v.AffiliationId, v.PersonId, v.InstitutionId, v.Unit, v.From, v.Until, v.KnownSince)))
            .ToDictionary(s => s.Id, s => s.Until);
        return [.. known.Select(v => v with { Until = ends[v.AffiliationId] }).OrderBy(v => v.From).ThenBy(v => v.KnownSince)];
    }
}
