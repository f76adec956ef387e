using System.Reflection;
using Advance.Contracts;

namespace Advance.Reporting;

/// <summary>
/// The published events that belong to a cohort: every record of Contracts with a <c>CohortId</c>. A new one is found without a
/// change here.
/// </summary>
public static class CohortEvents
{
    private static readonly Dictionary<Type, PropertyInfo> CohortIds = typeof(CohortPlanned).Assembly.GetExportedTypes()
        .Where(t => t is { IsClass: true, IsAbstract: false })
        .Select(t => (Type: t, Property: t.GetProperty("CohortId")))
        .Where(x => x.Property?.PropertyType is { } p && (p == typeof(Guid) || p == typeof(Guid?)))
        .ToDictionary(x => x.Type, x => x.Property!);

    /// <summary>The kinds of events, in a stable order.</summary>
    public static IReadOnlyList<Type> Types { get; } = [.. CohortIds.Keys.OrderBy(t => t.FullName, StringComparer.Ordinal)];

    /// <summary>The cohort that an event belongs to; null when it is of none.</summary>
    public static Guid? CohortOf(object e) => CohortIds.GetValueOrDefault(e.GetType())?.GetValue(e) as Guid?;
}
