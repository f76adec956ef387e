using System.Globalization;
using Advance.Contracts;
using Advance.Reporting;
using Advance.Reporting.Document;

namespace Advance.Tests.Specs.Reporting;

public class ReportSpecs
{
    private static ReportContent Content(AYear year, params long[] comparedWith) =>
        ReportContent.Of(year.Log, AYear.Cohort, year.Position, comparedWith, year.Log[^1].At);

    [Fact]
    public void A_position_behind_the_end_of_the_log_is_refused() =>
        Then.Refused("position-in-the-future", () => IssueReportEndpoint.CheckPosition(asOf: 101, highWaterMark: 100, plannedAt: 1, reportsSoFar: 0));

    [Fact]
    public void A_position_before_the_cohort_was_planned_is_refused() =>
        Then.Refused("cohort-not-yet-planned", () => IssueReportEndpoint.CheckPosition(asOf: 4, highWaterMark: 100, plannedAt: 5, reportsSoFar: 0));

    [Fact]
    public void A_cohort_with_too_many_reports_gets_no_other() =>
        Then.Refused("too-many-reports", () => IssueReportEndpoint.CheckPosition(100, 100, 5, IssueReportEndpoint.MostReports));

    [Fact]
    public void A_report_supersedes_the_one_before_it_but_never_a_later_one()
    {
        var earlier = Given.The<Report>(new ReportIssued(Ids.New(), AYear.Cohort, Report.CohortAudit, 10, "d", 1, null));
        var content = Content(AYear.AWholeYear());
        IssueReportEndpoint.Decide(content, "digest", [earlier]).Should().Match<ReportIssued>(r => r.Supersedes == earlier.Id && r.ReportVersion == 2);
        var later = Given.The<Report>(new ReportIssued(Ids.New(), AYear.Cohort, Report.CohortAudit, 100_000, "d", 1, null));
        IssueReportEndpoint.Decide(content, "digest", [earlier, later]).Supersedes.Should().BeNull();
    }

    [Fact]
    public async Task The_same_position_gives_the_same_bytes_in_every_culture_and_on_every_thread()
    {
        var year = AYear.AWholeYear();
        var expected = Issue(CultureInfo.InvariantCulture);
        var issued = await Task.WhenAll(new[] { "tr-TR", "de-DE", "ar-SA", "fa-IR", "sv-SE" }.SelectMany(c => Enumerable.Repeat(c, 4))
            .Select(c => Task.Run(() => Issue(CultureInfo.GetCultureInfo(c)))));
        issued.Should().OnlyContain(text => text.Json == expected.Json && text.Html == expected.Html);

        (string Json, string Html) Issue(CultureInfo culture)
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
            var json = ReportJson.Write(Content(year, 60, 90));
            return (json, HtmlOfDocument.Write(DocumentOfReport.Of(ReportJson.Read(json), ReportJson.DigestOf(json))));
        }
    }

    [Fact]
    public void A_report_reads_back_as_it_was_written()
    {
        var json = ReportJson.Write(Content(AYear.AWholeYear(), 60));
        ReportJson.Write(ReportJson.Read(json)).Should().Be(json);
        json.Should().NotContain(AYear.Person("applicant", 1).ToString(), "a report names nobody").And.NotContain(AYear.Person("mentor", 1).ToString());
    }

    [Fact]
    public void What_comes_later_in_the_log_does_not_change_a_report()
    {
        var year = AYear.AWholeYear();
        var (at, until) = (year.Position, year.Log[^1].At);
        var before = ReportJson.Write(ReportContent.Of(year.Log, AYear.Cohort, at, [], until));
        year.Apply(38, 60).Happens(new CohortCancelled(AYear.Cohort, AYear.Strand));
        ReportJson.Write(ReportContent.Of(year.Log, AYear.Cohort, at, [], until)).Should().Be(before);
    }

    [Fact]
    public void Names_from_the_log_are_text_in_the_page_and_never_markup()
    {
        var year = new AYear().Happens(new StrandDefined(AYear.Strand, "x", "<script>alert(1)</script> & co", StrandFormat.OneOnOne));
        var html = HtmlOfDocument.Write(DocumentOfReport.Of(Content(year), "digest"));
        html.Should().NotContain("<script").And.Contain("&lt;script&gt;alert(1)&lt;/script&gt; &amp; co");
    }

    [Fact]
    public void The_page_is_in_words_and_says_how_to_check_it_without_believing_anybody()
    {
        var content = Content(AYear.AWholeYear()) with { Assumed = ["envisionedMeetings", "lookBackYears"] };
        var html = HtmlOfDocument.Write(DocumentOfReport.Of(content, "digest"));
        html.Should().Contain("envisioned meetings, look back years").And.NotMatchRegex(@">\d{4}-\d\d-\d\d<", "days are read as words");
        foreach (var step in new[] { $"/api/reports/{content.ReportId}/bundle", "advance-verify FOLDER", "--log FILE", $"/api/reports/{content.ReportId}/since", "What no check can show" })
            html.Should().Contain(step);
        (Wording.Key("senior-doctoral-candidate"), Wording.Key(""), Wording.Date("2026-11-30"), Wording.Date("soon"), Wording.Date(null))
            .Should().Be(("Senior doctoral candidate", "", "30 November 2026", "soon", null));
        DocumentOfReport.Of(content, "digest").Blocks.OfType<KeyFigures>().Single().Figures
            .Should().OnlyContain(f => f.Value != Wording.Hidden || f.Note!.StartsWith("protects fewer than 5 persons"), "a hidden number says why in its place");
    }

    [Fact]
    public void The_page_loads_nothing_and_every_table_has_a_caption_and_scopes()
    {
        var html = HtmlOfDocument.Write(DocumentOfReport.Of(Content(AYear.AWholeYear()), "digest"));
        html.Should().NotContain("src=").And.NotContain("href=").And.NotContain("@import").And.NotContain("url(");
        Count("<table>").Should().Be(Count("<caption>")).And.BeGreaterThan(4);
        Count("<th scope=").Should().Be(Count("<th "));
        int Count(string part) => html.Split(part).Length - 1;
    }
}
