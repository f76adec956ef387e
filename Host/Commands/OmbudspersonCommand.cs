using System.Text;
using System.Text.Json;
using Advance.Host.Postgres;
using Advance.Matching.Sealed;

namespace Advance.Host.Commands;

/// <summary>
/// <c>ombudsperson keygen --out FILE</c> makes a key; <c>ombudsperson open --key FILE --in FILE</c> opens boxes, offline: one per line in
/// base64, or a page as <c>GET /api/sealed-reasons</c> answers it. Neither needs a database. Exit 1 when a box could not be opened.
/// </summary>
public static class OmbudspersonCommand
{
    public static Task<int> RunAsync(Arguments args) => RunAsync(args, Console.Out);

    public static Task<int> RunAsync(Arguments args, TextWriter output) => args.Word(0, "keygen or open") switch
    {
        "keygen" => KeygenAsync(args.Only("out"), output),
        "open" => OpenAsync(args.Only("key", "in"), output),
        var other => throw new StartupRefused($"ombudsperson {other} is not known: keygen or open."),
    };

    private static async Task<int> KeygenAsync(Arguments args, TextWriter output)
    {
        var path = args.Required("out");
        if (File.Exists(path)) throw new StartupRefused($"{path} exists already; a key is never overwritten.");
        var (privateKey, publicKey) = SealedBox.NewKeys();
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var file = new FileStream(path, options)) await file.WriteAsync(Encoding.ASCII.GetBytes(Convert.ToBase64String(privateKey) + "\n"));
        await output.WriteLineAsync($"The private key is in {path}: it belongs to the ombudsperson alone, and nobody can replace it.");
        await output.WriteLineAsync($"Ombudsperson__PublicKey={Convert.ToBase64String(publicKey)}");
        return 0;
    }

    private static async Task<int> OpenAsync(Arguments args, TextWriter output)
    {
        var key = await KeyAsync(args.Required("key"));
        var (shut, boxes) = (0, BoxesIn(await File.ReadAllTextAsync(args.Required("in"))));
        foreach (var box in boxes)
        {
            var bytes = new byte[box.Length];
            var letter = Convert.TryFromBase64String(box, bytes, out var length) ? SealedBox.Open(key, bytes.AsSpan(0, length)) : null;
            if (letter is null) shut++;
            await output.WriteLineAsync(letter is null ? "(not for this key, or changed)" : Encoding.UTF8.GetString(letter).TrimEnd());
        }

        return shut == 0 ? 0 : 1;
    }

    private static async Task<byte[]> KeyAsync(string path)
    {
        if (!File.Exists(path)) throw new StartupRefused($"There is no file {path}.");
        var key = new byte[256];
        return Convert.TryFromBase64String((await File.ReadAllTextAsync(path)).Trim(), key, out var length) && length == SealedBox.KeyLength
            ? key[..length] : throw new StartupRefused($"{path} does not hold a private key.");
    }

    private static string[] BoxesIn(string text)
    {
        if (!text.TrimStart().StartsWith('{')) return text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        using var page = JsonDocument.Parse(text);
        return [.. page.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("box").GetString() ?? "")];
    }
}
