using Advance.Contracts;

namespace Advance.People;

/// <summary>
/// What was believed of a relationship: it held from a day to a day (open when null), and this was known from an instant until
/// something else was recorded (null: it still stands).
/// </summary>
public record RelationshipView(Guid Id, Guid PersonId, Guid OtherPersonId, RelationshipKind Kind, DateOnly From, DateOnly? Until,
    DateTimeOffset KnownSince, DateTimeOffset? KnownUntil)
{
    public bool HeldOn(DateOnly day) => From <= day && (Until is null || day <= Until);

    public bool WasKnownAt(DateTimeOffset instant) => KnownSince <= instant && (KnownUntil is null || instant < KnownUntil);

    public KnownBond AsBond() => new(Id, PersonId, OtherPersonId, Kind, From, Until, KnownSince);
}

/// <summary>A relationship with both times, from its events.</summary>
public static class RelationshipHistory
{
    /// <summary>Every version there was, in the order in which they were recorded; each ends when the next was recorded.</summary>
    public static IReadOnlyList<RelationshipView> Of(IEnumerable<Recorded> events)
    {
        List<RelationshipView> versions = [];
        foreach (var (data, at) in events)
        {
            var last = versions.Count > 0 ? versions[^1] : null;
            if (last is not null) versions[^1] = last with { KnownUntil = last.KnownUntil ?? at };
            switch (data)
            {
                case RelationshipDisclosed d:
                    versions.Add(new(d.RelationshipId, d.PersonId, d.OtherPersonId, d.Kind, d.From, d.Until, at, null));
                    break;
                case RelationshipEnded ended when last is not null:
                    versions.Add(last with { Until = ended.Until, KnownSince = at, KnownUntil = null });
                    break;
            }
        }

        return versions;
    }
}
