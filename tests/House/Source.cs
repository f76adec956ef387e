using System.Runtime.CompilerServices;

namespace Advance.Tests.House;

/// <summary>The tree of this repository, as files.</summary>
internal static class Source
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "..", ".."));

    /// <summary>The module folders: whatever lies below Modules and has a project, but not Contracts.</summary>
    public static IReadOnlyList<string> Modules { get; } = [.. Directory.GetDirectories(Path.Combine(Root, "Modules"))
        .Where(d => Directory.GetFiles(d, "*.csproj").Length > 0).Select(d => Path.GetFileName(d)).Where(n => n != "Contracts").Order(StringComparer.Ordinal)];

    /// <summary>All C# files of a folder, without what a build makes.</summary>
    public static IEnumerable<(string Path, string Text)> Files(params string[] folders) => folders
        .SelectMany(f => Directory.GetFiles(Path.Combine(Root, f), "*.cs", SearchOption.AllDirectories))
        .Where(f => !f.Split(Path.DirectorySeparatorChar).Any(p => p is "bin" or "obj" or "Internal")).Order(StringComparer.Ordinal)
        .Select(f => (Path.GetRelativePath(Root, f), File.ReadAllText(f)));

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}

/// <summary>A text that people have read and approved; it changes on purpose only (run with ADVANCE_APPROVE=1 and read the difference).</summary>
internal static class Approved
{
    public static void Verify(string file, string text)
    {
        var path = Path.Combine(Source.Root, file);
        text = text.ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("ADVANCE_APPROVE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        File.Exists(path).Should().BeTrue($"{file} is approved and committed");
        text.Should().Be(File.ReadAllText(path).ReplaceLineEndings("\n"), $"{file} changes on purpose only (ADVANCE_APPROVE=1 writes it)");
    }
}
