namespace Advance.Verifier;

/// <summary>
/// Whom to believe, in the format of C2SP tlog-policy: "log VKEY", "witness NAME VKEY", "group NAME all|any|K NAME...",
/// "quorum NAME|none".
/// </summary>
public sealed class Policy
{
    private sealed record Rule(VerifierKey? Witness, int Needed, Rule[] Members)
    {
        public bool Met(Note note) => Witness is { } key ? note.SignedBy(key) : Members.Count(m => m.Met(note)) >= Needed;
    }

    /// <summary>What a policy from the command line is called in refusals.</summary>
    public const string Given = "the given policy";

    private readonly List<VerifierKey> logs = [], witnesses = [];
    private readonly Dictionary<string, Rule> rules = new(StringComparer.Ordinal);
    private readonly HashSet<string> grouped = new(StringComparer.Ordinal);
    private Rule? quorum;

    public Policy(byte[] bytes)
    {
        var text = Text.Utf8(bytes);
        if (text.Any(c => c is (< ' ' and not ('\t' or '\n')) or '\x7f') || !text.EndsWith('\n'))
            throw new FormatException("it has control characters or no newline at its end");
        foreach (var line in text.Split('\n').Select(l => l.Trim(' ', '\t')).Where(l => l.Length > 0 && l[0] != '#'))
            Read(line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
        if (quorum is null || logs.Count == 0)
            throw new FormatException("it names no log or no quorum");
    }

    public int WitnessesOf(Note note) => witnesses.Count(note.SignedBy);

    /// <summary>The checkpoint of the note, and the key of the log that signed it; the quorum must have cosigned.</summary>
    public (Checkpoint Checkpoint, VerifierKey Key) Believe(Note note)
    {
        var believed = Signed(note);
        return quorum!.Met(note) ? believed : throw new FormatException("the quorum of witnesses has not signed it");
    }

    /// <summary>An older checkpoint: signed by the log. Its witnesses may have been others, as the policy was.</summary>
    public Checkpoint SignedByLog(Note note) => Signed(note).Checkpoint;

    private (Checkpoint Checkpoint, VerifierKey Key) Signed(Note note)
    {
        var checkpoint = Checkpoint.Of(note);
        var own = logs.Where(key => key.Name == checkpoint.Origin).ToList();
        if (own.Count == 0)
            throw new FormatException($"its origin is {checkpoint.Origin}, which the policy does not name");
        if (own.Where(note.SignedBy).ToList() is not [var key, ..])
            throw new FormatException($"no key that the policy names for {checkpoint.Origin} has signed it");
        // A wrong cosignature refuses the note even where the quorum could do without it.
        _ = WitnessesOf(note);
        return (checkpoint, key);
    }

    private void Read(string[] words)
    {
        var known = words switch
        {
            ["log", var vkey, .. { Length: < 2 }] => Known(logs, new(vkey), VerifierKey.Log) is not null,
            ["witness", var name, var vkey, .. { Length: < 2 }] =>
                Define(name, new(Known(witnesses, new(vkey), VerifierKey.Witness), 1, [])),
            ["group", var name, var needed, .. { Length: > 0 } names] => Define(name, Group(needed, names)),
            ["quorum", "none"] => Quorum(new(null, 0, [])),
            ["quorum", var name] => rules.TryGetValue(name, out var rule) && Quorum(rule),
            _ => false,
        };
        if (!known)
            throw new FormatException(
                $"its line \"{string.Join(' ', words.Take(2))}\" is malformed or names what stands twice or not at all");
    }

    private static VerifierKey Known(List<VerifierKey> keys, VerifierKey key, byte kind)
    {
        if (key.Kind != kind || keys.Exists(k => k.Raw.AsSpan().SequenceEqual(key.Raw)))
            throw new FormatException($"the key of {key.Name} stands twice or is of another kind");
        keys.Add(key);
        return key;
    }

    private bool Define(string name, Rule rule) => name != "none" && rules.TryAdd(name, rule);

    private bool Quorum(Rule rule)
    {
        var first = quorum is null;
        quorum = rule;
        return first;
    }

    private Rule Group(string needed, string[] names)
    {
        var members = names.Select(n => rules.GetValueOrDefault(n) is { } rule && grouped.Add(n)
            ? rule
            : throw new FormatException($"the member {n} of a group is not defined above it or stands in two groups")).ToArray();
        var k = needed == "all" ? members.Length : needed == "any" ? 1 : (int)Math.Min(Text.Size(needed), int.MaxValue);
        return k >= 1 && k <= members.Length
            ? new(null, k, members)
            : throw new FormatException("a group needs none or more than all of its members");
    }
}
