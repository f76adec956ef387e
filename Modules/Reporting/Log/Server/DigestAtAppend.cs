using System.Text;
using Advance.Contracts;
using Marten;
using Marten.Services;

namespace Advance.Reporting.Log.Server;

/// <summary>
/// Puts the digest of each event's data into its header before it is stored, so that a change between the commit and the
/// leaf shows. What has no canonical form is refused here, before it is in the log for ever.
/// </summary>
public sealed class DigestAtAppend : DocumentSessionListenerBase
{
    /// <summary>Name of the header.</summary>
    public const string Header = "digest";

    /// <summary>The most bytes of an event's data: an entry of the log has 65,535, and its envelope has ids beside the data.</summary>
    public const int MostBytes = 64_000;

    public override Task BeforeSaveChangesAsync(IDocumentSession session, CancellationToken token)
    {
        var serializer = session.DocumentStore.Options.Serializer();
        foreach (var e in session.PendingChanges.Streams().SelectMany(s => s.Events))
            e.SetHeader(Header, Of(serializer.ToJson(e.Data)));
        return Task.CompletedTask;
    }

    private static string Of(string json)
    {
        try
        {
            var canonical = CanonicalJson.Of(Encoding.UTF8.GetBytes(json));
            return canonical.Length <= MostBytes ? DataDigest.OfBytes(canonical) : throw new FormatException("It is too large.");
        }
        catch (FormatException e)
        {
            throw new Malformed(new Dictionary<string, string[]> { ["$"] = [$"This cannot stand in the log. {e.Message}"] });
        }
    }
}
