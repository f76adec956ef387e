using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Advance.Host.Http;

/// <summary>What the <c>///</c> of an endpoint says: of its method, else of its class.</summary>
public static partial class XmlDocs
{
    private static readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, XElement>> Files = new(StringComparer.Ordinal);

    /// <summary>The text, as Markdown on one line; empty when nothing is written.</summary>
    public static string Of(MethodInfo method)
    {
        var type = method.DeclaringType!;
        var members = Files.GetOrAdd(type.Assembly.GetName().Name!, Read);
        var start = $"M:{type.FullName}.{method.Name}";
        var ofMethod = members.FirstOrDefault(m => m.Key == start || m.Key.StartsWith(start + "(", StringComparison.Ordinal)).Value;
        var element = ofMethod?.Element("summary") ?? members.GetValueOrDefault($"T:{type.FullName}")?.Element("summary");
        return element is null ? "" : Blanks().Replace(Text(element), " ").Trim();
    }

    /// <summary>The first sentence, or what stands before its semicolon.</summary>
    public static string FirstSentence(string text) => Sentence().Match(text) is { Success: true } first ? $"{first.Value[..^1]}." : text;

    /// <summary>The refusal codes that stand behind <c>Refused with</c>.</summary>
    public static IReadOnlyList<string> Refusals(string text) =>
        [.. Refused().Matches(text).SelectMany(m => Code().Matches(m.Value)).Select(c => c.Groups[1].Value).Distinct()];

    private static Dictionary<string, XElement> Read(string assembly)
    {
        var file = Path.Combine(AppContext.BaseDirectory, $"{assembly}.xml");
        if (!File.Exists(file)) return [];
        return XDocument.Load(file).Descendants("member").ToDictionary(m => m.Attribute("name")!.Value, StringComparer.Ordinal);
    }

    private static string Text(XElement element)
    {
        StringBuilder text = new();
        foreach (var node in element.Nodes())
        {
            text.Append(node switch
            {
                XText plain => plain.Value,
                XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
                XElement { Name.LocalName: "see" or "paramref" } see => ((see.FirstAttribute?.Value ?? "").Split('.', ':').Last()),
                XElement other => Text(other),
                _ => "",
            });
        }

        return text.ToString();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"^.+?[.;](?= |$)")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"Refused with[^.]*")]
    private static partial Regex Refused();

    [GeneratedRegex(@"`([a-z0-9-]+)`")]
    private static partial Regex Code();
}
