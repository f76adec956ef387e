using System.Text;

namespace Advance.Verifier;

/// <summary>The one sentence that says what was proved.</summary>
internal static class Verdict
{
    public static string Of(Proven proven, bool ownPolicy, LogCheck.Result? log, IReadOnlyList<Held> held)
    {
        var (now, before) = (proven.Checkpoint, proven.Previous);
        var sentence = new StringBuilder($"valid: exactly this report ({proven.ReportId}) was issued as leaf {proven.Index} of the log ")
            .Append($"{now.Origin} at size {now.Size}, counted up to position {proven.Position}, ")
            .Append($"signed by {proven.Key.Written} and {proven.Witnesses} witnesses");
        sentence.Append(before is null
            ? ", as the first report"
            : $", and nothing before size {before.Size} was rewritten since the previous report");
        if (log is not null)
            sentence.Append($"; the exported log gives the same root over {now.Size} events of {log.Streams} streams, {Replayed(log)}");
        foreach (var one in held)
            sentence.Append($"; it continues {one.Name} of size {one.Checkpoint?.Size ?? (ulong)one.Count}, which was held");
        return sentence.Append(ownPolicy
            ? "."
            : " (the policy is the bundle's own: compare the key with the published one, or give --policy).").ToString();
    }

    private static string Replayed(LogCheck.Result log) => log.IsReplayed
        ? $"and the report written from them again is the same, byte for byte: {log.Figures} figures, {log.Withheld} of them not shown as they are"
        : $"and {log.Figures} figures name events that are in it";
}
