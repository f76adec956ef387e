using System.IO.Compression;

namespace Advance.Shared;

/// <summary>A zip whose bytes depend on its files only: no entry has a time.</summary>
internal static class Zip
{
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>These files, in this order.</summary>
    public static byte[] Of(IEnumerable<(string Name, byte[] Bytes)> files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in files)
            {
                var entry = zip.CreateEntry(name);
                entry.LastWriteTime = NoTime;
                using var stream = entry.Open();
                stream.Write(content);
            }

        return bytes.ToArray();
    }
}
