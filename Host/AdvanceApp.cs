using System.Security.Cryptography;
using Advance.Host.Http;
using Advance.Host.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Wolverine;

namespace Advance.Host;

/// <summary>Wires the modules into one process.</summary>
public static class AdvanceApp
{
    /// <summary>Where the Host serves unless a setting says otherwise: on this machine only.</summary>
    private const string DefaultAddress = "http://127.0.0.1:5080";

    private static readonly string[] AddressSettings = [WebHostDefaults.ServerUrlsKey, WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey];

    public static WebApplication Build(string[] args, Installation installation, LocalTokens tokens, TimeProvider? clock = null,
        Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddLogs();
        adjust?.Invoke(builder);
        if (!AddressSettings.Any(s => builder.Configuration[s] is { Length: > 0 })) builder.WebHost.UseUrls(DefaultAddress);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Api.MostBytes;
        });
        builder.Services.AddSingleton(installation);
        builder.Services.AddSingleton(new Advance.Reporting.Log.Server.LogFolder(installation.KeyFolderAsync));
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddReadingPermits();
        clock ??= TimeProvider.System;
        builder.Services.AddSingleton(clock);
        builder.Services.TryAddSingleton(RandomNumberGenerator.Create()); // lots; the demo draws them from its own dice
        builder.AddStore(installation.ConnectionString, clock);
        builder.AddTelemetry();
        builder.AddIdentity(tokens);
        builder.AddApi();
        builder.Host.UseWolverine(options => Bus.Configure(options, installation));
        var app = builder.Build();
        app.UseApi();
        return app;
    }
}
