using Advance.Contracts;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Aggregation;

namespace Advance.Shared;

/// <summary>
/// Compiled into each module (Contracts has no packages): how a noun is told to the store. The store's own generator sees only
/// events of the noun's assembly, and runs a fold that seems to have none on every stream; so each noun names its events here,
/// once, together with the names under which they are stored.
/// </summary>
internal static class Nouns
{
    /// <summary>A noun of this module: its documents in the module's schema, its snapshot kept in the transaction that appends.</summary>
    public static void Noun<T>(this StoreOptions store, string module, Action<EventsOf<T>> events) where T : class, IFold<T>, new()
    {
        store.Schema.For<T>().DatabaseSchemaName(module);
        Add(store, module, events, ProjectionLifecycle.Inline);
    }

    /// <summary>This module's reading of another module's published events: folded when it is asked for, never stored.</summary>
    public static void Reading<T>(this StoreOptions store, Action<EventsOf<T>> events) where T : class, IFold<T>, new()
    {
        // Two modules may read the same thing under one short name.
        store.Schema.For<T>().DocumentAlias(typeof(T).FullName!.Replace('.', '_').ToLowerInvariant());
        Add(store, "", events, ProjectionLifecycle.Live);
    }

    private static void Add<T>(StoreOptions store, string module, Action<EventsOf<T>> events, ProjectionLifecycle lifecycle)
        where T : class, IFold<T>, new()
    {
        var projection = new Folded<T>();
        events(new(store, projection, module));
        store.Projections.Add(projection, lifecycle);
    }
}

/// <summary>The events of a fold, each with its stored name, or without when it is another module's.</summary>
internal sealed class EventsOf<T>(StoreOptions store, Folded<T> projection, string module) where T : class, IFold<T>, new()
{
    /// <summary>An event of this module, stored as <c>module.name</c>.</summary>
    public EventsOf<T> Of<TEvent>(string name) where TEvent : class
    {
        store.Events.MapEventType<TEvent>($"{module}.{name}");
        return Of<TEvent>();
    }

    /// <summary>An event that has its name elsewhere.</summary>
    public EventsOf<T> Of<TEvent>() where TEvent : class
    {
        projection.IncludeType<TEvent>();
        return this;
    }
}

/// <summary>A fold as a projection of one stream.</summary>
internal sealed class Folded<T> : SingleStreamProjection<T, Guid> where T : class, IFold<T>, new()
{
    public Folded() => Name = typeof(T).FullName!;

    public override T? Evolve(T? snapshot, Guid id, IEvent e) => (snapshot ?? new T()).Evolve(e.Data);
}
