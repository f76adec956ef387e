using System.Globalization;

namespace Advance.Reporting.Log;

/// <summary>
/// Whom to believe (C2SP tlog-policy): the keys of the log, the keys of witnesses, and which witnesses must have
/// cosigned. Text in lines: "log VKEY [URL]", "witness NAME VKEY [URL]", "group NAME all|any|K NAME...", "quorum NAME".
/// </summary>
public sealed class LogPolicy
{
    private const int MaxBytes = 64 * 1024;
    private readonly List<NoteKey> logs = [];
    private readonly Dictionary<string, Func<IReadOnlyCollection<NoteKey>, bool>> named = new(StringComparer.Ordinal);
    private readonly List<NoteKey> witnesses = [];
    private readonly HashSet<string> members = new(StringComparer.Ordinal);
    private Func<IReadOnlyCollection<NoteKey>, bool>? quorum;

    public IReadOnlyList<NoteKey> Logs => logs;

    public IReadOnlyList<NoteKey> Witnesses => witnesses;

    /// <summary>The policy of a log that no witness watches yet.</summary>
    public static string WithoutWitnesses(params IEnumerable<NoteKey> logs) =>
        string.Concat(logs.Select(key => $"log {key}\n")) + "quorum none\n";

    public static LogPolicy Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes)
            throw new FormatException($"The policy is larger than {MaxBytes} bytes.");
        var policy = new LogPolicy();
        var text = StrictText.Utf8(bytes);
        if (!text.EndsWith('\n') || text.Any(c => c < ' ' && c is not ('\n' or '\t') || c == '\x7f'))
            throw new FormatException("The policy has control characters or does not end in a newline.");
        foreach (var line in text.Split('\n'))
        {
            var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0 && words[0][0] != '#')
                policy.Add(words);
        }

        return policy.quorum is null ? throw new FormatException("The policy names no quorum.") : policy;
    }

    /// <summary>
    /// The checkpoint of a note, when a log of this policy signed it under its own name and the quorum of witnesses did.
    /// </summary>
    public Checkpoint Accept(SignedNote note)
    {
        var checkpoint = Checkpoint.Parse(note.Text);
        if (!note.SignedBy(logs.Where(key => key.Name == checkpoint.Origin)).Any())
            throw new FormatException($"No key of the policy signed for the origin {checkpoint.Origin}.");
        return quorum!(note.SignedBy(witnesses)) ? checkpoint : throw new FormatException("The quorum of witnesses did not sign.");
    }

    /// <summary>Would it accept the note? A wrong signature under a known name is no.</summary>
    public bool IsMetBy(SignedNote note)
    {
        try
        {
            Accept(note);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private void Add(string[] words)
    {
        switch (words)
        {
            case ["log", var vkey, .. { Length: <= 1 }]:
                AddKey(logs, NoteKey.Parse(vkey), NoteKey.Log);
                break;
            case ["witness", var name, var vkey, .. { Length: <= 1 }]:
                var key = NoteKey.Parse(vkey);
                AddKey(witnesses, key, NoteKey.Witness);
                Define(name, signed => signed.Contains(key));
                break;
            case ["group", var name, var threshold, .. { Length: > 0 } names]:
                Define(name, Group(threshold, names));
                break;
            case ["quorum", "none"] when quorum is null:
                quorum = _ => true;
                break;
            case ["quorum", var name] when quorum is null && named.TryGetValue(name, out var rule):
                quorum = rule;
                break;
            default:
                throw new FormatException(
                    $"The policy's line \"{words[0]}\" is malformed, stands twice or names what is not defined above it.");
        }
    }

    // Two keys are the same when the key material is, whatever their names.
    private static void AddKey(List<NoteKey> keys, NoteKey key, byte type)
    {
        if (key.Type != type || keys.Any(k => k.PublicKey.AsSpan().SequenceEqual(key.PublicKey)))
            throw new FormatException($"The key of {key.Name} stands twice in the policy or is of another kind.");
        keys.Add(key);
    }

    private void Define(string name, Func<IReadOnlyCollection<NoteKey>, bool> rule)
    {
        if (name == "none" || !named.TryAdd(name, rule))
            throw new FormatException($"The name {name} is defined twice in the policy, or is \"none\".");
    }

    private Func<IReadOnlyCollection<NoteKey>, bool> Group(string threshold, string[] names)
    {
        var needed = threshold switch
        {
            "all" => names.Length,
            "any" => 1,
            _ => int.TryParse(threshold, NumberStyles.None, CultureInfo.InvariantCulture, out var k) ? k : 0,
        };
        if (needed < 1 || needed > names.Length || !names.All(name => named.ContainsKey(name) && members.Add(name)))
            throw new FormatException(
                "A group of the policy needs one to all of its members, each defined above and in one group only.");
        var rules = names.Select(name => named[name]).ToArray();
        return signed => rules.Count(rule => rule(signed)) >= needed;
    }
}
