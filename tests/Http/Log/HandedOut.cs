using System.IO.Compression;

namespace Advance.Tests.Http.Log;

/// <summary>What the server hands out, unpacked.</summary>
internal static class HandedOut
{
    /// <summary>The files of a report's bundle by name.</summary>
    public static async Task<Dictionary<string, byte[]>> BundleAsync(HttpClient auditor, Guid report)
    {
        using var zip = new ZipArchive(new MemoryStream(await auditor.GetByteArrayAsync($"/api/reports/{report}/bundle")));
        return zip.Entries.ToDictionary(e => e.Name, e =>
        {
            using var bytes = new MemoryStream();
            using var content = e.Open();
            content.CopyTo(bytes);
            return bytes.ToArray();
        });
    }
}
