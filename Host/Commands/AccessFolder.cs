using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Advance.Host.Postgres;

namespace Advance.Host.Commands;

/// <summary>
/// The folder of an access export, readable by its owner only. File names are made here, of a number and a kind: what somebody called a
/// file is no name to write under. Without <see cref="FinishAsync"/> it leaves nothing behind.
/// </summary>
public sealed class AccessFolder : IDisposable
{
    private const UnixFileMode OwnFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly string _path;
    private readonly List<(string Name, string What, string Digest)> _files = [];
    private readonly List<string> _leftOut = [];
    private readonly bool _isNew;
    private bool _isFinished;

    public AccessFolder(string path)
    {
        MustBeFree(path);
        (_path, _isNew) = (path, !Directory.Exists(path));
        Make(path);
    }

    /// <summary>Refuses a folder in which something lies: an export is never mixed with another one, or written over it.</summary>
    public static void MustBeFree(string path)
    {
        if (File.Exists(path) || (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any()))
            throw new StartupRefused($"{path} is not empty; an access export is written into a new or empty folder.");
    }

    /// <summary>A file under this name.</summary>
    public Task WriteAsync(string name, string what, JsonNode json) => WriteAsync(name, what, Encoding.UTF8.GetBytes(json.ToJsonString(Json)));

    /// <summary>The next text of a folder.</summary>
    public Task WriteAsync(string folder, string? kind, string? ending, string what, string text) =>
        WriteAsync(folder, kind, ending, what, Encoding.UTF8.GetBytes(text));

    /// <summary>The next file of a folder, under a safe name.</summary>
    public Task WriteAsync(string folder, string? kind, string? ending, string what, byte[] bytes)
    {
        var number = _files.Count(f => f.Name.StartsWith($"{folder}/", StringComparison.Ordinal)) + 1;
        Make(Path.Combine(_path, folder));
        return WriteAsync($"{folder}/{number:D3}-{Safe(kind)}.{Safe(ending)}", what, bytes);
    }

    /// <summary>Says what is held and not in here, and why.</summary>
    public void LeaveOut(string what) => _leftOut.Add(OneLine(what));

    /// <summary>Writes what is what, and the list of all digests.</summary>
    public async Task FinishAsync(Guid person, IReadOnlyList<string> formerIds)
    {
        var width = _files.Max(f => f.Name.Length);
        await WriteAsync("README.txt", "", Encoding.UTF8.GetBytes($"""
            What Advance holds about person {person}, as far as it is theirs to see: what is not released yet (a decision, a
            proposal) is not in here.
            {string.Concat(formerIds.Select(id => $"\nFormerly also {id}; what happened under that id is included."))}
            {string.Concat(_files.Select(f => $"\n{f.Name.PadRight(width)}  {f.What}".TrimEnd()))}
            {string.Concat(_leftOut.Select(what => $"\nHeld, but not in here: {what}"))}

            access.json is as the interface of Advance describes it (GET /api/people/ID/access). Its events are all that name the person, in
            order; those of the type people.person-read say who read the person's data (by role) and on which ground. What the two of
            a mentorship wrote as its goals is in here only where no token of staff asked for this export: staff do not read it.
            SHA256SUMS has the SHA-256 of each file; sha256sum -c SHA256SUMS checks them.

            """.ReplaceLineEndings("\n")));
        var sums = string.Concat(_files.Select(f => $"{f.Digest}  {f.Name}\n"));
        await WriteAsync("SHA256SUMS", "", Encoding.ASCII.GetBytes(sums));
        _isFinished = true;
    }

    public void Dispose()
    {
        if (_isFinished) return;
        foreach (var entry in Directory.EnumerateFileSystemEntries(_path))
            if (Directory.Exists(entry)) Directory.Delete(entry, recursive: true);
            else File.Delete(entry);
        if (_isNew) Directory.Delete(_path);
    }

    private async Task WriteAsync(string name, string what, byte[] bytes)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            await using FileStream file = new(Path.Combine(_path, name), options);
            await file.WriteAsync(bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupRefused($"{name} could not be written, so the export was given up: {e.Message}");
        }

        _files.Add((name, OneLine(what), Convert.ToHexStringLower(SHA256.HashData(bytes))));
    }

    private static void Make(string folder)
    {
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, OwnFolder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupRefused($"{folder} could not be made: {e.Message}");
        }
    }

    private static string Safe(string? word) =>
        string.Concat((word ?? "").ToLowerInvariant().Where(c => char.IsAsciiLetterOrDigit(c) || c == '-').Take(60)) is { Length: > 0 } safe ? safe : "unnamed";

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
