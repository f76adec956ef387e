using System.Globalization;
using System.IO.Enumeration;

namespace Advance.Verifier;

/// <summary>Checks files of RFC 6962 proofs whose right answer is known (the shape of transparency-dev/merkle/testdata).</summary>
public static class Vectors
{
    private const long MaxFile = 1024 * 1024;

    /// <summary>Every *.json below the directory; files of another shape are passed over.</summary>
    /// <returns>0 when all are right, 1 when one is wrong; throws <see cref="Unusable"/> when there is none.</returns>
    public static int Run(string directory, TextWriter output)
    {
        if (!Directory.Exists(directory))
            throw new Unusable($"{directory} is not a directory");
        var (right, wrong) = (0, 0);
        foreach (var file in Below(directory).Order(StringComparer.Ordinal))
        {
            if (IsRight(file) is not { } answer)
                continue;
            (right, wrong) = answer ? (right + 1, wrong) : (right, wrong + 1);
            if (!answer)
                output.WriteLine($"wrong: {Path.GetRelativePath(directory, file)}");
        }

        if (right + wrong == 0)
            throw new Unusable($"{directory} has no proof files");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{right} right, {wrong} wrong"));
        return wrong == 0 ? 0 : 1;
    }

    // Links to folders are not followed: they may lead in a circle.
    private static FileSystemEnumerable<string> Below(string directory) =>
        new(directory, (ref FileSystemEntry e) => e.ToFullPath(),
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = false })
        {
            ShouldIncludePredicate = (ref FileSystemEntry e) => !e.IsDirectory && e.FileName.EndsWith(".json", StringComparison.Ordinal),
            ShouldRecursePredicate = (ref FileSystemEntry e) => !e.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };

    // Null: not a proof file. A file that cannot be read as JSON counts as wrong, it is not passed over in silence.
    private static bool? IsRight(string file)
    {
        try
        {
            if (PlainFile.At(file).Length is 0 or > MaxFile)
                return false;
            var vector = Json.Parse(File.ReadAllBytes(file));
            var consistency = vector["size1"] is not null && vector["size2"] is not null && vector["root2"] is not null;
            var inclusion = vector["leafIdx"] is not null && vector["treeSize"] is not null;
            if (!consistency && !inclusion)
                return null;
            return Accepts(vector, consistency) == (vector["wantErr"]?.Kind != Json.Kinds.True);
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException or Unusable)
        {
            return false;
        }
    }

    private static bool Accepts(Json vector, bool consistency)
    {
        try
        {
            var proof = vector["proof"]?.Items.Select(Bytes).ToArray() ?? [];
            return consistency
                ? Tree.Continues(Size(vector["size1"]), Size(vector["size2"]), Bytes(vector["root1"]), Bytes(vector["root2"]), proof)
                : Tree.Includes(Size(vector["leafIdx"]), Size(vector["treeSize"]), Bytes(vector["leafHash"]), proof, Bytes(vector["root"]));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static ulong Size(Json? value) => value?.AsSize ?? throw new FormatException("not a size");

    private static byte[] Bytes(Json? value) => Convert.FromBase64String(value?.AsString ?? "");
}
