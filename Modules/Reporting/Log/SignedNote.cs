using System.Buffers.Binary;
using System.Text;

namespace Advance.Reporting.Log;

/// <summary>One signature line: "— name base64(id || bytes)".</summary>
public sealed record NoteSignature(string Name, uint KeyId, byte[] Bytes)
{
    private const string Dash = "\u2014 ";

    public override string ToString()
    {
        var id = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(id, KeyId);
        return $"{Dash}{Name} {Convert.ToBase64String([.. id, .. Bytes])}";
    }

    internal static NoteSignature Parse(string line)
    {
        var parts = line.StartsWith(Dash, StringComparison.Ordinal) ? line[Dash.Length..].Split(' ') : [];
        if (parts.Length != 2 || !NoteKey.NameIsValid(parts[0]))
            throw new FormatException("A signature line is not of the form: dash, name, base64.");
        var bytes = StrictText.FromBase64(parts[1]);
        return bytes.Length > 4
            ? new(parts[0], BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes[4..])
            : throw new FormatException($"The signature of {parts[0]} is too short.");
    }
}

/// <summary>
/// A text and who signed it (C2SP signed-note v1): a checkpoint of the log is one. The text ends in a newline, the
/// last empty line separates it from the signatures. Throws <see cref="FormatException"/> for anything else.
/// </summary>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    public const int MaxBytes = 64 * 1024;
    public const int MaxSignatures = 100;

    public static SignedNote Sign(string text, DateTimeOffset now, params IEnumerable<NoteSigner> signers)
    {
        CheckText(text);
        return new(text, [.. signers.Select(s => s.Sign(text, now))]);
    }

    public static SignedNote Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes)
            throw new FormatException($"The note is larger than {MaxBytes} bytes.");
        var note = StrictText.Utf8(bytes);
        var blank = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (blank < 0 || !note.EndsWith('\n') || blank + 2 == note.Length)
            throw new FormatException("The note has no signatures.");
        CheckText(note[..(blank + 1)]);
        var lines = note[(blank + 2)..^1].Split('\n');
        return lines.Length > MaxSignatures
            ? throw new FormatException($"The note has more than {MaxSignatures} signatures.")
            : new(note[..(blank + 1)], [.. lines.Select(NoteSignature.Parse)]);
    }

    public byte[] ToBytes()
    {
        var note = new StringBuilder(Text).Append('\n');
        foreach (var signature in Signatures)
            note.Append(signature).Append('\n');
        return StrictText.Utf8(note.ToString());
    }

    /// <summary>A note with one more signature, such as that of a witness.</summary>
    public SignedNote With(NoteSignature signature) => this with { Signatures = [.. Signatures, signature] };

    /// <summary>
    /// Those of the known keys that signed. Signatures of unknown keys are ignored; a wrong signature in the name and
    /// id of a known key is a <see cref="FormatException"/>: the note is not to be believed.
    /// </summary>
    public IReadOnlyList<NoteKey> SignedBy(IEnumerable<NoteKey> known)
    {
        var signed = new List<NoteKey>();
        foreach (var key in known)
        {
            var own = Signatures.Where(s => s.Name == key.Name && s.KeyId == key.Id).ToArray();
            if (own.Any(s => !key.Verifies(Text, s.Bytes)))
                throw new FormatException($"The signature of {key.Name} is wrong.");
            if (own.Length > 0)
                signed.Add(key);
        }

        return signed;
    }

    private static void CheckText(string text)
    {
        if (!text.EndsWith('\n') || text.Any(c => c < ' ' && c != '\n'))
            throw new FormatException("The text of a note ends in a newline and has no other control characters.");
    }
}
