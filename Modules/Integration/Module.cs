using Advance.Integration;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Wolverine;
using Wolverine.Attributes;

[assembly: WolverineModule<Module>]

namespace Advance.Integration;

/// <summary>Integration: what happened, told to other systems, in the order of the log.</summary>
public class Module : IWolverineExtension
{
    public void Configure(WolverineOptions options)
    {
        options.Discovery.IncludeAssembly(typeof(Module).Assembly);
        options.Services.AddSingleton<PublishedEvents>();
        options.Services.AddSingleton<FeedLog>();
        options.Services.AddSingleton<FeedWake>();
        options.Services.AddHostedService(services => services.GetRequiredService<FeedWake>());
        options.Services.ConfigureMarten(store => store.Events.Subscribe(new FeedSignal(), o => o.Options.SubscribeFromPresent()));
    }
}
