using System.Reflection;
using Advance.Contracts;
using Advance.Host;
using Advance.Host.Identity;
using JasperFx.Events.Projections;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

[assembly: AssemblyFixture(typeof(Advance.Tests.House.HouseHost))]

namespace Advance.Tests.House;

/// <summary>The Host as built, never started: what the code says of itself, without any database.</summary>
public sealed class HouseHost : IAsyncDisposable
{
    public HouseHost()
    {
        Installation nowhere = new() { DataFolder = Path.GetTempPath(), ConnectionString = "Host=nowhere.invalid;Database=advance" };
        App = AdvanceApp.Build(["--environment", "Development"], nowhere, LocalTokens.OfHostOnly(), adjust: b => b.Logging.ClearProviders());
        Store = (DocumentStore)App.Services.GetRequiredService<IDocumentStore>();
    }

    public WebApplication App { get; }

    internal DocumentStore Store { get; }

    public IReadOnlyList<RouteEndpoint> Endpoints => [.. ((IEndpointRouteBuilder)App).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()];

    /// <summary>Published events: the records of Contracts that are stored under a name.</summary>
    internal static IReadOnlyList<Type> PublishedEvents(IReadOnlyDictionary<Type, string> names) =>
        [.. names.Keys.Where(t => t.Assembly == typeof(Refused).Assembly).OrderBy(t => names[t], StringComparer.Ordinal)];

    /// <summary>Every event type with the name under which it is stored.</summary>
    public IReadOnlyDictionary<Type, string> StoredNames => ((IReadOnlyStoreOptions)Store.Options).Events.AllKnownEventTypes()
        .Where(e => e.EventType.Namespace?.StartsWith("Advance", StringComparison.Ordinal) == true).ToDictionary(e => e.EventType, e => e.Alias);

    /// <summary>Each fold of the modules with the events that its projection is told.</summary>
    public IReadOnlyList<(Type Fold, IReadOnlyList<Type> Events)> Folds => [.. Projections
        .Where(p => p.GetType() is { IsGenericType: true } t && t.Name.StartsWith("Folded", StringComparison.Ordinal))
        .Select(p => (p.GetType().GetGenericArguments()[0], (IReadOnlyList<Type>)[.. EventsOf(p)]))];

    /// <summary>All projections, readings included.</summary>
    internal IEnumerable<object> Projections => Store.Options.Projections.All;

    internal static IEnumerable<Type> EventsOf(object projection) =>
        projection is ProjectionBase filter
        ? filter.IncludedEventTypes.Where(t => t.Namespace?.StartsWith("Advance", StringComparison.Ordinal) == true) : [];

    public async ValueTask DisposeAsync() => await App.DisposeAsync();
}
