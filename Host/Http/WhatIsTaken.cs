using System.Reflection;
using System.Text.RegularExpressions;

namespace Advance.Host.Http;

/// <summary>
/// Says in the caller's words what could have stood where a body could not be read. The serializer names the .NET type that it wanted,
/// or the one around it; that name never leaves, what it means does.
/// </summary>
public static partial class WhatIsTaken
{
    private static readonly Dictionary<Type, string> Words = new()
    {
        [typeof(string)] = "a text",
        [typeof(bool)] = "true or false",
        [typeof(int)] = "a whole number",
        [typeof(long)] = "a whole number",
        [typeof(Guid)] = "an id (a UUID such as 01930000-0000-7000-8000-000000000001)",
        [typeof(DateOnly)] = "a day such as 2027-01-31",
        [typeof(DateTimeOffset)] = "an instant such as 2027-01-31T12:00:00Z",
    };

    /// <summary>What the serializer's message says was wanted at this path, or null where no more can be said than that it did not fit.</summary>
    public static string? Of(string message, string path)
    {
        if (Wanted().Match(message) is not { Success: true, Groups: var found } || Find(found["type"].Value) is not { } type) return null;
        // Of a value with a form of its own (an id, a day) the serializer names only the object around it, at whatever depth: follow the
        // path from there, leaving out what leads to that object.
        if (!IsOurs(type) || type.IsEnum) return Say(type);
        string[] steps = [.. Steps().Matches(path).Select(m => m.Value[1..])];
        return Enumerable.Range(0, steps.Length + 1).Select(skip => Walk(type, steps[skip..]))
            .FirstOrDefault(t => t is not null) is { } wanted ? Say(wanted) : null;
    }

    private static Type? Walk(Type from, string[] steps) =>
        steps.Aggregate((Type?)from, (type, step) => type is null ? null : Member(type, step));

    private static string? Say(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum) return $"one of {string.Join(", ", Enum.GetNames(type))}";
        if (Words.TryGetValue(type, out var words)) return words;
        return Element(type) is not null ? "a list" : IsOurs(type) ? "an object" : null;
    }

    private static bool IsOurs(Type type) => type.Assembly.GetName().Name?.StartsWith("Advance.", StringComparison.Ordinal) == true;

    private static Type? Find(string name) =>
        Words.Keys.FirstOrDefault(t => t.FullName == name) ?? (name.StartsWith("System.Collections.Generic.", StringComparison.Ordinal) ? typeof(List<object>)
            : AppDomain.CurrentDomain.GetAssemblies().Where(a => a.GetName().Name?.StartsWith("Advance.", StringComparison.Ordinal) == true)
                .Select(a => a.GetType(name)).FirstOrDefault(t => t is not null));

    private static Type? Member(Type type, string name)
    {
        var owner = Nullable.GetUnderlyingType(type) ?? type;
        return (Element(owner) ?? owner).GetProperty(name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase)?.PropertyType;
    }

    /// <summary>Of what a list is one; null for what is no list.</summary>
    private static Type? Element(Type type) => type.IsArray ? type.GetElementType()
        : type.IsGenericType && type != typeof(string) && type.IsAssignableTo(typeof(System.Collections.IEnumerable)) ? type.GetGenericArguments()[^1] : null;

    [GeneratedRegex(@"could not be converted to (?:System\.Nullable`1\[)?(?<type>[A-Za-z0-9_]{1,60}(?:[.+][A-Za-z0-9_]{1,60}){0,8})")]
    private static partial Regex Wanted();

    [GeneratedRegex(@"\.[A-Za-z0-9]{1,60}")]
    private static partial Regex Steps();
}
