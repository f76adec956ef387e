namespace Advance.Verifier.Witness;

/// <summary>The two commands of a witness: to make its key once, and to cosign.</summary>
internal static class WitnessCli
{
    public const string Usage =
        "advance-verify witness keygen --name NAME --out FILE | advance-verify cosign REQUEST --key FILE --policy FILE [--log FILE] [--json]";

    public static int Keygen(string[] words, TextWriter text)
    {
        var (name, file) = words switch
        {
            ["--name", var n, "--out", var f] => (n, f),
            ["--out", var f, "--name", var n] => (n, f),
            _ => throw new Unusable($"usage: {Usage}"),
        };
        using var key = WitnessKey.Make(name, file);
        text.WriteLine(key.Public.Written);
        return 0;
    }

    public static int Cosign(string request, string[] words, TextWriter text, TimeProvider clock)
    {
        var json = words.Contains("--json");
        var given = words.Where(w => w != "--json").Chunk(2).ToLookup(o => o[0], o => o.Length == 2 ? o[1] : throw new Unusable($"usage: {Usage}"));
        if (given.Any(o => o.Key is not ("--key" or "--policy" or "--log") || o.Skip(1).Any()) || !given.Contains("--key") || !given.Contains("--policy"))
            throw new Unusable($"usage: {Usage}");
        var (policy, export) = (given["--policy"].Single(), given["--log"].SingleOrDefault());
        var note = Cosigning.Run(PlainFile.ReadSmall(request, Cosigning.Part), PolicyOf(policy), given["--key"].Single(),
            export is null ? null : PlainFile.Require(export, LogCheck.Part), clock);
        text.Write(json ? Text.Utf8(Canonical.Of(Json.Map(("note", Json.Quoted(note))))) + "\n" : note);
        return 0;
    }

    private static Policy PolicyOf(string file)
    {
        try
        {
            return new(PlainFile.ReadSmall(file, Policy.Given));
        }
        catch (FormatException e)
        {
            throw new Refusal(Policy.Given, e.Message);
        }
    }
}
