namespace Advance.Tests.Http.Walk;

/// <summary>A Host of their own for the tests that walk the whole way: its clock goes on, never back. They run one after the other.</summary>
public sealed class WalkHost(SharedHost shared) : IAsyncLifetime
{
    public const string Name = "the whole way";

    public TestHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await shared.OwnAsync();

    public async ValueTask DisposeAsync() => await Host.DisposeAsync();
}

[CollectionDefinition(WalkHost.Name)]
public sealed class TheWholeWay : ICollectionFixture<WalkHost>;
