using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Advance.Reporting.Log.Server;

/// <summary>Wires the verifiable log into the module.</summary>
internal static class LogSetup
{
    public static void AddLog(this IServiceCollection services)
    {
        services.AddSingleton<LogIdentity>();
        services.AddSingleton<LogTables>();
        services.AddSingleton<LogAlarm>();
        services.AddSingleton<AuditSchema>();
        services.AddSingleton<Sequencer>();
        services.AddSingleton<Signer>();
        services.AddSingleton<Monitor>();
        services.AddSingleton<Issuing>();
        services.AddHostedService<LogKeeper>();
        services.AddHostedService<LogWatch>();
        services.AddHealthChecks().AddCheck<LogAlarm>("log");
        services.ConfigureMarten(store => store.Listeners.Add(new DigestAtAppend()));
    }
}
