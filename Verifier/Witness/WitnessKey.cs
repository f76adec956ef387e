using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using NSec.Cryptography;

namespace Advance.Verifier.Witness;

/// <summary>
/// The secret key of a witness in a file, one line as Go keeps the private keys of signed notes: PRIVATE+KEY+name+id+base64. Beside it, in a file of
/// the same name and <c>.state</c>, lies what was cosigned last.
/// </summary>
public sealed class WitnessKey : IDisposable
{
    private const string Begin = "PRIVATE+KEY+";
    private const int MaxFile = 4096;
    private readonly Key key;

    private WitnessKey(string name, ReadOnlySpan<byte> seed)
    {
        key = Key.Import(SignatureAlgorithm.Ed25519, seed, KeyBlobFormat.RawPrivateKey);
        Public = VerifierKey.OfWitness(name, key.PublicKey.Export(KeyBlobFormat.RawPublicKey));
    }

    public VerifierKey Public { get; }

    /// <summary>A new key and an empty state. Never writes over a file: a key that is lost takes its signatures' meaning with it.</summary>
    public static WitnessKey Make(string name, string file)
    {
        if (!VerifierKey.NameIsValid(name))
            throw new Unusable("a witness is named by 1 to 200 characters without spaces and plus signs, such as lih.example/advance-witness");
        foreach (var path in new[] { file, WitnessState.PathFor(file) }.Where(Path.Exists))
            throw new Unusable($"{path} is there already, and a key is never written over");
        var seed = RandomNumberGenerator.GetBytes(32);
        var made = new WitnessKey(name, seed);
        OwnFile.Write(file, $"{Begin}{name}+{made.Public.HexId}+{Convert.ToBase64String([VerifierKey.Witness, .. seed])}\n", replace: false);
        WitnessState.Nothing.Keep(WitnessState.PathFor(file), replace: false);
        return made;
    }

    public static WitnessKey Read(string file)
    {
        if (!File.Exists(file) || new FileInfo(file).Length > MaxFile)
            throw new Unusable($"{file} is not the key file of a witness");
        try
        {
            var line = Text.Utf8(File.ReadAllBytes(file)).TrimEnd('\n', '\r');
            // Neither name nor id has a plus; base64 may.
            var parts = line.StartsWith(Begin, StringComparison.Ordinal) ? line[Begin.Length..].Split('+', 3) : [];
            if (parts.Length != 3 || Text.Base64(parts[2]) is not [VerifierKey.Witness, .. { Length: 32 } seed])
                throw new FormatException("it is not a line PRIVATE+KEY+name+id+base64 of a witness");
            var read = new WitnessKey(parts[0], seed);
            return read.Public.HexId == parts[1] ? read : throw new FormatException("its id is not that of its key");
        }
        catch (FormatException e)
        {
            throw new Unusable($"{file}: {e.Message}");
        }
    }

    /// <summary>One signature line of C2SP tlog-cosignature v1: this checkpoint is the longest of its log that was seen by then.</summary>
    public string Cosign(string body, DateTimeOffset now)
    {
        var time = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(time, now.ToUnixTimeSeconds());
        var message = Text.Bytes($"cosignature/v1\ntime {now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}\n{body}");
        return Note.Line(Public.Name, Public.Id, [.. time, .. SignatureAlgorithm.Ed25519.Sign(key, message)]);
    }

    public void Dispose() => key.Dispose();
}
