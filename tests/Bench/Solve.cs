using System.Text.Json.Nodes;
using Advance.Matching.Engine;

namespace Advance.Tests.Bench;

/// <summary><c>solve FILE</c>: one instance as JSON in, one JSON line out, for checks from outside. Exit code 0 when solved. What cannot be
/// read as an instance is told in one sentence on the error stream, with exit code 2 and nothing on the output.</summary>
public static class Solve
{
    const long MaxFile = 1024 * 1024 * 1024;

    public static int Run(string[] args) => Run(args, Console.Out, Console.Error);

    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        if (args.Length != 1) return Refuse(error, "Name one file: solve FILE.");
        try
        {
            var (policy, instance) = SolveFile.Read(BytesOf(args[0]));
            output.WriteLine(Answer(instance, policy).ToJsonString());
            return 0;
        }
        catch (Exception refused) when (refused is NoInstanceException or UnsolvableException)
        {
            return Refuse(error, refused.Message);
        }
    }

    static byte[] BytesOf(string file)
    {
        try
        {
            if (Directory.Exists(file)) throw new NoInstanceException($"{file} is a folder, not a file.");
            if (!File.Exists(file)) throw new NoInstanceException($"There is no file {file}.");
            if (new FileInfo(file).Length > MaxFile) throw new NoInstanceException($"{file} has more than {MaxFile} bytes.");
            return File.ReadAllBytes(file);
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            throw new NoInstanceException($"{file} cannot be read.");
        }
    }

    static int Refuse(TextWriter error, string sentence)
    {
        error.WriteLine(sentence);
        return 2;
    }

    /// <summary><c>gap</c>: cost of the plan minus the bound that its certificate proves, 0 when optimal; under Stable, whose proof
    /// is that nobody blocks, the number of blocking pairs. A certificate that does not hold ends the program.</summary>
    static JsonObject Answer(Instance instance, Policy policy)
    {
        var plan = Matcher.Solve(instance, policy);
        var blocking = Stability.BlockingPairs(instance, plan).Count;
        var gap = blocking.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (plan.Certificate is not null)
        {
            var finding = CertificateCheck.Check(instance, plan);
            if (finding.Violations > 0) throw new InvalidOperationException($"The certificate is violated {finding.Violations} times.");
            gap = finding.Gap.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
        return new()
        {
            ["placed"] = plan.Placed,
            ["total"] = plan.Total,
            ["profile"] = new JsonArray([.. plan.Profile.Select(count => JsonValue.Create(count))]),
            ["gap"] = JsonNode.Parse(gap),
            ["blockingPairs"] = blocking,
            ["pairs"] = new JsonArray([.. plan.Pairs.Select(pair => new JsonArray(pair.Mentee, pair.Mentor))]),
        };
    }
}
