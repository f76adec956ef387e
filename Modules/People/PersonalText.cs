using Advance.Contracts;
using Marten;

namespace Advance.People;

/// <summary>
/// A text by or about a person, such as a motivation letter. Other modules refer to it by its id; it is erased with the person.
/// </summary>
public record PersonalText
{
    /// <summary>What a mentorship is to reach: between the two of it, so that neither staff nor a committee read it here.</summary>
    public const string GoalKind = "mentorship-goal";

    public Guid Id { get; init; }
    public Guid PersonId { get; init; }
    public string Kind { get; init; } = "";
    public string Text { get; init; } = "";
    public DateTimeOffset WrittenAt { get; init; }

    /// <summary>It tells of a decision of this cohort: the person sees it when the cohort's decisions are released (rule A7).</summary>
    public Guid? HeldBackForCohortId { get; init; }
}

/// <summary>Whether a cohort's decisions are released, as the stream of its intake tells; its id is <c>Ids.Of("intake", cohortId)</c>.</summary>
public record KnownRelease : IFold<KnownRelease>
{
    public Guid Id { get; init; }
    public bool IsReleased { get; init; }

    public KnownRelease Evolve(object e) => e switch
    {
        DecisionsReleased released => this with { Id = Ids.Of("intake", released.CohortId), IsReleased = true },
        _ => this,
    };
}

/// <summary>Texts that are not their person's to see yet.</summary>
internal static class HeldBack
{
    public static async Task<bool> IsHeldBackAsync(this IQuerySession session, PersonalText text, CancellationToken cancel) =>
        text.HeldBackForCohortId is { } cohort
            && (await session.Events.AggregateStreamAsync<KnownRelease>(Ids.Of("intake", cohort), token: cancel))?.IsReleased != true;

    /// <summary>Those that the person may see by now.</summary>
    public static async Task<IReadOnlyList<PersonalText>> ReleasedAsync(this IQuerySession session, IReadOnlyList<PersonalText> texts,
        CancellationToken cancel)
    {
        List<PersonalText> released = [];
        foreach (var text in texts)
            if (!await session.IsHeldBackAsync(text, cancel)) released.Add(text);
        return released;
    }
}
