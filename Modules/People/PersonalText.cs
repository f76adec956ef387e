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
}
