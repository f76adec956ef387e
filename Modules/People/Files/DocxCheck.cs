using System.Buffers;
using System.IO.Compression;
using System.Text;
using Advance.Contracts;

namespace Advance.People;

/// <summary>Looks into the zip that a DOCX is. Everything in it is unpacked once and counted, so that no header is believed.</summary>
internal static class DocxCheck
{
    public const long MostUnpacked = 100L * 1024 * 1024;
    private const int MostEntries = 2000;
    private const int LargestTypes = 1024 * 1024;
    private const string Main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

    /// <summary>Refused with <c>file-type-lies</c> or <c>file-too-large</c>.</summary>
    public static void MustBeDocx(Stream file)
    {
        try
        {
            file.Position = 0;
            using ZipArchive zip = new(file, ZipArchiveMode.Read, leaveOpen: true);
            MustBeBounded(zip);
            var types = zip.GetEntry("[Content_Types].xml");
            Refused.When(types is null || zip.GetEntry("word/document.xml") is null || !Text(types).Contains(Main, StringComparison.Ordinal),
                "file-type-lies", "This is a zip, but no DOCX.");
            Refused.When(zip.Entries.Any(e => e.Name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)), "file-type-lies",
                "This document carries macros; save it without them.");
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException or EndOfStreamException)
        {
            throw new Refused("file-type-lies", "This file begins like a DOCX and cannot be read as one.");
        }
    }

    private static void MustBeBounded(ZipArchive zip)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        var (unpacked, isTooLarge) = (0L, zip.Entries.Count > MostEntries);
        foreach (var entry in zip.Entries.TakeWhile(_ => !isTooLarge))
        {
            using var content = entry.Open();
            for (int read; !isTooLarge && (read = content.Read(buffer)) > 0;) isTooLarge = (unpacked += read) > MostUnpacked;
        }

        ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        if (isTooLarge) throw new Refused("file-too-large", "This document unpacks to more than we take.") { Status = 413 };
    }

    private static string Text(ZipArchiveEntry entry)
    {
        if (entry.Length > LargestTypes) return "";
        using StreamReader reader = new(entry.Open(), Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
