using Advance.Contracts;
using Advance.Reporting.Disclosure;
using CsCheck;

namespace Advance.Tests.Specs.Reporting;

/// <summary>
/// An attacker who reads two reports on random people, knows how the figures belong together and does all the linear algebra
/// there is, never computes a group of 1 to 4 persons.
/// </summary>
public class DisclosureProperties
{
    private const int Institutions = 2, Stages = 2, Outcomes = 3, States = Institutions * Stages * Outcomes, Absent = States;
    private static readonly Guid[] People = [.. Enumerable.Range(0, 60).Select(n => Ids.Of($"person-{n}", Guid.Empty))];

    /// <summary>A figure by its key, the state that counts and the view; states are institution, stage and outcome in one number.</summary>
    private sealed record Rule(string Key, string? PartOf, string Family, string View, Func<int, bool> Counts);

    private static readonly Rule[] Rules = [.. RulesOf()];

    private static int Institution(int state) => state % Institutions;
    private static int Stage(int state) => state / Institutions % Stages;
    private static int Outcome(int state) => state / (Institutions * Stages);

    private static IEnumerable<Rule> RulesOf()
    {
        yield return new("all", null, "all", Measured.MainView, s => s != Absent);
        yield return new("places", "all", "outcome", Measured.MainView, s => s != Absent && Outcome(s) == 0);
        foreach (var o in Enumerable.Range(1, Outcomes - 1)) yield return new($"outcome-{o}", "all", "outcome", Measured.MainView, s => s != Absent && Outcome(s) == o);
        foreach (var (name, of, n) in new[] { ("institution", (Func<int, int>)Institution, Institutions), ("stage", Stage, Stages) })
        {
            foreach (var i in Enumerable.Range(0, n))
            {
                yield return new($"all.{name}.{i}", "all", $"all.{name}", name, s => s != Absent && of(s) == i);
                yield return new($"places.{name}.{i}", "places", $"places.{name}", name, s => s != Absent && of(s) == i && Outcome(s) == 0);
            }
        }
    }

    private static IReadOnlyList<Measured> Measure(int[] states) => [.. Rules.Select(rule => new Measured(rule.Key, rule.Key, FigureKind.Persons, [])
    {
        PartOf = rule.PartOf, Family = rule.Family, View = rule.View,
        About = Enumerable.Range(0, states.Length).Where(n => rule.Counts(states[n])).Select(n => Unit.Of(People[n])).ToHashSet(),
    })];

    // Most people stay as they are from one report to the next: small differences are what must not show.
    private static readonly Gen<(int[] First, int[] Second)> TwoReports =
        from n in Gen.Int[0, People.Length]
        from first in Gen.Int[0, Absent].Array[n]
        from skewed in Gen.Bool
        from moves in Gen.Int[0, 12].Array[n]
        from others in Gen.Int[0, Absent].Array[n]
        let before = skewed ? [.. first.Select(s => s == Absent ? s : s / 4 * 4)] : first
        select (before, (int[])[.. before.Select((s, i) => moves[i] == 0 ? others[i] : s)]);

    [Fact]
    public void Nobody_computes_a_small_group_from_two_reports() => TwoReports.Sample(reports =>
    {
        var control = new DisclosureControl();
        var shown = new[] { control.Publish(1, Measure(reports.First)), control.Publish(2, Measure(reports.Second)) };
        var attacker = new LinearAttacker((States + 1) * (States + 1));
        bool Holds(int report, Rule rule, int cell) => rule.Counts(report == 0 ? cell / (States + 1) : cell % (States + 1));
        foreach (var (report, figures) in shown.Index())
        {
            foreach (var (rule, figure) in Rules.Zip(figures).Where(x => x.Second.State == FigureState.Exact))
                attacker.Learn(cell => Holds(report, rule, cell), figure.Value!.Value);
        }

        var people = reports.First.Zip(reports.Second, (a, b) => (a * (States + 1)) + b).ToList();
        var groups = new[] { 0, 1 }.SelectMany(report => Rules.Select(rule => (Func<int, bool>)(cell => Holds(report, rule, cell)))).ToList();
        foreach (var a in groups)
        {
            AssertHidden(a);
            foreach (var b in groups)
            {
                AssertHidden(cell => a(cell) && b(cell));
                AssertHidden(cell => a(cell) && !b(cell));
            }
        }

        void AssertHidden(Func<int, bool> group)
        {
            if (people.Count(group) is >= 1 and < 5) attacker.Knows(group).Should().BeFalse();
        }
    }, iter: 1500);

    [Fact]
    public void Within_a_table_a_hidden_row_keeps_at_least_four_possible_values() => TwoReports.Sample(reports =>
    {
        var shown = new DisclosureControl().Publish(1, Measure(reports.First)).ToDictionary(f => f.Key);
        foreach (var table in Rules.Where(r => r.PartOf is not null && shown[r.PartOf].State == FigureState.Exact).GroupBy(r => r.Family))
        {
            var parts = table.ToList();
            var sum = shown[parts[0].PartOf!].Value!.Value;
            var hidden = parts.Where(p => shown[p.Key].State != FigureState.Exact).ToList();
            var rest = sum - parts.Except(hidden).Sum(p => shown[p.Key].Value!.Value);
            // What the attacker knows of the rule: zeros are hidden where many hidden rows share few, or where nothing at all is said.
            var isClosed = parts.TrueForAll(p => shown[p.Key].State == FigureState.Withheld);
            var mayBeZero = (isClosed || rest < hidden.Count + 3) && !parts.Any(p => shown[p.Key] is { State: FigureState.Exact, Value: 0 });
            List<(long Low, long High)> bounds = [.. parts.Select(p => shown[p.Key].State switch
            {
                FigureState.Exact => (shown[p.Key].Value!.Value, shown[p.Key].Value!.Value),
                FigureState.BelowThreshold => (1L, 4L),
                _ => (mayBeZero ? 0L : 1L, sum),
            })];
            foreach (var i in Enumerable.Range(0, parts.Count).Where(i => shown[parts[i].Key].State != FigureState.Exact))
            {
                var low = Math.Max(bounds[i].Low, sum - bounds.Where((_, j) => j != i).Sum(b => b.High));
                var high = Math.Min(bounds[i].High, sum - bounds.Where((_, j) => j != i).Sum(b => b.Low));
                (high - low + 1).Should().BeGreaterThanOrEqualTo(4, $"{parts[i].Key} of {sum} lies between {low} and {high}");
            }
        }
    }, iter: 5000);

    [Fact]
    public void The_attacker_does_compute_what_is_not_protected()
    {
        var attacker = new LinearAttacker(3);
        attacker.Learn(cell => cell < 2, 10);
        attacker.Learn(cell => cell == 0, 7);
        attacker.Knows(cell => cell == 1).Should().BeTrue();
        attacker.Knows(cell => cell == 2).Should().BeFalse();
    }
}
