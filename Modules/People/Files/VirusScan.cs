using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Advance.Contracts;

namespace Advance.People;

/// <summary>Looks for viruses in a file before it is kept.</summary>
public interface IVirusScan
{
    /// <summary>Refused with <c>file-infected</c>, and with <c>scan-unavailable</c> when a scanner is set up and does not answer.</summary>
    Task<FileScan> ScanAsync(Stream file, CancellationToken cancel);
}

/// <summary>There is no scanner: the file says so for as long as it is kept.</summary>
public sealed class NoScan : IVirusScan
{
    public Task<FileScan> ScanAsync(Stream file, CancellationToken cancel) => Task.FromResult(FileScan.NotScanned);
}

/// <summary>
/// Asks a ClamAV daemon (setting <c>Uploads__ClamAv=host:port</c>) over TCP, by its command INSTREAM: pieces with their length before
/// them, a piece of length zero at the end, one line as answer.
/// </summary>
public sealed class ClamAvScan(string host, int port, TimeProvider clock) : IVirusScan
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private const int LongestAnswer = 1024;

    public static IVirusScan Of(string? address, TimeProvider clock) => address?.Split(':') switch
    {
        null or [""] => new NoScan(),
        [{ Length: > 0 } host, var port] when ushort.TryParse(port, out var number) => new ClamAvScan(host, number, clock),
        _ => throw new InvalidOperationException("The setting Uploads__ClamAv is host:port."),
    };

    public async Task<FileScan> ScanAsync(Stream file, CancellationToken cancel)
    {
        using CancellationTokenSource patience = new(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        string answer;
        try
        {
            answer = await AskAsync(file, either.Token);
        }
        catch (Exception e) when (e is SocketException or IOException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            answer = "";
        }

        Refused.When(answer.EndsWith(" FOUND", StringComparison.Ordinal), "file-infected", "A virus was found in this file.");
        Refused.When(!answer.EndsWith(": OK", StringComparison.Ordinal), "scan-unavailable", "Files cannot be checked for viruses at the moment; try again.");
        return FileScan.Clean;
    }

    private async Task<string> AskAsync(Stream file, CancellationToken cancel)
    {
        using TcpClient client = new();
        await client.ConnectAsync(host, port, cancel);
        await using var stream = client.GetStream();
        await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), cancel);
        var piece = new byte[4 + (64 * 1024)];
        file.Position = 0;
        for (int read; (read = await file.ReadAsync(piece.AsMemory(4), cancel)) > 0;)
        {
            BinaryPrimitives.WriteInt32BigEndian(piece, read);
            await stream.WriteAsync(piece.AsMemory(0, 4 + read), cancel);
        }

        await stream.WriteAsync(new byte[4], cancel);
        var answer = new byte[LongestAnswer];
        var length = await stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, cancel);
        return Encoding.ASCII.GetString(answer, 0, length).TrimEnd('\0', '\n', '\r');
    }
}
