using Advance.Contracts;
using JasperFx;

namespace Advance.Matching.Conflicts;

/// <summary>A relation that excludes a pair became known while the pair was proposed or mentored: a case with a deadline.</summary>
public record Conflict : IFold<Conflict>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public Guid MentorshipId { get; init; }
    public Guid CohortId { get; init; }

    /// <summary>The rule that the pair breaks now, by its name.</summary>
    public string Rule { get; init; } = "";
    public DateTimeOffset SettleBy { get; init; }
    public ConflictRemedy? Remedy { get; init; }
    public bool IsOverdue { get; init; }

    /// <summary>What it was about is gone, or the mentorship is over; it still waits for a person to settle it.</summary>
    public bool IsEased { get; init; }

    public bool IsOpen => Remedy is null;

    /// <summary>One case for each cause, rule and mentorship, however often the cause is heard.</summary>
    public static Guid IdOf(string rule, Guid causeId, Guid mentorshipId) => Ids.Of($"conflict:{rule}", causeId, mentorshipId);

    public Conflict Evolve(object e) => e switch
    {
        ConflictArose arose => this with
        {
            Id = arose.ConflictId,
            MentorshipId = arose.MentorshipId,
            CohortId = arose.CohortId,
            Rule = arose.Rule,
            SettleBy = arose.SettleBy,
        },
        ConflictOverdue _ => this with { IsOverdue = true },
        ConflictEased _ => this with { IsEased = true },
        ConflictSettled settled => this with { Remedy = settled.Remedy },
        _ => this,
    };
}
