using Advance.Contracts;

namespace Advance.Applications;

/// <summary>What an applicant declares, by the key that the policy has for it; with a date where the policy asks for one. Never words.</summary>
public record Declaration(string Key, DateOnly? Date = null)
{
    /// <summary>Bounds, and each key once.</summary>
    internal static bool AreWhole(IReadOnlyList<Declaration>? made) => made is null || (made.Count <= 20
        && made.All(d => Shape.IsKey(d.Key) && d.Date?.Year is null or (>= 2000 and <= 2200)) && made.DistinctBy(d => d.Key).Count() == made.Count);
}

/// <summary>The applicant declared these, each in place of an earlier one of its key, and took back those. Private.</summary>
public record DeclarationsMade(Guid ApplicationId, Guid CohortId, Guid PersonId, IReadOnlyList<Declaration> Made, IReadOnlyList<string> TakenBack);

/// <summary>What the policy of a call asks to be declared (rule A3), and how declarations stand to it.</summary>
public static class DeclarationRules
{
    /// <summary>Refused with <c>declaration-not-asked-for</c>, <c>declaration-date-missing</c>, <c>declaration-has-no-date</c>.</summary>
    public static void MustTake(this Call call, IReadOnlyList<Declaration> made)
    {
        Refused.When(made.Any(d => !Required(call).Contains(d.Key)), "declaration-not-asked-for", "This call does not ask for this declaration.");
        Refused.When(made.Any(d => d.Date is null && call.NotBefore(d.Key) is not null), "declaration-date-missing", "This declaration states a date.");
        Refused.When(made.Any(d => d.Date is not null && call.NotBefore(d.Key) is null), "declaration-has-no-date", "This declaration states no date.");
    }

    /// <summary>
    /// The required declarations that are not among these. Before there were declarations one was handed in as a document of its kind;
    /// that still counts where no date is asked for.
    /// </summary>
    public static IReadOnlyList<string> MissingDeclarations(this Call call, IEnumerable<Declaration> made, IEnumerable<Attachment> documents) =>
        [.. Required(call).Except(made.Select(d => d.Key)).Except(documents.Select(d => d.Kind).Where(kind => call.NotBefore(kind) is null))];

    /// <summary>The declarations whose date lies before the day that the policy asks for.</summary>
    public static IReadOnlyList<string> TooEarly(this Call call, IEnumerable<Declaration> made) =>
        [.. made.Where(d => d.Date < call.NotBefore(d.Key)).Select(d => d.Key)];

    /// <summary>The day before which the date of a declaration may not lie; null where it states none. An extension does not move it.</summary>
    public static DateOnly? NotBefore(this Call call, string key) =>
        call.Policy?.DatedDeclarations?.FirstOrDefault(d => d.Key == key)?.NotBefore(call.PublishedDeadline);

    private static IReadOnlyList<string> Required(Call call) => call.Policy?.RequiredDeclarations ?? [];
}
