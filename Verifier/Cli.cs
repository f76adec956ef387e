using System.Text;

namespace Advance.Verifier;

/// <summary>The command line. Exit 0: valid; 1: refused, with one sentence that says what and where; 2: unusable input.</summary>
public static class Cli
{
    private const int MaxInput = 64 * 1024 * 1024;

    private const string Usage =
        "usage: advance-verify BUNDLE_DIR [--log FILE] [--policy FILE] | advance-verify certificate FILE | advance-verify vectors DIR | advance-verify canonicalize < FILE";

    public static int Run(string[] args, Stream input, Stream output)
    {
        using var text = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true);
        try
        {
            return args switch
            {
                ["vectors" or "--vectors", var directory] => Vectors.Run(directory, text),
                ["canonicalize" or "--canonicalize"] => Canonicalize(input, output),
                ["certificate" or "--certificate", var file] => Certificate.Run(file, text),
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
        string? log = null, policy = null;
        for (var i = 0; i < options.Length; i += 2)
        {
            var value = i + 1 < options.Length ? options[i + 1] : throw new Unusable(Usage);
            if (options[i] == "--log" && log is null)
                log = value;
            else if (options[i] == "--policy" && policy is null)
                policy = value;
            else
                throw new Unusable(Usage);
        }

        foreach (var file in new[] { log, policy }.OfType<string>().Where(file => !File.Exists(file)))
            throw new Unusable($"{file} is not a file");
        var proven = BundleCheck.Run(BundleFiles.Load(directory), policy is null ? null : Small(policy));
        var replayed = log is null ? null : LogCheck.Run(proven, log);
        text.WriteLine(Verdict(proven, policy is not null, replayed));
        return 0;
    }

    private static byte[] Small(string file) => new FileInfo(file).Length <= BundleFiles.MaxSmall
        ? File.ReadAllBytes(file)
        : throw new Unusable($"{file} is larger than {BundleFiles.MaxSmall} bytes");

    private static string Verdict(Proven proven, bool ownPolicy, LogCheck.Result? log)
    {
        var (now, before) = (proven.Checkpoint, proven.Previous);
        var sentence = new StringBuilder($"valid: exactly this report ({proven.ReportId}) was issued as leaf {proven.Index} of the log ")
            .Append($"{now.Origin} at size {now.Size}, counted up to position {proven.Position}, ")
            .Append($"signed by {proven.Key.Written} and {proven.Witnesses} witnesses");
        sentence.Append(before is null
            ? ", as the first report"
            : $", and nothing before size {before.Size} was rewritten since the previous report");
        if (log is not null)
        {
            sentence.Append($"; the exported log gives the same root over {now.Size} events of {log.Streams} streams, ")
                .Append($"and {log.Figures} figures name {log.Events} events that are in it");
        }

        return sentence.Append(ownPolicy
            ? "."
            : " (the policy is the bundle's own: compare the key with the published one, or give --policy).").ToString();
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

    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
}
