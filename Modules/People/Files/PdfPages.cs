using UglyToad.PdfPig;
using UglyToad.PdfPig.Exceptions;

namespace Advance.People;

/// <summary>Counts the pages of a PDF where that can be done, in bounded time and memory.</summary>
internal static class PdfPages
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly SemaphoreSlim AtOnce = new(2);

    /// <summary>The pages; null when the file is too odd to be counted in time. Refused with <c>file-encrypted</c>.</summary>
    public static async Task<int?> CountAsync(Stream file, TimeProvider clock, CancellationToken cancel)
    {
        await AtOnce.WaitAsync(cancel);
        try
        {
            var bytes = new byte[file.Length];
            file.Position = 0;
            await file.ReadExactlyAsync(bytes, cancel);
            return await Task.Run(() => Count(bytes), cancel).WaitAsync(Patience, clock, cancel);
        }
        catch (TimeoutException)
        {
            return null;
        }
        finally
        {
            AtOnce.Release();
        }
    }

    private static int? Count(byte[] bytes)
    {
        try
        {
            using var document = PdfDocument.Open(bytes, new ParsingOptions { UseLenientParsing = true });
            return document.NumberOfPages > 0 ? document.NumberOfPages : null;
        }
        catch (PdfDocumentEncryptedException)
        {
            throw new Contracts.Refused("file-encrypted", "This PDF is encrypted; save it without a password.");
        }
        catch (Exception e) when (e is not OutOfMemoryException) // whatever a parser makes of a file that somebody sent
        {
            return null;
        }
    }
}
