namespace Advance.Verifier;

/// <summary>
/// Files that are named on the command line. What has no length is not opened: it may be a pipe or a device, and reading it would never end.
/// </summary>
internal static class PlainFile
{
    /// <summary>The file, links followed; a length of 0 also says that it is no plain file.</summary>
    public static FileInfo At(string path)
    {
        if (!File.Exists(path))
            throw new Unusable($"{path} is not a file");
        // The length of a link would be that of its text.
        var target = File.ResolveLinkTarget(path, returnFinalTarget: true);
        return target is { Exists: false } ? throw new Unusable($"{path} is no plain file") : target as FileInfo ?? new FileInfo(path);
    }

    /// <summary>The path, if something is in the file; the part names it in the refusal.</summary>
    public static string Require(string path, string part) => At(path).Length > 0 ? path : throw new Refusal(part, "it is empty or no plain file");

    public static byte[] ReadSmall(string path, string part) => At(Require(path, part)).Length <= BundleFiles.MaxSmall
        ? File.ReadAllBytes(path)
        : throw new Unusable($"{path} is larger than {BundleFiles.MaxSmall} bytes");
}
