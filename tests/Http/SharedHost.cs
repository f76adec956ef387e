[assembly: AssemblyFixture(typeof(Advance.Tests.Http.SharedHost))]

namespace Advance.Tests.Http;

/// <summary>
/// One PostgreSQL and one Host that most tests share; each test makes its own cohort. A test that moves the clock starts a Host
/// of its own with <see cref="OwnAsync"/>.
/// </summary>
public sealed class SharedHost : IAsyncLifetime
{
    public TestServer Server { get; } = new();
    public TestHost Host { get; private set; } = null!;

    /// <summary>A Host on a database of its own; the caller disposes it.</summary>
    public Task<TestHost> OwnAsync() => TestHost.StartAsync(Server);

    public async ValueTask InitializeAsync()
    {
        await Server.InitializeAsync();
        Host = await TestHost.StartAsync(Server);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Server.DisposeAsync();
    }
}
