using System.Reflection;
using System.Text;
using Advance.Contracts;
using Advance.Reporting.Disclosure;
using Advance.Reporting.Document;
using Marten;
using Npgsql;

namespace Advance.Reporting.Log.Server;

/// <summary>Where a report stands in the log: the leaves it counts, and the size of the checkpoint of the report before it.</summary>
public sealed record Place(long Leaves, long PreviousTreeSize);

/// <summary>What the log adds to a report: its place before it is issued, its files with the event, its proof afterwards.</summary>
public sealed class Issuing(NpgsqlDataSource source, LogTables tables, LogIdentity identity, Sequencer sequencer, Signer signer)
{
    /// <summary>Dates of reports are those of the university.</summary>
    public const string TimeZone = "Europe/Luxembourg";

    // Older events without a leaf are the reconciler's business, and an alarm.
    private const int LookBack = 10_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5), Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until all that the report rests on has leaves, and the report before it a checkpoint.</summary>
    /// <exception cref="TimeoutException">Not within five seconds; the caller may try again (503).</exception>
    public async Task<Place> PlaceAsync(long asOf, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await WaitAsync(async () => !await connection.OneAsync<bool>($"""
            select exists (select from {tables.Events}.mt_events e where e.type <> 'tombstone' and e.seq_id <= @asOf and e.seq_id > @asOf - {LookBack}
                    and not exists (select from audit.leaf l where l.seq_id = e.seq_id))
                or exists (select from audit.issued_file f where not exists (select from audit.leaf l where l.stream_id = f.report_id))
            """, cancel, ("asOf", asOf)), cancel);
        var leaves = await connection.OneAsync<long?>("select max(index) + 1 from audit.leaf where seq_id <= @asOf", cancel, ("asOf", asOf)) ?? 0;
        var before = await connection.OneAsync<Guid?>("""
            select stream_id from audit.leaf where stream_id in (select report_id from audit.issued_file) and version = 1 order by index desc limit 1
            """, cancel);
        if (before is null) return new(leaves, 0);
        var (note, _) = await CheckpointAsync(connection, await IssuedBundle.FilesAsync(connection, before.Value, cancel),
            await LeafAsync(connection, before.Value, cancel) ?? throw new TimeoutException("The log has not come so far yet."), cancel);
        return new(leaves, Checkpoint.Parse(note.Text).Size);
    }

    /// <summary>Keeps the files of the report for ever, in the transaction of the session; gives the event with their digests.</summary>
    public async Task<ReportIssued> IssueAsync(ReportIssued issued, string json, Place place, IDocumentSession session, CancellationToken cancel)
    {
        var html = HtmlOfDocument.Write(DocumentOfReport.Of(ReportJson.Read(json), issued.Digest));
        BundleFile[] files = [new(Bundle.Report, Encoding.UTF8.GetBytes(json)), new(Bundle.Html, Encoding.UTF8.GetBytes(html)),
            new(Bundle.Policy, await identity.PolicyAsync(cancel))];
        foreach (var file in files)
            session.QueueSqlCommand("insert into audit.issued_file (report_id, name, bytes) values (?, ?, ?)", issued.ReportId, file.Name, file.Bytes);
        return issued with
        {
            Position = place.Leaves,
            PreviousTreeSize = place.PreviousTreeSize,
            CodeVersion = CodeVersion,
            ProjectionVersion = $"{issued.Kind}/{ReportContent.CurrentDefinition}",
            DisclosurePolicyVersion = $"threshold-{DisclosureControl.Threshold}/1",
            TimeZone = TimeZone,
            Digests = Bundle.Digests(files),
        };
    }

    /// <summary>The bundle of an issued report: always the same bytes. Null when no files of it were kept.</summary>
    /// <exception cref="TimeoutException">Its event has no leaf within five seconds; the caller may try again (503).</exception>
    /// <exception cref="Refused">The quorum of witnesses is still awaited (503).</exception>
    public async Task<IReadOnlyList<BundleFile>?> BundleAsync(Guid reportId, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        var files = await IssuedBundle.FilesAsync(connection, reportId, cancel);
        if (files.Count == 0) return null;
        long? index = null;
        await WaitAsync(async () => (index = await LeafAsync(connection, reportId, cancel)) is not null, cancel);
        var checkpoint = Cosigned(await CheckpointAsync(connection, files, index!.Value, cancel));
        return await IssuedBundle.WriteAsync(connection, files, index.Value, checkpoint, cancel);
    }

    /// <summary>The checkpoint of a report, once the quorum of its policy has cosigned it.</summary>
    public static SignedNote Cosigned((SignedNote Note, bool HasQuorum) covering) => covering.HasQuorum ? covering.Note
        : throw new Refused("awaiting-witnesses", "The witnesses that the policy asks for have not cosigned a checkpoint of this report yet.") { Status = 503 };

    /// <summary>A file as it was issued.</summary>
    public async Task<byte[]?> FileAsync(Guid reportId, string name, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        return (await IssuedBundle.FilesAsync(connection, reportId, cancel)).FirstOrDefault(f => f.Name == name)?.Bytes;
    }

    private static async Task<long?> LeafAsync(NpgsqlConnection connection, Guid report, CancellationToken cancel) =>
        await connection.OneAsync<long?>("select index from audit.leaf where stream_id = @report and version = 1", cancel, ("report", report));

    // The report's checkpoint; one is made now if none covers it yet.
    private async Task<(SignedNote Note, bool HasQuorum)> CheckpointAsync(NpgsqlConnection connection, IReadOnlyList<BundleFile> files, long leaf,
        CancellationToken cancel)
    {
        var (note, hasQuorum) = await IssuedBundle.CheckpointAsync(connection, files, leaf, cancel);
        if (note is not null) return (note, hasQuorum);
        await signer.SignAsync(cancel);
        (note, hasQuorum) = await IssuedBundle.CheckpointAsync(connection, files, leaf, cancel);
        return (note!, hasQuorum);
    }

    private async Task WaitAsync(Func<Task<bool>> condition, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var pause = new PeriodicTimer(Pause);
        while (!await condition())
        {
            if (patience.IsCancellationRequested) throw new TimeoutException("The log has not come so far yet.");
            await sequencer.CatchUpAsync(Sequencer.Near, cancel);
            await pause.WaitForNextTickAsync(cancel);
        }
    }

    private static string CodeVersion { get; } =
        typeof(Issuing).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
