namespace Advance.Verifier.Witness;

/// <summary>
/// What a witness cosigned last: origin, size and root of one log, a line each, as in a checkpoint; "", 0 and "" before the first. It only
/// moves on. A witness that lost it has forgotten what it promised, and must begin anew with another key.
/// </summary>
public sealed record WitnessState(string Origin, ulong Size, byte[] Root)
{
    private const int MaxFile = 4096;

    public static readonly WitnessState Nothing = new("", 0, []);

    public static string PathFor(string keyFile) => keyFile + ".state";

    public static WitnessState Read(string path)
    {
        if (!File.Exists(path))
            throw new Unusable($"{path} is missing: a witness that does not know what it cosigned last may cosign nothing");
        try
        {
            if (new FileInfo(path).Length > MaxFile)
                throw new FormatException("it is too large");
            return Text.Utf8(File.ReadAllBytes(path)).Split('\n') switch
            {
                ["", "0", "", ""] => Nothing,
                [{ Length: > 0 } origin, var size, var root, ""] when size != "0" => new(origin, Text.Size(size), Text.Hash(root)),
                _ => throw new FormatException("it is not origin, size and root on a line each"),
            };
        }
        catch (FormatException e)
        {
            throw new Unusable($"{path}: {e.Message}; a witness that does not know what it cosigned last may cosign nothing");
        }
    }

    public void Keep(string path, bool replace = true) =>
        OwnFile.Write(path, $"{Origin}\n{Text.Of(Size)}\n{Convert.ToBase64String(Root)}\n", replace);
}

/// <summary>Files that only their owner may read, written whole or not at all, and on the disk before anything else goes on.</summary>
internal static class OwnFile
{
    public static void Write(string path, string text, bool replace)
    {
        var next = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(next, options))
        {
            file.Write(Text.Bytes(text));
            file.Flush(flushToDisk: true);
        }

        File.Move(next, path, replace);
    }

    /// <summary>Holds the only right to use what lies beside; another process that asks meanwhile is turned away.</summary>
    public static FileStream Alone(string path)
    {
        try
        {
            return new(path + ".lock", new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None });
        }
        catch (IOException)
        {
            throw new Unusable($"{path} is in use by another run of this program");
        }
    }
}
