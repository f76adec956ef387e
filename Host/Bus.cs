using JasperFx;
using JasperFx.CodeGeneration;
using Wolverine;
using Wolverine.ErrorHandling;

namespace Advance.Host;

/// <summary>How modules hear each other: durable local queues, one for each handler, so that one that fails stops no other.</summary>
public static class Bus
{
    public static void Configure(WolverineOptions options, Installation installation)
    {
        options.ApplicationAssembly = typeof(Program).Assembly;
        options.ServiceName = "advance";
        options.MultipleHandlerBehavior = MultipleHandlerBehavior.Separated;
        options.EnableRelayOfUserName = true;
        // The image is built with generated code (Host/Dockerfile); everywhere else it is made at run time.
        options.CodeGeneration.TypeLoadMode = Environment.GetEnvironmentVariable("ADVANCE_CODEGEN") == "Static" ? TypeLoadMode.Static : TypeLoadMode.Dynamic;

        options.Discovery.CustomizeHandlerDiscovery(types => types.Includes.WithCondition("a reaction", Modules.IsReaction));

        var durability = options.Durability;
        durability.MessageStorageSchemaName = "wolverine";
        durability.MessageIdentity = MessageIdentity.IdAndDestination;
        durability.EnableDeduplicatedResponses = true;
        durability.Mode = installation.IsEmbedded ? DurabilityMode.Solo : DurabilityMode.Balanced;
        durability.HealthCheckPollingTime = TimeSpan.FromSeconds(2);
        durability.StaleNodeTimeout = TimeSpan.FromSeconds(10);
        durability.CheckAssignmentPeriod = TimeSpan.FromSeconds(5);
        durability.FirstHealthCheckExecution = TimeSpan.FromMilliseconds(100);
        durability.NodeReassignmentPollingTime = TimeSpan.FromSeconds(2);

        options.Policies.UseDurableLocalQueues();
        options.Policies.AutoApplyTransactions();
        options.OnException<ConcurrencyException>().RetryWithCooldown(Waits(50, 100, 250, 500, 1000));
        options.OnAnyException().RetryWithCooldown(Waits(100, 500, 2000, 5000));
    }

    private static TimeSpan[] Waits(params int[] milliseconds) => [.. milliseconds.Select(m => TimeSpan.FromMilliseconds(m))];
}
