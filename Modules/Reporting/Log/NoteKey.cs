using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using NSec.Cryptography;

namespace Advance.Reporting.Log;

/// <summary>
/// A public key that signs notes (C2SP signed-note, "verifier key"): of a log (Ed25519, type 1) or of a witness
/// (Ed25519 cosignature/v1, type 4, see tlog-cosignature).
/// </summary>
public sealed record NoteKey
{
    public const byte Log = 1;
    public const byte Witness = 4;

    private NoteKey(string name, byte type, byte[] publicKey)
    {
        if (!NameIsValid(name))
            throw new FormatException("The name of a key is empty or has a space or a plus.");
        if (type is not (Log or Witness) || publicKey.Length != 32)
            throw new FormatException($"The key of {name} is neither an Ed25519 key nor an Ed25519 witness key.");
        (Name, Type, PublicKey) = (name, type, publicKey);
        var digest = SHA256.HashData([.. StrictText.Utf8(name), (byte)'\n', type, .. publicKey]);
        Id = BinaryPrimitives.ReadUInt32BigEndian(digest);
    }

    public string Name { get; }

    public byte Type { get; }

    public byte[] PublicKey { get; }

    /// <summary>SHA-256(name || 0x0A || type || public key), the first four bytes.</summary>
    public uint Id { get; }

    public static NoteKey Of(string name, byte type, ReadOnlySpan<byte> publicKey) => new(name, type, publicKey.ToArray());

    /// <summary>Read name+id+base64; throws <see cref="FormatException"/> when it is malformed or the id is not the key's.</summary>
    public static NoteKey Parse(string vkey)
    {
        // Neither the name nor the hexadecimal id contains a plus; the base64 may.
        var parts = vkey.Split('+', 3);
        if (parts.Length != 3)
            throw new FormatException("A verifier key is name+id+base64.");
        var material = StrictText.FromBase64(parts[2]);
        var key = new NoteKey(parts[0], material.Length > 0 ? material[0] : (byte)0, material.Length > 0 ? material[1..] : []);
        return parts[1] == key.HexId ? key : throw new FormatException($"The id {parts[1]} is not that of the key of {key.Name}.");
    }

    public override string ToString() => $"{Name}+{HexId}+{Convert.ToBase64String([Type, .. PublicKey])}";

    /// <summary>Does this signature (without the key id) of this key cover the text?</summary>
    public bool Verifies(string text, ReadOnlySpan<byte> signature)
    {
        if (!PublicKeyOf(out var key) || signature.Length != (Type == Log ? 64 : 72))
            return false;
        if (Type == Log)
            return SignatureAlgorithm.Ed25519.Verify(key!, StrictText.Utf8(text), signature);
        var time = BinaryPrimitives.ReadUInt64BigEndian(signature);
        return time <= long.MaxValue && SignatureAlgorithm.Ed25519.Verify(key!, Cosigned(text, (long)time), signature[8..]);
    }

    /// <summary>What a witness signs (tlog-cosignature): a header, its time in seconds, and the text of the note.</summary>
    internal static byte[] Cosigned(string text, long seconds) =>
        StrictText.Utf8($"cosignature/v1\ntime {StrictText.Decimal(seconds)}\n{text}");

    internal static bool NameIsValid(string name) =>
        name.Length > 0 && !name.Any(c => char.IsWhiteSpace(c) || c == '+' || c < ' ');

    private string HexId => Id.ToString("x8", CultureInfo.InvariantCulture);

    private bool PublicKeyOf(out PublicKey? key) =>
        NSec.Cryptography.PublicKey.TryImport(SignatureAlgorithm.Ed25519, PublicKey, KeyBlobFormat.RawPublicKey, out key);
}

/// <summary>A private key that signs notes; it never leaves this object.</summary>
public sealed class NoteSigner : IDisposable
{
    private readonly Key key;

    /// <param name="name">Name of the key; for a log its origin.</param>
    /// <param name="type"><see cref="NoteKey.Log"/> or <see cref="NoteKey.Witness"/>.</param>
    /// <param name="seed">The 32 secret bytes of RFC 8032.</param>
    public NoteSigner(string name, byte type, ReadOnlySpan<byte> seed)
    {
        key = Key.Import(SignatureAlgorithm.Ed25519, seed, KeyBlobFormat.RawPrivateKey);
        PublicKey = NoteKey.Of(name, type, key.PublicKey.Export(KeyBlobFormat.RawPublicKey));
    }

    public NoteKey PublicKey { get; }

    /// <summary>Sign a text. A witness states in it when it saw the checkpoint; a log's signature has no time.</summary>
    public NoteSignature Sign(string text, DateTimeOffset now)
    {
        if (PublicKey.Type == NoteKey.Log)
            return Line(SignatureAlgorithm.Ed25519.Sign(key, StrictText.Utf8(text)));
        var time = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(time, now.ToUnixTimeSeconds());
        return Line([.. time, .. SignatureAlgorithm.Ed25519.Sign(key, NoteKey.Cosigned(text, now.ToUnixTimeSeconds()))]);
    }

    public void Dispose() => key.Dispose();

    private NoteSignature Line(byte[] signature) => new(PublicKey.Name, PublicKey.Id, signature);
}
