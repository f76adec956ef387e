using System.IO.Compression;
using System.Text;

namespace Advance.Tests.Files;

/// <summary>Files as applicants send them, and as nobody should.</summary>
internal static class SampleFiles
{
    private const string Main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

    public static byte[] Picture => [0x89, .. "PNG\r\n"u8, 0x1A, .. "\n and so on, for a while"u8];

    /// <summary>A PDF of so many blank pages, with a table of its objects as a printer driver writes it.</summary>
    public static byte[] Pdf(int pages = 1, string trailer = "")
    {
        List<string> objects = ["<< /Type /Catalog /Pages 2 0 R >>",
            $"<< /Type /Pages /Count {pages} /Kids [{string.Join(' ', Enumerable.Range(3, pages).Select(n => $"{n} 0 R"))}] >>"];
        objects.AddRange(Enumerable.Repeat("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>", pages));
        StringBuilder text = new("%PDF-1.4\n");
        List<int> offsets = [];
        foreach (var (content, i) in objects.Select((o, i) => (o, i)))
        {
            offsets.Add(text.Length);
            text.Append(i + 1).Append(" 0 obj\n").Append(content).Append("\nendobj\n");
        }

        var xref = text.Length;
        text.Append("xref\n0 ").Append(objects.Count + 1).Append("\n0000000000 65535 f \n");
        foreach (var offset in offsets) text.Append(offset.ToString("D10")).Append(" 00000 n \n");
        text.Append("trailer\n<< /Size ").Append(objects.Count + 1).Append(" /Root 1 0 R ").Append(trailer).Append(">>\nstartxref\n").Append(xref).Append("\n%%EOF\n");
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    public static byte[] EncryptedPdf => Pdf(trailer: "/Encrypt 9 0 R ");

    public static byte[] CutPdf => Pdf()[..^10];

    public static byte[] Docx(string text = "Dear committee", bool withMain = true, params (string Name, byte[] Bytes)[] more) => Zip(
    [
        ("[Content_Types].xml", Encoding.UTF8.GetBytes($"<Types><Override PartName=\"/word/document.xml\" ContentType=\"{(withMain ? Main : "text/xml")}\"/></Types>")),
        ("word/document.xml", Encoding.UTF8.GetBytes($"<w:document><w:body>{text}</w:body></w:document>")), .. more,
    ]);

    public static byte[] DocxWithMacros => Docx(more: ("word/vbaProject.bin", [1, 2, 3]));

    /// <summary>Small on the way, more than a hundred megabytes when it is unpacked.</summary>
    public static byte[] Bomb => Docx(more: ("word/media/zeros.bin", new byte[101 * 1024 * 1024]));

    public static byte[] Zip(params (string Name, byte[] Bytes)[] entries)
    {
        using MemoryStream bytes = new();
        using (ZipArchive zip = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }

        return bytes.ToArray();
    }

    /// <summary>How an office program wraps a document that has a password.</summary>
    public static byte[] LockedDocument =>
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600], .. Encoding.Unicode.GetBytes("EncryptedPackage"), .. new byte[100]];
}
