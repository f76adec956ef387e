using JasperFx;
using JasperFx.CodeGeneration;
using JasperFx.Events;
using Marten;
using Npgsql;
using Weasel.Core;
using Wolverine;
using Wolverine.Marten;

namespace Advance.Host;

/// <summary>One Marten store, one log; each module brings its own documents and events.</summary>
public static class Store
{
    /// <summary>Schema of the domain events: one table, one global order.</summary>
    public const string EventSchema = "es";

    /// <summary>The subscription by which modules hear each other's published events.</summary>
    public const string Reactions = "Reactions";

    public static void AddStore(this IHostApplicationBuilder builder, string connectionString, TimeProvider clock)
    {
        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(Tuned(connectionString)));
        builder.Services.AddMarten(services =>
            {
                var store = new StoreOptions();
                Configure(store, clock);
                store.Connection(services.GetRequiredService<NpgsqlDataSource>());
                store.Listeners.Add(new EventMetadata(services.GetRequiredService<IHttpContextAccessor>()));
                return store;
            })
            .IntegrateWithWolverine(m =>
            {
                m.UseWolverineManagedEventSubscriptionDistribution = true;
                m.MessageStorageSchemaName = "wolverine";
            })
            .PublishEventsToWolverine(Reactions, relay =>
            {
                foreach (var heard in Modules.EventsHeard) relay.PublishEvent(heard);
            })
            .ApplyAllDatabaseChangesOnStartup();
    }

    /// <summary>
    /// Statements are prepared by themselves once they recur, and a connection is not reset between its users: nothing here keeps
    /// state in a pooled session (locks are per transaction, LISTEN has connections of its own). What the connection string says wins.
    /// </summary>
    private static string Tuned(string connectionString)
    {
        NpgsqlConnectionStringBuilder settings = new(connectionString);
        if (!settings.ContainsKey("Max Auto Prepare")) settings.MaxAutoPrepare = 200;
        if (!settings.ContainsKey("No Reset On Close")) settings.NoResetOnClose = true;
        return settings.ConnectionString;
    }

    private static void Configure(StoreOptions store, TimeProvider clock)
    {
        store.DatabaseSchemaName = "advance";
        store.Events.DatabaseSchemaName = EventSchema;
        store.UseSystemTextJsonForSerialization(EnumStorage.AsString, Casing.CamelCase);
        store.Events.AppendMode = EventAppendMode.QuickWithServerTimestamps; // Rich loses events for asynchronous readers
        store.Events.UseExclusiveLockOnConcurrentAppends = true; // no gaps in the sequence
        store.Events.UseMandatoryStreamTypeDeclaration = true;
        store.Events.AutoDiscoverTagTypes = false;
        store.Events.TimeProvider = clock;
        store.Events.MetadataConfig.EnableAll();
        store.Events.MetadataConfig.UserNameEnabled = true;
        // A notification for each append would wake every projection for each append (measured: a third of the commands per second);
        // polling lets them take what has come meanwhile in one go, at most this long after the commit.
        store.Projections.FastPollingTime = TimeSpan.FromMilliseconds(50);
        store.Projections.SlowPollingTime = TimeSpan.FromMilliseconds(150);
        store.Projections.StaleSequenceThreshold = TimeSpan.FromMilliseconds(500);
        store.Projections.Errors.SkipApplyErrors = false; // a poison event stops its projection and alarms; nothing is skipped silently
        store.Projections.Errors.SkipSerializationErrors = false;
        store.Projections.Errors.SkipUnknownEvents = false;
        store.AutoCreateSchemaObjects = AutoCreate.CreateOrUpdate;
    }
}
