using System.Text.Json;
using Advance.Contracts;

namespace Advance.Host.Commands;

/// <summary><c>audit</c>: recomputes the whole log from the events; exits 1 and lists what is not as it was recorded.</summary>
public static class AuditCommand
{
    public static Task<int> RunAsync(Arguments args)
    {
        args.Only("url", "token");
        return LocalRun.WithApiAsync(args, async api =>
        {
            var findings = await api.As(Roles.Auditor).ReadAsync("/api/log/audit");
            Say(findings, Console.Out);
            return findings.GetProperty("isIntact").GetBoolean() ? 0 : 1;
        });
    }

    private static void Say(JsonElement findings, TextWriter output)
    {
        foreach (var finding in findings.GetProperty("found").EnumerateArray())
            output.WriteLine($"{finding.GetProperty("kind").GetString()}: {finding.GetProperty("says").GetString()}");
        output.WriteLine($"{findings.GetProperty("leaves").GetInt64()} events were recomputed; {findings.GetProperty("found").GetArrayLength()} findings.");
    }
}
