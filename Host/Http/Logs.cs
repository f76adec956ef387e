using System.Reflection;
using Wolverine.Http;

namespace Advance.Host.Http;

/// <summary>
/// What is written to the terminal: lines of JSON, in the Development environment plain ones. No request's address or body is in it;
/// the frameworks speak from Warning on, unless <c>Logging__LogLevel__...</c> says otherwise.
/// </summary>
public static class Logs
{
    private static readonly string[] Quiet = ["Wolverine", "Marten", "JasperFx", "Weasel", "Npgsql", "Microsoft.AspNetCore", "System.Net.Http"];

    /// <summary>Marten logs a statement that failed with all its values, personal data among them. The exception says enough, and is handled.</summary>
    private const string Statements = "Marten.IDocumentStore";

    /// <summary>Warns that the keys of permits lie there as they are; so they do, in a folder that only the Host's user can open.</summary>
    private const string KeysOfPermits = "Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager";

    public static void AddLogs(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        if (builder.Environment.IsDevelopment()) builder.Logging.AddSimpleConsole(o => o.SingleLine = true);
        else builder.Logging.AddJsonConsole(o => (o.UseUtcTimestamp, o.TimestampFormat) = (true, "O"));
        builder.Services.PostConfigure<LoggerFilterOptions>(filters =>
        {
            foreach (var category in Quiet) Limit(filters, category, LogLevel.Warning);
            Limit(filters, Statements, LogLevel.None);
            Limit(filters, KeysOfPermits, LogLevel.Error);
            foreach (var category in Bodies) Limit(filters, category, LogLevel.None);
        });
    }

    /// <summary>
    /// Wolverine logs a body that it cannot read as an error, with the exception, in the name of the body's type. That is the client's
    /// mistake, and the client is told; nothing else logs under these names.
    /// </summary>
    private static IEnumerable<string> Bodies => Modules.All.SelectMany(m => m.GetExportedTypes())
        .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static))
        .Where(m => m.GetCustomAttribute<WolverineHttpMethodAttribute>() is not null)
        .SelectMany(m => m.GetParameters()).Select(p => p.ParameterType)
        .Where(t => t.FullName is not null && Modules.All.Contains(t.Assembly)).Select(t => t.FullName!).Distinct();

    private static void Limit(LoggerFilterOptions filters, string category, LogLevel level)
    {
        if (filters.Rules.Any(r => r.CategoryName == category)) return;
        filters.Rules.Add(new(null, category, level > filters.MinLevel ? level : filters.MinLevel, null));
    }
}
