using Advance.Contracts;
using Advance.Reporting;
using Advance.Reporting.Log.Server;
using Wolverine;
using Wolverine.Attributes;

[assembly: WolverineModule<Module>]

namespace Advance.Reporting;

/// <summary>Reporting: the verifiable log of all events.</summary>
public class Module : IWolverineExtension
{
    public void Configure(WolverineOptions options)
    {
        options.Discovery.IncludeAssembly(typeof(Module).Assembly);
        options.Services.AddLog();
    }
}
