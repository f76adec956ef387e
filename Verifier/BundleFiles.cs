using System.Text.RegularExpressions;

namespace Advance.Verifier;

/// <summary>The files of a bundle, read whole within limits.</summary>
public sealed partial class BundleFiles
{
    public const string Report = "report.json", Html = "report.html", Policy = "policy", Manifest = "manifest.json",
        Checkpoint = "checkpoint", Proof = "report.tlog-proof", Consistency = "consistency.json";

    public const int MaxSmall = 64 * 1024;
    private const int MaxProof = 2 * 1024 * 1024, MaxReport = 16 * 1024 * 1024, MaxCopy = 64 * 1024 * 1024, MaxFiles = 32;
    private readonly Dictionary<string, byte[]> files = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => files.Keys.Order(StringComparer.Ordinal);

    public byte[] this[string name] => files.GetValueOrDefault(name) ?? throw new Refusal(name, "the file is missing");

    public bool Has(string name) => files.ContainsKey(name);

    public static BundleFiles Load(string directory)
    {
        if (!Directory.Exists(directory))
            throw new Unusable($"{directory} is not a directory{(File.Exists(directory) ? ": a bundle that came as one file, a zip, is unpacked first" : "")}");
        var bundle = new BundleFiles();
        foreach (var entry in new DirectoryInfo(directory).EnumerateFileSystemInfos().OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            if (entry is not FileInfo file || entry.LinkTarget is not null || !NameIsValid(entry.Name))
                throw new Refusal(entry.Name, "a bundle holds plain files only, with names of a-z, 0-9, dot and dash");
            if (bundle.files.Count == MaxFiles)
                throw new Refusal(entry.Name, $"a bundle has at most {MaxFiles} files");
            bundle.files.Add(file.Name, Read(file));
        }

        return bundle;
    }

    /// <summary>A bundle that is already in memory.</summary>
    public static BundleFiles Of(IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        var bundle = new BundleFiles();
        foreach (var (name, bytes) in files)
            bundle.files.Add(name, bytes);
        return bundle;
    }

    public static bool NameIsValid(string name) => Name().IsMatch(name);

    // A file without length is not opened: it may be a pipe, and reading it would never end.
    private static byte[] Read(FileInfo file)
    {
        var limit = LimitOf(file.Name);
        if (file.Length == 0 || file.Length > limit)
            throw new Refusal(file.Name, file.Length == 0 ? "the file is empty" : $"the file is larger than {limit} bytes");
        return File.ReadAllBytes(file.FullName);
    }

    private static int LimitOf(string name) => name switch
    {
        Manifest or Checkpoint or Policy => MaxSmall,
        Proof or Consistency => MaxProof,
        Report => MaxReport,
        _ => MaxCopy,
    };

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{0,63}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
