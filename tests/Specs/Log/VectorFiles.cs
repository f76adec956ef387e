namespace Advance.Tests.Specs.Log;

/// <summary>The files below tests/Specs/vectors, found from the build's output.</summary>
internal static class VectorFiles
{
    public static string Folder(string name)
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Advance.sln")))
            directory = directory.Parent ?? throw new DirectoryNotFoundException("The solution is not above the build's output.");
        return Path.Combine(directory.FullName, "tests", "Specs", "vectors", name);
    }

    public static IEnumerable<string> Files(string name) =>
        Directory.EnumerateFiles(Folder(name), "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
}
