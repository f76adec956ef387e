using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Advance.Tests.House;

/// <summary>The walls between the modules: enumerated, so that a new module stands behind them from its first day.</summary>
public partial class WallTests
{
    public static TheoryData<string> Modules => [.. Source.Modules];

    [Fact]
    public void The_eight_modules_are_there() => Source.Modules.Should().Contain(["Strands", "Applications", "Matching", "Circles", "Events", "People", "Reporting", "Integration"]);

    [Theory, MemberData(nameof(Modules))]
    public void A_module_references_Contracts_and_nothing_else_of_ours(string module)
    {
        var folder = Path.Combine(Source.Root, "Modules", module);
        var project = XDocument.Load(Path.Combine(folder, $"{module}.csproj"));
        var shared = XDocument.Load(Path.Combine(Source.Root, "Modules", "Module.props"));
        var references = new[] { project, shared }.SelectMany(p => p.Descendants("ProjectReference")).Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value));
        references.Should().Equal("Contracts");
        Assembly.Load($"Advance.{module}").GetReferencedAssemblies().Select(a => a.Name).Where(n => n!.StartsWith("Advance.", StringComparison.Ordinal))
            .Should().BeSubsetOf(["Advance.Contracts"]);
    }

    [Fact]
    public void Contracts_has_no_packages_and_no_projects()
    {
        var project = XDocument.Load(Path.Combine(Source.Root, "Modules", "Contracts", "Contracts.csproj"));
        project.Descendants().Where(e => e.Name.LocalName is "PackageReference" or "ProjectReference" or "FrameworkReference").Should().BeEmpty();
    }

    [Fact]
    public void The_verifier_shares_no_code_with_the_server()
    {
        var project = XDocument.Load(Path.Combine(Source.Root, "Verifier", "Verifier.csproj"));
        project.Descendants("ProjectReference").Should().BeEmpty();
        project.Descendants("Compile").Should().BeEmpty();
    }

    [Fact]
    public void The_matching_engine_knows_nothing_but_the_runtime()
    {
        var usings = Source.Files("Modules/Matching/Engine").SelectMany(f => Using().Matches(f.Text).Select(m => m.Groups[1].Value)).Distinct();
        usings.Should().OnlyContain(u => u.StartsWith("System", StringComparison.Ordinal) || u.StartsWith("Advance.Matching.Engine", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_reads_a_clock_but_the_injected_one() =>
        Offending(Clock(), "Host", "Modules", "Verifier").Should().BeEmpty();

    [Fact]
    public void Nothing_rewrites_or_hides_an_event() =>
        Offending(Rewriting(), "Host", "Modules").Should().BeEmpty("events are immutable: no masking, overwriting, compacting, tombstones; nouns are registered through Nouns.cs");

    [Fact]
    public void Whose_something_is_is_asked_of_the_caller_who_knows_their_former_ids() =>
        Offending(ComparesIds(), "Host", "Modules").Should().BeEmpty("caller.Is(id) counts the ids that were merged into the caller's; == does not");

    [Fact]
    public void No_work_is_left_unfinished() => Offending(Unfinished(), "Host", "Modules", "Verifier", "tests").Should().BeEmpty();

    private static IEnumerable<string> Offending(Regex pattern, params string[] folders) => Source.Files(folders)
        .Where(f => !f.Path.EndsWith("WallTests.cs", StringComparison.Ordinal))
        .SelectMany(f => f.Text.Split('\n').Select((line, i) => (line, Where: $"{f.Path}:{i + 1}")))
        .Where(l => pattern.IsMatch(l.line) && !l.line.Contains("// clock:", StringComparison.Ordinal)).Select(l => l.Where);

    [GeneratedRegex(@"^using (?:static )?([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"DateTime(Offset)?\.(Utc)?Now|Thread\.Sleep|Stopwatch\.GetTimestamp\(\) *-")]
    private static partial Regex Clock();

    [GeneratedRegex(@"OverwriteEvent|CompletelyReplaceEvent|CompactStreamAsync|TombstoneStream|ApplyEventDataMasking|AddMaskingRule|Projections\.Snapshot<")]
    private static partial Regex Rewriting();

    [GeneratedRegex(@"[cC]aller(\.Of\(\w+\))?\.PersonId *[!=]=|[!=]= *[cC]aller(\.Of\(\w+\))?\.PersonId")]
    private static partial Regex ComparesIds();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK)\b|NotImplementedException|Skip *= *""")]
    private static partial Regex Unfinished();
}
