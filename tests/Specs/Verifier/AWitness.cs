using System.Text;
using Advance.Reporting.Log;
using Advance.Verifier;
using Checkpoint = Advance.Reporting.Log.Checkpoint;

namespace Advance.Tests.Specs.Verifier;

/// <summary>A partner with a key of its own, a log that it watches, and a policy that names the log.</summary>
public abstract class AWitness : IDisposable
{
    protected static readonly DateTimeOffset Now = new(2027, 3, 1, 9, 30, 0, TimeSpan.Zero);
    private protected readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("advance-witness-");
    private protected readonly ALog log = new();
    private protected readonly NoteKey key;

    protected AWitness()
    {
        log.HoldSessions(300);
        File.WriteAllText(At("policy"), $"log {log.Signer.PublicKey}\nquorum none\n");
        key = NoteKey.Parse(Said(0, "witness", "keygen", "--name", "lih.example/advance", "--out", At("key")).Trim());
    }

    public void Dispose()
    {
        log.Dispose();
        folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected byte[] Request(int from)
    {
        var (note, old) = (log.Checkpoint().ToBytes(), from == log.Envelopes.Count ? 0 : from);
        return [.. Encoding.ASCII.GetBytes($"old {from}\n{Lines(old == 0 ? [] : log.ConsistencyProof(old))}\n"), .. note];
    }

    private protected byte[] Signed(long size, byte[] root, long from = 0, IReadOnlyList<byte[]>? proof = null) =>
        [.. Encoding.ASCII.GetBytes($"old {from}\n{Lines(proof ?? [])}\n"), .. new Checkpoint(ALog.Origin, size, root).Sign(Now, log.Signer).ToBytes()];

    private protected static string Lines(IEnumerable<byte[]> proof) => string.Concat(proof.Select(h => Convert.ToBase64String(h) + "\n"));

    private protected string Export() => Write(log.Export());

    private protected string Cosigned(byte[] request, params string[] more) => Said(0, [.. Cosign(request), .. more]);

    private protected string Refused(byte[] request, params string[] more) => Said(1, [.. Cosign(request), .. more]);

    private protected string[] Cosign(byte[] request) => ["cosign", Write(request), "--key", At("key"), "--policy", At("policy")];

    private protected string At(string name) => Path.Combine(folder.FullName, name);

    private protected string Write(byte[] bytes)
    {
        var path = At($"file-{Guid.NewGuid():N}");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private protected static string Said(int exit, params string[] args)
    {
        using var output = new MemoryStream();
        var code = Cli.Run(args, Stream.Null, output, new Clock());
        var said = Encoding.UTF8.GetString(output.ToArray());
        code.Should().Be(exit, said);
        return said;
    }

    protected sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
