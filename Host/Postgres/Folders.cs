namespace Advance.Host.Postgres;

internal static class Folders
{
    public static IReadOnlyList<string> Matching(string parent, string pattern) =>
        Directory.Exists(parent) ? Directory.GetDirectories(parent, pattern) : [];
}
