using System.Runtime.CompilerServices;
using Advance.Contracts;
using Advance.Reporting;
using Advance.Reporting.Timeline;
using JasperFx.Events;

namespace Advance.Tests.Specs.Reporting;

public class TimelineSpecs
{
    private static readonly string[] PersonIds = ["PersonId", "MenteeId", "MentorId", "MentorPersonId", "ByPersonId", "OtherPersonId"];

    public static TheoryData<Type> Kinds => [.. CohortEvents.Types];

    private static TimelineEntry Entry(object data, string? role = null)
    {
        var e = (IEvent)Activator.CreateInstance(typeof(Event<>).MakeGenericType(data.GetType()), data)!;
        (e.Id, e.Sequence, e.EventTypeName) = (Ids.New(), 7, "strands.some-thing");
        if (role is not null) e.SetHeader(TimelineEntry.RoleHeader, role);
        return TimelineEntry.Of(e)!;
    }

    [Fact]
    public void Every_module_has_events_in_a_timeline() => CohortEvents.Types.Should().Contain([typeof(CohortPlanned), typeof(ApplicationSubmitted),
        typeof(PairProposed), typeof(CircleComposed), typeof(GatheringPlanned), typeof(ReportIssued)]);

    [Theory, MemberData(nameof(Kinds))]
    public void Every_kind_of_event_has_an_entry_with_a_sentence_that_names_nobody(Type kind)
    {
        var data = RuntimeHelpers.GetUninitializedObject(kind);
        foreach (var property in kind.GetProperties().Where(p => (Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType) == typeof(Guid)))
            property.SetValue(data, Ids.Of(property.Name, Guid.Empty));
        var entry = Entry(data, "staff");
        entry.CohortId.Should().Be(Ids.Of("CohortId", Guid.Empty));
        entry.Sentence.Should().MatchRegex("^[A-Z].*[a-z]\\.$");
        entry.Facts.Values.Should().NotContain(PersonIds.Select(p => Ids.Of(p, Guid.Empty).ToString()));
        entry.IsAboutOnePerson.Should().Be(kind.GetProperties().Any(p => PersonIds.Contains(p.Name) || p.Name is "ApplicationId" or "MentorshipId"));
        entry.Role.Should().Be(data is IWithoutActor ? null : "staff");
    }

    [Fact]
    public void An_event_that_sets_a_date_is_planned_and_one_that_tells_is_not()
    {
        Entry(new CohortPlanned(Ids.New(), Ids.New(), "k", StrandFormat.Circle, new(2027, 1, 2), new(2027, 2, 3))).Should().Match<TimelineEntry>(e =>
            e.Nature == TimelineNature.Planned && e.Facts["startsOn"] == "2027-01-02" && e.Module == "strands" && e.Role == "system" && e.Position == 7);
        Entry(new CohortStarted(Ids.New(), Ids.New())).Nature.Should().Be(TimelineNature.Happened);
    }

    [Fact]
    public void Numbers_of_persons_stand_apart_from_numbers_of_things()
    {
        Entry(new DecisionsReleased(Ids.New(), 20, 3, 9)).Should().Match<TimelineEntry>(e => e.Counts["waitlisted"] == 3 && e.Facts.Count == 0);
        var planned = Entry(new GatheringPlanned(Ids.New(), Ids.New(), null, GatheringKind.Lecture, AYear.Deadline, AYear.Deadline, 60));
        planned.Facts["capacity"].Should().Be("60");
        planned.Counts.Should().BeEmpty();
    }

    private sealed record MeetingRoomFound(Guid CohortId);

    [Fact]
    public void A_kind_without_a_sentence_is_named_by_its_words() => Sentences.Of(typeof(MeetingRoomFound)).Should().Be("Meeting room found.");

    [Fact]
    public void A_gathering_for_all_cohorts_is_in_no_timeline() =>
        Entry(new GatheringCancelled(Ids.New(), null)).Should().BeNull();
}
