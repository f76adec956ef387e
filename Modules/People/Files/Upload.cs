using Advance.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Advance.People;

/// <summary>
/// A file on its way in: the body of a request, as it is or as the first file of a form, put piece by piece into a file that has no name
/// on the disk and is gone when it is closed, even by a crash.
/// </summary>
internal sealed class Upload : IAsyncDisposable
{
    public const int MostBytes = 10 * 1024 * 1024;
    private const int Envelope = 16 * 1024; // what a form may put around the file

    private Upload(FileStream bytes, string name, IReadOnlyList<string> claims) => (Bytes, Name, Claims) = (bytes, name, claims);

    public FileStream Bytes { get; }
    public string Name { get; }
    public IReadOnlyList<string> Claims { get; }

    /// <summary>Refused with <c>file-too-large</c> (413) as soon as it is known, however much is still to come.</summary>
    public static async Task<Upload> ReceiveAsync(HttpContext http, CancellationToken cancel)
    {
        // The server's own limit is lifted here: it would cut the connection before the caller hears why. This one counts for itself, and
        // the server throws away what is still to come, for a few seconds at most.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
        if (http.Request.ContentLength > MostBytes + Envelope) throw TooLarge();
        try
        {
            return MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var media) && media.MediaType == "multipart/form-data"
                ? await OfFormAsync(http.Request.Body, media, cancel)
                : await CopyAsync(http.Request.Body, media?.MediaType.Value, NameIn(http.Request.Headers.ContentDisposition), cancel);
        }
        catch (InvalidDataException)
        {
            throw Malformed("This form cannot be read.");
        }
    }

    private static async Task<Upload> OfFormAsync(Stream body, MediaTypeHeaderValue media, CancellationToken cancel)
    {
        var boundary = HeaderUtilities.RemoveQuotes(media.Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > 70) throw Malformed("A form has a boundary of at most 70 characters.");
        MultipartReader form = new(boundary, body) { HeadersCountLimit = 16, HeadersLengthLimit = 8 * 1024 };
        for (var fields = 0; fields < 10 && await form.ReadNextSectionAsync(cancel) is { } section; fields++)
        {
            if (section.AsFileSection() is not { FileStream: { } bytes } file) continue;
            var type = MediaTypeHeaderValue.TryParse(section.ContentType, out var claimed) ? claimed.MediaType.Value : null;
            return await CopyAsync(bytes, type, file.FileName, cancel);
        }

        throw Malformed("This form has no file.");
    }

    private static async Task<Upload> CopyAsync(Stream from, string? mediaType, string? givenName, CancellationToken cancel)
    {
        var path = Path.Combine(Path.GetTempPath(), $"advance-upload-{Guid.NewGuid():N}");
        FileStream file = new(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            Share = FileShare.Delete,
        });
        try
        {
            if (!OperatingSystem.IsWindows()) File.Delete(path);
            var buffer = new byte[64 * 1024];
            for (int read; (read = await from.ReadAsync(buffer, cancel)) > 0;)
            {
                if (file.Length + read > MostBytes) throw TooLarge();
                await file.WriteAsync(buffer.AsMemory(0, read), cancel);
            }

            await file.FlushAsync(cancel);
            var name = FileClaims.Name(givenName);
            return new(file, name, FileClaims.Of(mediaType, name));
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private static string? NameIn(string? disposition) => ContentDispositionHeaderValue.TryParse(disposition, out var parsed)
        ? (parsed.FileNameStar.HasValue ? parsed.FileNameStar : parsed.FileName).Value : null;

    private static Refused TooLarge() => new("file-too-large", "A file has at most 10 MB.") { Status = 413 };

    private static Malformed Malformed(string sentence) => new(new Dictionary<string, string[]> { ["body"] = [sentence] });

    public ValueTask DisposeAsync() => Bytes.DisposeAsync();
}
