using Advance.Host.Postgres;

namespace Advance.Host;

/// <summary>The words and options behind a command: <c>--name value</c>, <c>--flag</c>, and what stands alone.</summary>
public sealed record Arguments(IReadOnlyList<string> Words, IReadOnlyDictionary<string, string> Options, IReadOnlySet<string> Flags)
{
    private static readonly string[] KnownFlags = ["dry-run", "help", "yes"];

    public static Arguments Parse(IReadOnlyList<string> args)
    {
        List<string> words = [];
        Dictionary<string, string> options = [];
        HashSet<string> flags = [];
        for (var i = 0; i < args.Count; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal)) words.Add(args[i]);
            else if (KnownFlags.Contains(args[i][2..])) flags.Add(args[i][2..]);
            else if (i + 1 < args.Count) options[args[i][2..]] = args[++i];
            else throw new StartupRefused($"The option {args[i]} needs a value.");
        }

        return new(words, options, flags);
    }

    public string? Option(string name) => Options.GetValueOrDefault(name);

    /// <summary>The option, or one sentence that says it is missing.</summary>
    public string Required(string name) => Option(name) ?? throw new StartupRefused($"The option --{name} is missing.");

    /// <summary>The n-th word, or one sentence that says it is missing.</summary>
    public string Word(int n, string what) => n < Words.Count ? Words[n] : throw new StartupRefused($"{what} is missing.");

    /// <summary>Refuses options that this command does not know.</summary>
    public Arguments Only(params string[] known)
    {
        var unknown = Options.Keys.Concat(Flags).Except(known).FirstOrDefault();
        return unknown is null ? this : throw new StartupRefused($"This command has no option --{unknown}.");
    }
}
