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
        return File.ResolveLinkTarget(path, returnFinalTarget: true) as FileInfo ?? new FileInfo(path);
    }

    public static string Require(string path) => At(path).Length > 0 ? path : throw new Unusable($"{path} is empty or no plain file");

    public static byte[] ReadSmall(string path) => At(Require(path)).Length <= BundleFiles.MaxSmall
        ? File.ReadAllBytes(path)
        : throw new Unusable($"{path} is larger than {BundleFiles.MaxSmall} bytes");
}
