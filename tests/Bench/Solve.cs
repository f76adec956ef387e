using System.Text.Json.Nodes;
using Advance.Matching.Engine;

namespace Advance.Tests.Bench;

/// <summary><c>solve FILE</c> (<c>-</c>: standard input): one instance as JSON in, one JSON line out, for checks from outside. Exit code 0
/// when solved; otherwise 2, nothing on standard output and one sentence on standard error that names the place in the file.</summary>
public static class Solve
{
    public static int Run(string[] args) => Run(args, Console.Out, Console.Error);

    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        try
        {
            if (args is not [var file]) throw new UnusableInstance("Which file? solve FILE, or solve - for standard input.");
            var (instance, policy) = SolveInput.Of(Read(file));
            output.WriteLine(Answer(instance, policy).ToJsonString());
            return 0;
        }
        catch (Exception refused) when (refused is UnusableInstance or UnsolvableException)
        {
            error.WriteLine(refused.Message);
            return 2;
        }
    }

    static byte[] Read(string file)
    {
        try
        {
            if (file != "-") return File.ReadAllBytes(file);
            using var all = new MemoryStream();
            using var input = Console.OpenStandardInput();
            input.CopyTo(all);
            return all.ToArray();
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UnusableInstance(Directory.Exists(file) ? $"{file} is a folder, not a file."
                : File.Exists(file) ? $"{file} cannot be read." : $"There is no file {file}.");
        }
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
