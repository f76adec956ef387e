using System.Collections;
using System.Globalization;
using System.Reflection;
using Advance.Contracts;
using JasperFx.Events;

namespace Advance.Reporting.Timeline;

/// <summary>Whether an event sets a date for something, or tells that something happened.</summary>
public enum TimelineNature { Planned, Happened }

/// <summary>
/// One event of a cohort as its timeline shows it. The id is the event's; facts are small and name nobody. An entry about one
/// person is for staff only, and so are counts of persons: they would undo the disclosure control of the reports.
/// </summary>
public record TimelineEntry
{
    public const string RoleHeader = "role";

    private static readonly HashSet<string> Persons = ["PersonId", "MenteeId", "MentorId", "MentorPersonId", "OtherPersonId", "ByPersonId"];
    private static readonly HashSet<string> CasesOfOne = ["ApplicationId", "MentorshipId"];
    private static readonly HashSet<string> Plans = ["StartsOn", "StartsAt", "Deadline"];
    private static readonly HashSet<string> NumbersOfThings = ["Places", "PolicyVersion", "RulesVersion", "ReportVersion", "Capacity", "Minutes",
        "AsOf", "Number", "Position", "Score", "TotalScore", "SessionsHeld", "Institutions"];

    public Guid Id { get; init; }
    public Guid CohortId { get; init; }

    /// <summary>Position in the log.</summary>
    public long Position { get; init; }

    public DateTimeOffset RecordedAt { get; init; }
    public string Module { get; init; } = "";

    /// <summary>The stored name of the event.</summary>
    public string Kind { get; init; } = "";

    /// <summary>In which role somebody did it; null where that is nobody's business.</summary>
    public string? Role { get; init; }

    public string Sentence { get; init; } = "";
    public TimelineNature Nature { get; init; }
    public bool IsAboutOnePerson { get; init; }
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, long> Counts { get; init; } = new Dictionary<string, long>();

    /// <summary>The entry of an event; null when it belongs to no cohort.</summary>
    public static TimelineEntry? Of(IEvent e)
    {
        if (CohortEvents.CohortOf(e.Data) is not { } cohortId) return null;
        var properties = e.EventType.GetProperties().Where(p => p.Name != "CohortId").ToList();
        var (facts, counts) = (new Dictionary<string, string>(), new Dictionary<string, long>());
        foreach (var property in properties) Read(property, e.Data, facts, counts);
        return new()
        {
            Id = e.Id,
            CohortId = cohortId,
            Position = e.Sequence,
            RecordedAt = e.Timestamp.ToUniversalTime(),
            Kind = e.EventTypeName,
            Module = e.EventTypeName.Contains('.', StringComparison.Ordinal) ? e.EventTypeName[..e.EventTypeName.IndexOf('.', StringComparison.Ordinal)] : "",
            Role = e.Data is IWithoutActor ? null : e.GetHeader(RoleHeader)?.ToString() ?? "system",
            Sentence = Sentences.Of(e.EventType),
            Nature = properties.Any(p => Plans.Contains(p.Name)) ? TimelineNature.Planned : TimelineNature.Happened,
            IsAboutOnePerson = properties.Any(p => Persons.Contains(p.Name) || CasesOfOne.Contains(p.Name)),
            Facts = facts,
            Counts = counts,
        };
    }

    private static void Read(PropertyInfo property, object e, Dictionary<string, string> facts, Dictionary<string, long> counts)
    {
        var name = char.ToLowerInvariant(property.Name[0]) + property.Name[1..];
        var isOfThings = NumbersOfThings.Contains(property.Name);
        switch (property.GetValue(e))
        {
            case Guid id when !Persons.Contains(property.Name):
                facts[name] = id.ToString();
                break;
            case DateOnly or DateTimeOffset when property.GetValue(e) is IFormattable date:
                facts[name] = date.ToString(date is DateOnly ? "yyyy-MM-dd" : "O", CultureInfo.InvariantCulture);
                break;
            case int or long when property.GetValue(e) is IConvertible number:
                Count(number.ToInt64(CultureInfo.InvariantCulture));
                break;
            case string { Length: <= 100 } or Enum or bool:
                facts[name] = Convert.ToString(property.GetValue(e), CultureInfo.InvariantCulture)!;
                break;
            case ICollection list:
                Count(list.Count);
                break;
        }

        void Count(long number)
        {
            if (isOfThings) facts[name] = number.ToString(CultureInfo.InvariantCulture);
            else counts[name] = number;
        }
    }
}
