using System.Reflection;
using Wolverine.Attributes;

namespace Advance.Host;

/// <summary>The modules of this Host: every assembly beside it that says it is one.</summary>
public static class Modules
{
    public static IReadOnlyList<Assembly> All { get; } = [.. Directory.GetFiles(AppContext.BaseDirectory, "Advance.*.dll")
        .Where(f => !Path.GetFileName(f).StartsWith("Advance.Tests", StringComparison.Ordinal) && Path.GetFileNameWithoutExtension(f) != "Advance.Host")
        .Select(f => Assembly.Load(Path.GetFileNameWithoutExtension(f)))
        .Where(a => a.GetCustomAttribute<WolverineModuleAttribute>() is not null).OrderBy(a => a.GetName().Name, StringComparer.Ordinal)];

    /// <summary>A reaction is a static class <c>On...</c> with a method <c>Handle</c> or <c>HandleAsync</c> whose first parameter is the event.</summary>
    public static bool IsReaction(Type type) => type is { IsAbstract: true, IsSealed: true, IsPublic: true }
        && type.Name.StartsWith("On", StringComparison.Ordinal) && EventOf(type) is not null;

    /// <summary>The published events that some module reacts to: only these go through the bus.</summary>
    public static IReadOnlyList<Type> EventsHeard { get; } =
        [.. All.SelectMany(m => m.GetExportedTypes()).Where(IsReaction).Select(t => EventOf(t)!).Distinct().OrderBy(t => t.Name, StringComparer.Ordinal)];

    private static Type? EventOf(Type reaction) => reaction.GetMethods(BindingFlags.Public | BindingFlags.Static)
        .FirstOrDefault(m => m.Name is "Handle" or "HandleAsync")?.GetParameters().FirstOrDefault()?.ParameterType;
}
