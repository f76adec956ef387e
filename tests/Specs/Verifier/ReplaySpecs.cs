using System.Text.Json.Nodes;
using Advance.Contracts;
using Advance.Tests.Specs.Reporting;
using Advance.Verifier;
using CsCheck;

namespace Advance.Tests.Specs.Verifier;

/// <summary>The Verifier writes a report of a cohort again from the log, with code of its own.</summary>
public class ReplaySpecs
{
    [Fact]
    public void A_whole_year_gives_the_same_bytes_in_the_Verifier()
    {
        using var log = ACohortLog.Of(AYear.AWholeYear());
        var result = log.Verify(log.Issue());
        result.IsReplayed.Should().BeTrue();
        result.Figures.Should().BeGreaterThan(40);
        result.Withheld.Should().BeInRange(1, result.Figures - 20);
    }

    [Fact]
    public void Reports_at_three_positions_each_give_the_same_bytes_with_what_came_before_them()
    {
        var year = new AYear().Apply(1, 12);
        using var log = ACohortLog.Of(year);
        var first = log.Issue();
        var rest = new AYear().Apply(1, 37).Select(1, 20).Accept(1, 20).Log.Skip(year.Log.Count).ToList();
        rest.Take(3).ToList().ForEach(e => log.Happens(e.Data, e.At));
        var (between, second) = (log.Position, log.Issue());
        rest.Skip(3).ToList().ForEach(e => log.Happens(e.Data, e.At));
        var third = log.Issue();
        foreach (var bundle in new[] { first, second, third })
            log.Verify(bundle).IsReplayed.Should().BeTrue();
        between.Should().BeLessThan(log.Position);
    }

    [Fact]
    public void Any_history_gives_the_same_bytes_in_the_Verifier() =>
        Gen.Int[0, int.MaxValue].Sample(seed =>
        {
            using var log = ACohortLog.Of(AHistory.Random(seed));
            var first = log.Issue();
            var at = new DateTimeOffset(2027, 6, 1, 0, 0, 0, TimeSpan.Zero);
            foreach (var e in AHistory.More(seed)) log.Happens(e, at = at.AddHours(7));
            log.Verify(first);
            log.Verify(log.Issue());
        }, iter: Environment.GetEnvironmentVariable("ADVANCE_LONG") == "1" ? 1000 : 40, threads: 1);

    public static TheoryData<string, string> Lies => new()
    {
        { "figure.applications.value", "figure applications is" },
        { "figure.applications.events", "figure applications is" },
        { "figure.days-to-match.value", "figure days-to-match is" },
        { "figure.completed.numerator", "figure completed is" },
        { "figure.places.of", "figure places is" },
        { "milestones", "its milestones is not" },
        { "recordedUntil", "its recordedUntil is not" },
        { "assumed", "its assumed is not" },
        { "tables", "its tables is not" },
        { "threshold", "its threshold is not" },
        { "comparedWith", "its comparedWith is not" },
        { "cohort", "its cohort is not" },
        { "more", "something that the log does not give" },
        { "digest", "its event states another" },
        { "figures", "its figures are not those" },
        { "order", "its figures are not those" },
        { "withheld-number", "figure places is" },
        { "withheld-value", "figure mentees is" },
        { "below", "figure applications is" },
        { "earlier", "figure applications is" },
        { "small", "figure withdrawn is" },
        { "shy", "figure applications.institution.uni is" },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public void A_report_that_says_something_else_than_its_log_is_refused_by_the_place(string lie, string says)
    {
        var year = AYear.AWholeYear();
        if (lie == "small")
            year.Each(1, 3, n => new ApplicationWithdrawn(AYear.Person("application", n), AYear.Cohort, AYear.Person("applicant", n)));
        using var log = ACohortLog.Of(year);
        var bundle = log.Issue(json => Tell(json, lie), issued: data => data["digest"] = lie == "digest" ? "0" : data["digest"]!.DeepClone());
        log.Invoking(l => l.Verify(bundle)).Should().Throw<Refusal>().Which.Message.Should().StartWith("report.json: ").And.Contain(says);
    }

    [Theory]
    [InlineData(-1, "is one up to its asOf")]
    [InlineData(1, "but the last event up to its asOf")]
    public void A_report_that_counts_other_leaves_than_those_up_to_its_position_is_refused(int by, string says)
    {
        using var log = ACohortLog.Of(AYear.AWholeYear());
        log.Happens(new CallClosed(Guid.NewGuid()), new(2028, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var bundle = log.Issue(json => json["position"] = json["position"]!.GetValue<long>() + by, asOf: log.Position - 3);
        log.Invoking(l => l.Verify(bundle)).Should().Throw<Refusal>().Which.Message.Should().Contain(says);
    }

    [Theory]
    [InlineData("projectionVersion", "cohort-audit/2"), InlineData("disclosurePolicyVersion", "threshold-3/1")]
    public void A_report_of_a_later_definition_is_unusable_at_level_two_and_says_so(string fact, string version)
    {
        using var log = ACohortLog.Of(AYear.AWholeYear());
        var bundle = log.Issue(issued: data => data[fact] = version);
        log.Invoking(l => l.Verify(bundle)).Should().Throw<Unusable>().Which.Message.Should().Contain(version);
    }

    private static void Tell(JsonObject json, string lie)
    {
        JsonObject Figure(string key) => json["figures"]!.AsArray().Single(f => f!["key"]!.GetValue<string>() == key)!.AsObject();
        var figures = json["figures"]!.AsArray();
        switch (lie.Split('.'))
        {
            case ["figure", var key, "events"]: Figure(key)["events"]!.AsArray().RemoveAt(0); break;
            case ["figure", var key, var member]: Figure(key)[member] = (Figure(key)[member]?.GetValue<long>() ?? 0) + 1; break;
            case ["milestones"]: json["milestones"]![0]!["happened"] = "2026-10-02"; break;
            case ["recordedUntil"]: json["recordedUntil"] = "2027-07-16T11:00:00+00:00"; break;
            case ["assumed"]: json["assumed"]!.AsArray().Clear(); break;
            case ["tables"]: json["tables"]![0]!["rows"]![0]!["name"] = "Elsewhere"; break;
            case ["threshold"]: json["threshold"] = 1; break;
            case ["comparedWith"]: json["comparedWith"]!.AsArray().Add(7); break;
            case ["cohort"]: json["cohort"]!["key"] = "another"; break;
            case ["more"]: json["comment"] = "All went well."; break;
            case ["figures"]: figures.RemoveAt(3); break;
            case ["order"]: var last = figures[^1]!.DeepClone(); figures.RemoveAt(figures.Count - 1); figures.Insert(0, last); break;
            case ["withheld-number"]: Figure("places")["state"] = "withheld"; break;
            case ["withheld-value"]: Figure("mentees")["state"] = "withheld"; break;
            case ["below"]: Figure("applications")["state"] = "below-threshold"; break;
            case ["earlier"]: Figure("applications")["state"] = "earlier"; break;
            case ["shy"]: Figure("applications.institution.uni")["state"] = "withheld"; Figure("applications.institution.uni").Remove("value"); break;
            case ["small"]: Figure("withdrawn")["state"] = "exact"; break;
        }
    }
}
