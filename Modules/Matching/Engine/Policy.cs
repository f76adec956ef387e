namespace Advance.Matching.Engine;

/// <summary>What a plan is to be best at. Every policy but Stable places as many mentees as can be placed at all.</summary>
public enum Policy
{
    /// <summary>Most placed, then leximin over the mentees' levels (unplaced = 0), then total score.</summary>
    Fair,

    /// <summary>Most placed, then total score.</summary>
    Total,

    /// <summary>Deferred acceptance, mentees propose: nobody has a mentor who would rather have them as well.</summary>
    Stable,

    /// <summary>Most placed, then fewest changes weighted by meetings held, then as Fair. See <see cref="Rematch"/>.</summary>
    LeastChange,
}
