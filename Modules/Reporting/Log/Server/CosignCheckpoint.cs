using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Npgsql;
using Wolverine.Http;

namespace Advance.Reporting.Log.Server;

public record CosignCheckpoint(string Note);

/// <summary>How many witnesses' signatures were in the note.</summary>
public record Cosigned(int Witnesses);

/// <summary>
/// Hand in a checkpoint of this log with the signature of a witness (C2SP tlog-cosignature); it is served with the checkpoint from then on.
/// Only witnesses that the log's policy names are taken. Handed in twice, it is kept once. 404 for a checkpoint that this log did not sign.
/// </summary>
public static class CosignCheckpointEndpoint
{
    public static void Validate(CosignCheckpoint command) => Shape.Of(
        (command.Note is not { Length: > 0 and <= SignedNote.MaxBytes }, "note", $"A note has 1 to {SignedNote.MaxBytes} characters."));

    [WolverinePost("/api/log/cosign"), Authorize(Policies.Auditor)]
    public static async Task<Cosigned> Post(CosignCheckpoint command, NpgsqlDataSource source, LogIdentity identity, IDocumentSession session,
        CancellationToken cancel)
    {
        var (note, checkpoint, witnesses) = Read(command.Note, LogPolicy.Parse(await identity.PolicyAsync(cancel)));
        await using var connection = await source.OpenConnectionAsync(cancel);
        var own = await connection.OneAsync<string>("select note from audit.checkpoint where size = @size", cancel, ("size", checkpoint.Size));
        if (own is null || SignedNote.Parse(StrictText.Utf8(own)).Text != note.Text) throw new Missing("checkpoint");
        foreach (var witness in witnesses)
            session.QueueSqlCommand("insert into audit.cosignature (size, witness, line) values (?, ?, ?) on conflict do nothing",
                checkpoint.Size, witness.ToString(), note.Signatures.First(s => s.Name == witness.Name && s.KeyId == witness.Id).ToString());
        return new(witnesses.Count);
    }

    private static (SignedNote, Checkpoint, IReadOnlyList<NoteKey>) Read(string text, LogPolicy policy)
    {
        try
        {
            var note = SignedNote.Parse(StrictText.Utf8(text));
            return note.SignedBy(policy.Witnesses) is { Count: > 0 } witnesses ? (note, Checkpoint.Parse(note.Text), witnesses)
                : throw new FormatException("No witness of the policy signed it.");
        }
        catch (Exception e) when (e is FormatException or System.Text.EncoderFallbackException)
        {
            throw new Malformed(new Dictionary<string, string[]> { ["note"] = [e.Message] });
        }
    }
}
