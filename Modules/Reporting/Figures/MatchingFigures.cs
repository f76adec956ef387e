using Advance.Contracts;
using Advance.Reporting.Disclosure;

namespace Advance.Reporting.Figures;

/// <summary>From proposal to mentorship. Who refused or ended is nowhere; ending early is a rate, neither failure nor blame (rules M8, R3).</summary>
public static class MatchingFigures
{
    public const string Formed = "mentorships-formed";
    private const int Prompt = 30;
    private const string Pairs = "mentorships";

    public static void Add(Sheet sheet, CohortHistory history)
    {
        var formed = history.Mentorships.Where(m => m.Formed is not null).ToList();
        sheet.Persons(Formed, "Mentorships formed", formed.Select(m => new Counted(m.OfMentee, m.Formed!.Value)), Pairs);
        if (history.Plan?.Data.Format != StrandFormat.Circle) Unmatched(sheet, history, formed);
        Course(sheet, history, formed);
        Proposals(sheet, history);
        Mentors(sheet, history, formed);
        sheet.Share("cross-institution", "Mentor from another institution", Formed, CrossInstitution(history, formed), Pairs);
        sheet.Share("agreed-promptly", $"Agreement signed within {Prompt} days of forming", Formed,
            formed.Where(m => m.AgreedAt - m.FormedAt <= TimeSpan.FromDays(Prompt)).Select(m => new Counted(m.OfMentee, m.Agreed!.Value)), Pairs);
        sheet.Share("met-promptly", $"First counted meeting within {Prompt} days of forming", Formed,
            formed.Where(m => m.FirstMeetingOn <= Day(m.FormedAt!.Value).AddDays(Prompt)).Select(m => new Counted(m.OfMentee, m.Meetings[0])), Pairs);
    }

    private static void Unmatched(Sheet sheet, CohortHistory history, List<MentorshipTrack> formed)
    {
        var matched = formed.Select(m => m.Mentee).ToHashSet();
        sheet.Persons("unmatched", "Mentees without a mentor so far",
            history.Applications.Where(a => a.IsMentee && !matched.Contains(a.Person.Person)).Select(a => new Counted(a.Person, a.Accepted!.Value)),
            partOf: ApplicationFigures.Mentees);
    }

    private static void Proposals(Sheet sheet, CohortHistory history)
    {
        var firsts = history.Mentorships.GroupBy(m => m.Mentee).Select(g => g.First()).ToList();
        sheet.Persons("proposed", "Mentees with a proposed mentor", firsts.Select(m => new Counted(Unit.Of(m.Mentee), m.Proposed)));
        sheet.Share("accepted-first-time", "First proposal accepted by both", "proposed",
            firsts.Where(m => m.Formed is not null).Select(m => new Counted(Unit.Of(m.Mentee), m.Formed!.Value)));
        sheet.Persons("proposals-refused", "Proposals refused", history.Mentorships.Where(m => m.Refused is not null)
            .Select(m => new Counted(m.OfMentee, m.Refused!.Value)), "proposals");
        var accepted = history.Applications.Where(a => a.AcceptedAt is not null).ToLookup(a => a.Person.Person, a => a);
        var waits = firsts.Where(m => m.FormedAt is not null && accepted[m.Mentee].Any())
            .Select(m => (m, application: accepted[m.Mentee].Last())).ToList();
        var days = waits.Select(w => (long)Math.Max(0, (w.m.FormedAt!.Value - w.application.AcceptedAt!.Value).Days)).Order().ToList();
        sheet.Statistic("days-to-match", "Days from acceptance to mentorship (median, first proposals)", days.Count == 0 ? null : days[(days.Count - 1) / 2],
            waits.Select(w => new Counted(Unit.Of(w.m.Mentee), w.m.Formed!.Value)), "days");
    }

    private static void Mentors(Sheet sheet, CohortHistory history, List<MentorshipTrack> formed)
    {
        var capacity = history.All<MentorEnrolled>().Select(e => (e.Data.MentorId, e.Data.Capacity, e.Seq))
            .Concat(history.All<CapacityDeclared>().Select(e => (e.Data.MentorId, e.Data.Capacity, e.Seq)))
            .GroupBy(x => x.MentorId).ToDictionary(g => g.Key, g => g.MaxBy(x => x.Seq).Capacity);
        sheet.Persons("mentors-proposed", "Mentors proposed to somebody",
            history.Mentorships.DistinctBy(m => m.Mentor).Select(m => new Counted(Unit.Of(m.Mentor), m.Proposed)));
        sheet.Persons("mentors-serving", "Mentors with a mentorship",
            formed.DistinctBy(m => m.Mentor).Select(m => new Counted(Unit.Of(m.Mentor), m.Formed!.Value)));
        sheet.Share("mentors-of-several", "Of them with more than one mentee in this cohort", "mentors-serving",
            formed.GroupBy(m => m.Mentor).Where(g => g.Count() > 1).Select(g => new Counted(Unit.Of(g.Key), g.Last().Formed!.Value)));
        sheet.Statistic("mentor-room", "Room that they declared, over all cohorts",
            formed.DistinctBy(m => m.Mentor).Sum(m => (long)capacity.GetValueOrDefault(m.MentorId)),
            formed.DistinctBy(m => m.Mentor).Select(m => new Counted(Unit.Of(m.Mentor), m.Formed!.Value)), "mentees");
    }

    private static IEnumerable<Counted> CrossInstitution(CohortHistory history, List<MentorshipTrack> formed)
    {
        var mentors = history.All<MentorEnrolled>().ToLookup(e => e.Data.MentorId, e => e.Data);
        var mentees = history.Applications.ToLookup(a => a.Person.Person, a => (Guid?)a.InstitutionId);
        return formed.Where(m => mentors[m.MentorId].Any() && mentees[m.Mentee].Any()
                && mentors[m.MentorId].Last().InstitutionId != mentees[m.Mentee].Last())
            .Select(m => new Counted(m.OfMentee, m.Formed!.Value));
    }

    private static void Course(Sheet sheet, CohortHistory history, List<MentorshipTrack> formed)
    {
        var envisioned = history.Call is null ? (long?)null : history.Call.Data.Policy.EnvisionedMeetings * formed.Count;
        sheet.Statistic("meetings-counted", "Meetings attested by both, of those envisioned", formed.Sum(m => m.Meetings.Count),
            formed.SelectMany(m => m.Meetings.DefaultIfEmpty(m.Formed!.Value).Select(seq => new Counted(m.OfMentee, seq))), "meetings", envisioned);
        sheet.Share("completed", "Completed", Formed,
            formed.Where(m => m.Completed is not null).Select(m => new Counted(m.OfMentee, m.Completed!.Value)), Pairs);
        sheet.Share("ended-early", "Ended early, by nobody's fault", Formed,
            formed.Where(m => m.Ended is not null).Select(m => new Counted(m.OfMentee, m.Ended!.Value)), Pairs);
    }

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}
