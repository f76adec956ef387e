using System.Buffers;
using Advance.Contracts;

namespace Advance.People;

/// <summary>Looks into a file and says what it is, whatever it is called.</summary>
public static class FileCheck
{
    private const string Lie = "This file is not what it is said to be; a PDF or a DOCX is taken.";
    private static readonly byte[] Ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    /// <summary>
    /// The format of a file, or refused: <c>file-empty</c>; <c>file-type-lies</c> when its content is neither a PDF nor a DOCX, or another
    /// than claimed; <c>file-encrypted</c>; <c>file-too-large</c> when it unpacks to more than <see cref="DocxCheck.MostUnpacked"/> bytes.
    /// </summary>
    public static FileFormat Of(Stream file, IReadOnlyList<string> claims)
    {
        Refused.When(file.Length == 0, "file-empty", "This file is empty.");
        var head = Read(file, 0, 8);
        // An office document with a password is wrapped into this old container, so it is told from one that was saved in an old format.
        Refused.When(head.SequenceEqual(Ole) && Contains(file, "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e"u8), "file-encrypted",
            "This file needs a password; save it without one.");
        FileFormat? format = head.AsSpan().StartsWith("%PDF-"u8) ? FileFormat.Pdf : head.AsSpan().StartsWith("PK\u0003\u0004"u8) ? FileFormat.Docx : null;
        var end = format is FileFormat.Pdf ? "pdf" : "docx";
        Refused.When(format is null || claims.Any(c => c != end), "file-type-lies", Lie);
        if (format is FileFormat.Pdf) MustBePdf(file);
        else DocxCheck.MustBeDocx(file);
        return format!.Value;
    }

    private static void MustBePdf(Stream file)
    {
        var tail = Read(file, Math.Max(0, file.Length - 1024), 1024);
        Refused.When(tail.AsSpan().LastIndexOf("%%EOF"u8) < 0, "file-type-lies", "This PDF is cut off: it has no end.");
        // The dictionary that names the encryption is never encrypted or compressed itself.
        Refused.When(Contains(file, "/Encrypt"u8, followedBy: " \r\n\t<0123456789"u8), "file-encrypted", "This PDF is encrypted; save it without a password.");
    }

    private static byte[] Read(Stream file, long from, int most)
    {
        var bytes = new byte[Math.Min(most, file.Length - from)];
        file.Position = from;
        file.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Whether the bytes stand anywhere in the file, read piece by piece; the pieces overlap.</summary>
    private static bool Contains(Stream file, ReadOnlySpan<byte> sought, ReadOnlySpan<byte> followedBy = default)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            file.Position = 0;
            var kept = 0;
            for (int read; (read = file.Read(buffer, kept, buffer.Length - kept)) > 0;)
            {
                var piece = buffer.AsSpan(0, kept + read);
                for (int at, from = 0; (at = piece[from..].IndexOf(sought)) >= 0; from += at + 1)
                {
                    var next = from + at + sought.Length;
                    if (followedBy.IsEmpty || (next < piece.Length && followedBy.Contains(piece[next]))) return true;
                }

                kept = Math.Min(sought.Length, piece.Length);
                piece[^kept..].CopyTo(buffer);
            }

            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }
}
