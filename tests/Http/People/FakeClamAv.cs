using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Advance.Tests.Files;

/// <summary>Speaks INSTREAM as a ClamAV daemon does, and finds a virus where the word EICAR stands.</summary>
internal sealed class FakeClamAv : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;

    public FakeClamAv()
    {
        _listener.Start();
        Address = $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        _serving = ServeAsync();
    }

    public string Address { get; }

    /// <summary>What is answered instead of the truth.</summary>
    public string? Instead { get; set; }
    public int Scanned { get; private set; }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await AnswerAsync(client.GetStream());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // It was stopped.
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        var command = new byte[10];
        await stream.ReadExactlyAsync(command);
        using MemoryStream bytes = new();
        var length = new byte[4];
        for (int piece; ;)
        {
            await stream.ReadExactlyAsync(length);
            if ((piece = BinaryPrimitives.ReadInt32BigEndian(length)) == 0) break;
            var content = new byte[piece];
            await stream.ReadExactlyAsync(content);
            bytes.Write(content);
        }

        Scanned++;
        var isInfected = Encoding.Latin1.GetString(bytes.ToArray()).Contains("EICAR", StringComparison.Ordinal);
        var answer = Encoding.ASCII.GetString(command) != "zINSTREAM\0" ? "UNKNOWN COMMAND" : Instead ?? (isInfected ? "stream: Eicar-Test-Signature FOUND" : "stream: OK");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer + "\0"));
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
    }
}
