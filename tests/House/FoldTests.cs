using System.Text.RegularExpressions;
using Advance.Applications;
using JasperFx;

namespace Advance.Tests.House;

/// <summary>A fold exists once, knows all its events, and survives storing.</summary>
public partial class FoldTests(HouseHost host)
{
    [Fact]
    public void A_fold_handles_every_event_that_its_module_tells_the_store_and_no_other()
    {
        foreach (var (fold, events) in host.Folds)
        {
            var arms = Arms(fold);
            // A prepared decision is folded as the decision that it holds.
            var held = events.Where(e => e.IsGenericType).Select(e => e.GetGenericArguments().Single());
            held.Should().BeSubsetOf(events, $"{fold.FullName} knows what is prepared and what is published of it");
            arms.Should().BeEquivalentTo(events.Select(e => e.IsGenericType ? nameof(IPrepared) : e.Name).Distinct(), $"{fold.FullName} folds what Module.cs says it does");
        }
    }

    [Fact]
    public void Every_arm_of_a_fold_names_a_variable()
    {
        foreach (var (fold, _) in host.Folds)
            Bare().Matches(Text(fold)).Select(m => m.Value.Trim()).Where(m => m != "_ =>").Should().BeEmpty($"{fold.Name}: a bare type arm reads like a constant");
    }

    [Fact]
    public void A_noun_carries_its_version() =>
        host.Folds.Select(f => f.Fold).Where(f => f.GetProperty("Version") is not null).Should().OnlyContain(f => f.IsAssignableTo(typeof(IRevisioned)));

    [Fact]
    public void A_state_that_is_stored_comes_back_the_same()
    {
        foreach (var (fold, events) in host.Folds)
        {
            dynamic state = Activator.CreateInstance(fold)!;
            foreach (var type in events) state = state.Evolve(Sample.Of(type));
            var json = host.Store.Serializer.ToJson((object)state);
            using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json));
            var back = host.Store.Serializer.FromJson(fold, stream);
            host.Store.Serializer.ToJson(back).Should().Be(json, $"{fold.Name} must have init members that can be written");
        }
    }

    private static IEnumerable<string> Arms(Type fold) => Arm().Matches(Text(fold)).Select(m => m.Groups[1].Value).Distinct();

    /// <summary>The body of the fold's Evolve, as written.</summary>
    private static string Text(Type fold)
    {
        var file = Source.Files("Modules").First(f => Regex.IsMatch(f.Text, $@"namespace {Regex.Escape(fold.Namespace!)};") && Regex.IsMatch(f.Text, $@"\brecord {fold.Name}\b[^;]*IFold<"));
        var from = file.Text.IndexOf($"public {fold.Name} Evolve(object e)", StringComparison.Ordinal);
        var isSwitch = file.Text.IndexOf("e switch", from, StringComparison.Ordinal) is > 0 and var at && at < from + 80;
        return file.Text[from..file.Text.IndexOf(isSwitch ? "\n    };" : ";", from, StringComparison.Ordinal)];
    }

    [GeneratedRegex(@"(?:^\s+|\be is )([A-Z]\w+)(?: \{[^}]*\})? (?:\w+|_)(?:(?: when [^=]*)? =>| \?)", RegexOptions.Multiline)]
    private static partial Regex Arm();

    [GeneratedRegex(@"^\s+(?:[A-Z]\w+|_) =>", RegexOptions.Multiline)]
    private static partial Regex Bare();
}
