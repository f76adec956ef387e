using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Advance.Contracts;

namespace Advance.Tests.House;

/// <summary>docs/map.md is made from the code: who publishes what, and who hears it.</summary>
public partial class MapTests(HouseHost host)
{
    [Fact]
    public void The_map_of_published_events_is_what_the_code_does()
    {
        var names = host.StoredNames;
        var meaning = XDocument.Load(Path.ChangeExtension(typeof(Refused).Assembly.Location, ".xml")).Descendants("member")
            .ToDictionary(m => m.Attribute("name")!.Value, m => Spaces().Replace(m.Element("summary")?.Value.Trim() ?? "", " "));
        var text = new StringBuilder("""
            # Who publishes what to whom

            Made from the code by `tests/House/MapTests.cs`; do not edit (`ADVANCE_APPROVE=1` writes it). *Reacts* means a handler `On...`
            that acts when the event has happened; *reads* means a projection or a reading that folds it. Every published event also
            goes to the integrators' feed and, when it names a cohort, to that cohort's timeline.

            """);
        foreach (var module in HouseHost.PublishedEvents(names).GroupBy(t => names[t].Split('.')[0]))
        {
            text.Append($"\n## {char.ToUpperInvariant(module.Key[0])}{module.Key[1..]}\n\n| event | means | reacts | reads |\n|---|---|---|---|\n");
            foreach (var type in module)
                text.Append($"| `{names[type]}` | {meaning.GetValueOrDefault("T:" + type.FullName)} | {Reacting(type)} | {Reading(type, module.Key)} |\n");
        }

        Approved.Verify("docs/map.md", text.ToString());
    }

    private static string Reacting(Type type) => string.Join(", ", Advance.Host.Modules.All.SelectMany(m => m.GetExportedTypes()).Where(Advance.Host.Modules.IsReaction)
        .Where(t => t.GetMethods().Any(m => m.Name is "Handle" or "HandleAsync" && m.GetParameters().FirstOrDefault()?.ParameterType == type))
        .Select(t => t.Namespace!.Split('.')[1]).Distinct().Order(StringComparer.Ordinal));

    private string Reading(Type type, string owner) => string.Join(", ", host.Projections.Where(p => HouseHost.EventsOf(p).Contains(type))
        .Select(p => (p.GetType().IsGenericType ? p.GetType().GetGenericArguments()[0] : p.GetType()).Namespace!.Split('.')[1])
        .Where(m => !m.Equals(owner, StringComparison.OrdinalIgnoreCase)).Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
