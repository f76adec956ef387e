using System.Security.Cryptography;
using Advance.Contracts;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Advance.Host.Http;

/// <summary>
/// The seal of reading permits: authenticated encryption by ASP.NET Data Protection, whose keys lie in the installation's key folder, are
/// shared by all its nodes and change by themselves. How long a permit opens is judged where it is honoured, by the one clock of the system.
/// </summary>
public static class Permits
{
    private const string Purpose = "advance.reading-permit.1";

    public static void AddReadingPermits(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("advance");
        // When it is first used: commands that need the code only make no folder.
        services.AddOptions<KeyManagementOptions>().Configure<Installation, ILoggerFactory>((options, installation, logs) =>
            options.XmlRepository = new FileSystemXmlRepository(Folder(installation), logs));
        services.AddSingleton(provider =>
        {
            var protector = provider.GetRequiredService<IDataProtectionProvider>().CreateProtector(Purpose);
            return new ReadingPermits(protector.Protect, text => Unsealed(protector, text));
        });
    }

    private static DirectoryInfo Folder(Installation installation) =>
        Directory.CreateDirectory(Path.Combine(installation.KeyFolderAsync().GetAwaiter().GetResult(), "permits"));

    private static string? Unsealed(IDataProtector protector, string text)
    {
        try
        {
            return protector.Unprotect(text);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
