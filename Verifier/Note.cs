using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using NSec.Cryptography;

namespace Advance.Verifier;

/// <summary>A verifier key of C2SP signed-note: of a log (kind 1) or of a witness (kind 4, cosignature/v1).</summary>
public sealed class VerifierKey
{
    public const byte Log = 1, Witness = 4;
    private readonly PublicKey? key;

    public VerifierKey(string vkey)
    {
        var cut = vkey.IndexOf('+', StringComparison.Ordinal);
        if (cut <= 0 || vkey.Length < cut + 11 || vkey[cut + 9] != '+')
            throw new FormatException("a key is not of the form name+id+base64");
        Name = vkey[..cut];
        var material = Text.Base64(vkey[(cut + 10)..]);
        if (material.Length != 33 || material[0] is not (Log or Witness))
            throw new FormatException($"the key of {Name} is not of a kind that is known here");
        (Kind, Raw) = (material[0], material[1..]);
        Id = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Text.Bytes(Name), 10, .. material]));
        if (vkey[(cut + 1)..(cut + 9)] != HexId)
            throw new FormatException($"the key of {Name} does not have the id that is written with it");
        PublicKey.TryImport(SignatureAlgorithm.Ed25519, Raw, KeyBlobFormat.RawPublicKey, out key);
    }

    private VerifierKey(string name, byte kind, byte[] raw)
    {
        (Name, Kind, Raw) = (name, kind, raw);
        Id = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Text.Bytes(name), 10, kind, .. raw]));
        PublicKey.TryImport(SignatureAlgorithm.Ed25519, raw, KeyBlobFormat.RawPublicKey, out key);
    }

    public string Name { get; }
    public uint Id { get; }
    public byte Kind { get; }
    public byte[] Raw { get; }
    public string HexId => Id.ToString("x8", CultureInfo.InvariantCulture);
    public string Written => $"{Name}+{HexId}+{Convert.ToBase64String([Kind, .. Raw])}";

    public static VerifierKey OfWitness(string name, byte[] raw) => new(name, Witness, raw);

    public static bool NameIsValid(string name) =>
        name.Length is > 0 and <= 200 && !name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || char.IsSurrogate(c) || c == '+');

    public bool Verifies(string text, byte[] signature)
    {
        if (key is null)
            return false;
        if (Kind == Log)
            return signature.Length == 64 && SignatureAlgorithm.Ed25519.Verify(key, Text.Bytes(text), signature);
        if (signature.Length != 72)
            return false;
        var time = BinaryPrimitives.ReadUInt64BigEndian(signature);
        var message = Text.Bytes($"cosignature/v1\ntime {Text.Of(time)}\n{text}");
        return time <= long.MaxValue && SignatureAlgorithm.Ed25519.Verify(key, message, signature.AsSpan(8));
    }
}

/// <summary>A signed note (C2SP signed-note v1) that has been read but not yet believed.</summary>
public sealed class Note
{
    private const int MaxSignatures = 100;
    private const string Dash = "\u2014";
    private readonly List<(string Name, uint Id, byte[] Bytes)> signatures = [];

    public Note(byte[] bytes)
    {
        var note = Text.Utf8(bytes);
        if (note.Any(c => c < ' ' && c != '\n'))
            throw new FormatException("it has control characters");
        var cut = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (cut < 0 || note[^1] != '\n' || cut + 2 == note.Length)
            throw new FormatException("it has no signatures after an empty line");
        Body = note[..(cut + 1)];
        foreach (var line in note[(cut + 2)..^1].Split('\n'))
            signatures.Add(Signature(line));
        if (signatures.Count > MaxSignatures)
            throw new FormatException($"it has more than {MaxSignatures} signatures");
    }

    public string Body { get; }

    /// <summary>Did this key sign? A wrong signature under its name and id refuses the whole note.</summary>
    public bool SignedBy(VerifierKey key)
    {
        var own = signatures.Where(s => s.Name == key.Name && s.Id == key.Id).ToList();
        return own.TrueForAll(s => key.Verifies(Body, s.Bytes))
            ? own.Count > 0
            : throw new FormatException($"the signature of {key.Name} is wrong");
    }

    /// <summary>This note with the signatures of its origin alone and one line more.</summary>
    public string Cosigned(string origin, string line) =>
        $"{Body}\n{string.Concat(signatures.Where(s => s.Name == origin).Select(s => Line(s.Name, s.Id, s.Bytes) + "\n"))}{line}\n";

    /// <summary>A signature line: dash, name, base64 of id and signature.</summary>
    public static string Line(string name, uint id, byte[] signature)
    {
        var four = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(four, id);
        return $"{Dash} {name} {Convert.ToBase64String([.. four, .. signature])}";
    }

    private static (string, uint, byte[]) Signature(string line)
    {
        var words = line.Split(' ');
        if (words.Length != 3 || words[0] != Dash || words[1].Length == 0 || words[1].Any(c => c == '+' || char.IsWhiteSpace(c)))
            throw new FormatException("a signature line is malformed");
        var bytes = Text.Base64(words[2]);
        return bytes.Length > 4
            ? (words[1], BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes[4..])
            : throw new FormatException("a signature is too short");
    }
}

/// <summary>The body of a note that states origin, size and root of a log (C2SP tlog-checkpoint).</summary>
public sealed record Checkpoint(string Origin, ulong Size, byte[] Root)
{
    public static Checkpoint Of(Note note)
    {
        var lines = note.Body[..^1].Split('\n');
        return lines.Length >= 3 && lines.All(line => line.Length > 0)
            ? new(lines[0], Text.Size(lines[1]), Text.Hash(lines[2]))
            : throw new FormatException("it is not origin, size and root on a line each");
    }
}
