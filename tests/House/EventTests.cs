using System.Collections;
using System.Reflection;
using System.Text;
using System.Xml.Linq;
using Advance.Contracts;

namespace Advance.Tests.House;

/// <summary>Events are the published language: their names and shapes change on purpose only, and never carry what they must not.</summary>
public class EventTests(HouseHost host)
{
    [Fact]
    public void Every_event_is_stored_under_a_name_of_its_module()
    {
        host.StoredNames.Values.Should().OnlyHaveUniqueItems();
        foreach (var (type, name) in host.StoredNames)
            name.Should().MatchRegex("^(strands|applications|matching|circles|events|people|reporting|integration)\\.[a-z0-9]+(-[a-z0-9]+)*$", $"{type.Name} needs an explicit stored name");
        Approved.Verify("tests/House/approved/stored-names.approved.txt", string.Join('\n', host.StoredNames.OrderBy(n => n.Value, StringComparer.Ordinal).Select(n => $"{n.Value}  {NameOf(n.Key)}")));
    }

    /// <summary>As it is written in code, without the version of an assembly.</summary>
    private static string NameOf(Type type) =>
        type.IsGenericType ? $"{type.Namespace}.{type.Name[..^2]}<{type.GetGenericArguments().Single().FullName}>" : type.FullName!;

    [Fact]
    public void Every_record_of_Contracts_that_is_documented_as_an_event_has_a_stored_name()
    {
        var events = typeof(Refused).Assembly.GetExportedTypes().Where(t => t.GetMethod("<Clone>$") is not null && !IsPart(t)).ToList();
        events.Where(t => !host.StoredNames.ContainsKey(t)).Select(t => t.Name).Should().BeEmpty("a published event that no module stores is dead");
    }

    [Fact]
    public void The_shape_of_a_published_event_changes_on_purpose_only()
    {
        var text = new StringBuilder();
        foreach (var type in HouseHost.PublishedEvents(host.StoredNames))
            text.Append(host.StoredNames[type]).Append('(').AppendJoin(", ", type.GetProperties().Select(p => $"{p.Name}: {Name(p.PropertyType)}")).Append(")\n");
        Approved.Verify("tests/House/approved/contracts.approved.txt", text.ToString());
    }

    [Fact]
    public void No_event_carries_floating_point_or_an_open_type()
    {
        foreach (var type in host.StoredNames.Keys)
            TypesIn(type, []).Should().NotContain([typeof(double), typeof(float), typeof(decimal), typeof(object), typeof(DateTime)], $"{type.Name} must be canonical");
    }

    [Fact]
    public void Every_published_event_says_what_it_means()
    {
        var docs = XDocument.Load(Path.ChangeExtension(typeof(Refused).Assembly.Location, ".xml"));
        var summaries = docs.Descendants("member").ToDictionary(m => m.Attribute("name")!.Value, m => m.Element("summary")?.Value.Trim());
        HouseHost.PublishedEvents(host.StoredNames).Where(t => string.IsNullOrEmpty(summaries.GetValueOrDefault("T:" + t.FullName))).Should().BeEmpty();
    }

    private static bool IsPart(Type t) => t.IsGenericType || t.Name is nameof(StrandPolicy) or nameof(Seat) or nameof(Caller) or nameof(Created) or nameof(Done)
        || typeof(Refused).Assembly.GetExportedTypes().Any(o => o != t && o.GetProperties().Any(p => TypesIn(p.PropertyType, []).Contains(t) && p.DeclaringType == o && o.GetMethod("<Clone>$") is not null));

    private static HashSet<Type> TypesIn(Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type)) return seen;
        foreach (var argument in type.IsGenericType ? type.GetGenericArguments() : []) TypesIn(argument, seen);
        if (type.IsArray) TypesIn(type.GetElementType()!, seen);
        if (type.Namespace?.StartsWith("Advance", StringComparison.Ordinal) != true || type.IsEnum) return seen;
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)) TypesIn(property.PropertyType, seen);
        return seen;
    }

    private static string Name(Type type) => Nullable.GetUnderlyingType(type) is { } inner ? Name(inner) + "?"
        : type.IsEnum ? $"{type.Name}({string.Join('|', Enum.GetNames(type))})"
        : type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Namespace == "Advance.Contracts" && !typeof(IEnumerable).IsAssignableFrom(type)
            ? $"{type.Name}{{{string.Join(", ", type.GetProperties().Select(p => $"{p.Name}: {Name(p.PropertyType)}"))}}}" : type.Name;
}
