namespace Advance.Circles;

/// <summary>Which identities are one person (rule A6).</summary>
public sealed class WhoIsWho(IReadOnlyList<MemberIdentity> merges)
{
    private readonly Dictionary<Guid, Guid> _into = merges.ToDictionary(m => m.Id, m => m.IntoPersonId);

    /// <summary>The id in use of the person behind an id.</summary>
    public Guid Is(Guid id)
    {
        for (var steps = 0; steps < _into.Count && _into.TryGetValue(id, out var into); steps++) id = into;
        return id;
    }

    /// <summary>All ids of the person behind an id.</summary>
    public IEnumerable<Guid> IdsOf(Guid id) => _into.Keys.Where(other => Is(other) == Is(id)).Append(Is(id)).Append(id).Distinct();
}
