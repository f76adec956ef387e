using System.Text;
using Advance.Verifier.Witness;

namespace Advance.Verifier;

/// <summary>The command line. Exit 0: valid; 1: refused, with one sentence that says what and where; 2: unusable input.</summary>
public static class Cli
{
    private const int MaxInput = 64 * 1024 * 1024, MaxSentence = 1000;

    private const string Usage =
        "usage: advance-verify BUNDLE_DIR [--log FILE] [--policy FILE] [--held FILE_OR_DIR]... | advance-verify certificate FILE | "
        + "advance-verify matches DIR --log FILE | advance-verify vectors DIR | advance-verify canonicalize < FILE | "
        + WitnessCli.Usage;

    public static int Run(string[] args, Stream input, Stream output) => Run(args, input, output, TimeProvider.System);

    // The clock is for cosignatures only: no verdict depends on the time.
    public static int Run(string[] args, Stream input, Stream output, TimeProvider clock)
    {
        using var said = new MemoryStream();
        var exit = Answer(args, input, said, clock);
        try
        {
            said.WriteTo(output);
            output.Flush();
            return exit;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 2; // a verdict that nobody could hear is none
        }
    }

    private static int Answer(string[] args, Stream input, Stream output, TimeProvider clock)
    {
        using var text = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true);
        try
        {
            return args switch
            {
                ["vectors" or "--vectors", var directory] => Vectors.Run(directory, text),
                ["canonicalize" or "--canonicalize"] => Canonicalize(input, output),
                ["certificate" or "--certificate", var file] => Certificate.Run(file, text),
                ["matches", var directory, "--log", var log] => Matches.Run(directory, log, text),
                ["witness", "keygen", .. var words] => WitnessCli.Keygen(words, text),
                ["cosign", var request, .. var words] => WitnessCli.Cosign(request, words, text, clock),
                [var directory, .. var options] when !directory.StartsWith('-') => Bundle(directory, options, text),
                _ => throw new Unusable(Usage),
            };
        }
        catch (Refusal refusal)
        {
            text.WriteLine($"refused: {Printable(refusal.Message)}.");
            return 1;
        }
        // Whatever else goes wrong: no verdict, and never a stack trace that could be taken for one.
        catch (Exception e)
        {
            text.WriteLine($"unusable: {Printable(e.Message)}");
            return 2;
        }
    }

    private static int Bundle(string directory, string[] options, TextWriter text)
    {
        var given = options.Chunk(2).ToLookup(o => o[0], o => o.Length == 2 ? o[1] : throw new Unusable(Usage));
        if (given.Any(o => o.Key is not ("--log" or "--policy" or "--held")) || given["--log"].Skip(1).Any() || given["--policy"].Skip(1).Any())
            throw new Unusable(Usage);
        var (log, trusted) = (given["--log"].SingleOrDefault(), given["--policy"].SingleOrDefault());
        foreach (var file in new[] { log, trusted }.OfType<string>())
            PlainFile.At(file);
        var (proven, policy) = BundleCheck.Run(BundleFiles.Load(directory), trusted is null ? null : PlainFile.ReadSmall(trusted, Policy.Given));
        Held[] held = [.. given["--held"].Select(path => Held.Read(path, policy))];
        if (log is null)
            Array.ForEach(held, one => one.Compare(proven));
        var replayed = log is null ? null : LogCheck.Run(proven, log, held);
        text.WriteLine(Verdict.Of(proven, trusted is not null, replayed, held));
        return 0;
    }

    private static int Canonicalize(Stream input, Stream output)
    {
        using var all = new MemoryStream();
        var buffer = new byte[81920];
        for (int n; (n = input.Read(buffer)) > 0;)
        {
            all.Write(buffer, 0, n);
            if (all.Length > MaxInput)
                throw new Unusable($"the input is larger than {MaxInput} bytes");
        }

        try
        {
            output.Write(Canonical.Of(Json.Parse(all.GetBuffer().AsSpan(0, (int)all.Length))));
        }
        catch (FormatException e)
        {
            throw new Unusable($"the input is not JSON of one meaning: {e.Message}");
        }

        return 0;
    }

    // One line, and not longer than one reads, whatever stood in the file.
    private static string Printable(string text) => string.Concat((text.Length <= MaxSentence ? text : text[..MaxSentence] + "\u2026")
        .Select(c => char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' ? '?' : c));
}
