using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Advance.Host;

/// <summary>What the terminal says once the Host serves: where it is, where the data lies, how to get a token.</summary>
public static class Announcement
{
    public static void Say(WebApplication app, Installation installation)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        Console.WriteLine($"""

            Advance   {address}
            human     {address}/docs
            data      {(installation.IsEmbedded ? installation.DataFolder : "the database named by ConnectionStrings__Advance")}
            token     dotnet run --project Host -- token --as staff
            ready
            """);
    }
}
