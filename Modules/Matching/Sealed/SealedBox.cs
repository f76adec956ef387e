using System.Security.Cryptography;
using NSec.Cryptography;

namespace Advance.Matching.Sealed;

/// <summary>
/// A message that only the holder of one private key can read, from a sender who keeps nothing: an ephemeral X25519 key (RFC 7748),
/// HKDF-SHA-256 (RFC 5869) over the shared secret, ChaCha20-Poly1305 (RFC 8439). The bytes: 1 (the form), 8 bytes of the recipient's
/// key id, 32 bytes of the ephemeral public key, the ciphertext with its tag of 16. The salt is both public keys, ephemeral first; the
/// info is <see cref="Form"/>; the nonce is zero, since each key seals one message; everything before the ciphertext is authenticated.
/// </summary>
public static class SealedBox
{
    public const string Form = "advance-sealed-box/1";
    public const int KeyLength = 32;
    private const int IdLength = 8, HeadLength = 1 + IdLength + KeyLength, TagLength = 16;
    private static readonly KeyAgreementAlgorithm X25519 = KeyAgreementAlgorithm.X25519;
    private static readonly AeadAlgorithm Aead = AeadAlgorithm.ChaCha20Poly1305;

    /// <summary>A fresh pair of raw keys.</summary>
    public static (byte[] PrivateKey, byte[] PublicKey) NewKeys()
    {
        using var key = Key.Create(X25519, new() { ExportPolicy = KeyExportPolicies.AllowPlaintextExport });
        return (key.Export(KeyBlobFormat.RawPrivateKey), key.PublicKey.Export(KeyBlobFormat.RawPublicKey));
    }

    /// <summary>The first 8 bytes of SHA-256 over the public key, in lower-case hex.</summary>
    public static string IdOf(ReadOnlySpan<byte> publicKey) => Convert.ToHexStringLower(SHA256.HashData(publicKey).AsSpan(0, IdLength));

    public static byte[] Seal(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message)
    {
        var recipient = PublicKey.Import(X25519, publicKey, KeyBlobFormat.RawPublicKey);
        using var ephemeral = Key.Create(X25519);
        byte[] head = [1, .. Convert.FromHexString(IdOf(publicKey)), .. ephemeral.PublicKey.Export(KeyBlobFormat.RawPublicKey)];
        using var shared = X25519.Agree(ephemeral, recipient) ?? throw new FormatException("This is not a usable X25519 public key.");
        using var key = KeyOf(shared, head, publicKey);
        return [.. head, .. Aead.Encrypt(key, stackalloc byte[Aead.NonceSize], head, message)];
    }

    /// <summary>The message; null when the box is for another key, or is not what was sealed.</summary>
    public static byte[]? Open(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> box)
    {
        if (!IsBox(box)) return null;
        using var own = Key.Import(X25519, privateKey, KeyBlobFormat.RawPrivateKey);
        var publicKey = own.PublicKey.Export(KeyBlobFormat.RawPublicKey);
        if (RecipientOf(box) != IdOf(publicKey)) return null;
        var head = box[..HeadLength];
        using var shared = X25519.Agree(own, PublicKey.Import(X25519, head[(1 + IdLength)..], KeyBlobFormat.RawPublicKey));
        if (shared is null) return null;
        using var key = KeyOf(shared, head, publicKey);
        return Aead.Decrypt(key, stackalloc byte[Aead.NonceSize], head, box[HeadLength..]);
    }

    public static bool IsBox(ReadOnlySpan<byte> box) => box.Length > HeadLength + TagLength && box[0] == 1;

    /// <summary>The id of the key for which a box was sealed.</summary>
    public static string RecipientOf(ReadOnlySpan<byte> box) => Convert.ToHexStringLower(box.Slice(1, IdLength));

    private static Key KeyOf(SharedSecret shared, ReadOnlySpan<byte> head, ReadOnlySpan<byte> publicKey) => KeyDerivationAlgorithm.HkdfSha256
        .DeriveKey(shared, [.. head[(1 + IdLength)..], .. publicKey], System.Text.Encoding.ASCII.GetBytes(Form), Aead);
}
