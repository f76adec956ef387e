namespace Advance.Reporting.Log;

/// <summary>
/// What the log states about itself (C2SP tlog-checkpoint): its name, how many leaves it has, and their root. Signed
/// as a note. The extension lines that the format allows are kept as they are; this log writes none.
/// </summary>
public sealed record Checkpoint(string Origin, long Size, byte[] Root, string Extensions = "")
{
    /// <summary>The text that is signed.</summary>
    public string Text => $"{Origin}\n{StrictText.Decimal(Size)}\n{Convert.ToBase64String(Root)}\n{Extensions}";

    /// <summary>Read the text of a note; throws <see cref="FormatException"/> when it is not a checkpoint.</summary>
    public static Checkpoint Parse(string text)
    {
        var lines = text.Split('\n', 4);
        if (lines.Length != 4 || lines[0].Length == 0)
            throw new FormatException("A checkpoint is origin, size and root, each on a line.");
        if (lines[3].Length > 0 && (lines[3][0] == '\n' || lines[3].Contains("\n\n", StringComparison.Ordinal)))
            throw new FormatException("A checkpoint has an empty extension line.");
        return new(lines[0], StrictText.Size(lines[1]), StrictText.HashFromBase64(lines[2]), lines[3]);
    }

    public SignedNote Sign(DateTimeOffset now, params IEnumerable<NoteSigner> signers) => SignedNote.Sign(Text, now, signers);

    public bool Equals(Checkpoint? other) => other is not null && Text == other.Text;

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
}
