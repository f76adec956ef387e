using System.Globalization;

namespace Advance.Verifier.Replay;

/// <summary>An event of the log that a report may rest on.</summary>
public sealed record Happened(ulong Seq, DateTime At, string Type, Json Data)
{
    /// <summary>The text of a member; empty when it is missing or null.</summary>
    public string Text(string member) => Data[member]?.AsString ?? "";

    public ulong Number(string member) => Data[member]?.AsSize ?? throw new FormatException($"{Type} has no number {member}");

    /// <summary>Ids, or other texts, of a list; empty when it is missing.</summary>
    public IEnumerable<string> List(string member) => (Data[member]?.Items ?? []).Select(item => item.AsString ?? "");

    /// <summary>A point in time, in UTC.</summary>
    public DateTime Instant(string member) =>
        DateTimeOffset.TryParse(Text(member), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at.UtcDateTime
            : throw new FormatException($"{Type} has no time {member}");

    public DateOnly Day(string member) => DateOnly.TryParseExact(Text(member), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? day
        : throw new FormatException($"{Type} has no day {member}");
}

/// <summary>
/// The events of one cohort up to a position, in the order of the store, and those of no cohort that it may name. Identities
/// that were merged are one person.
/// </summary>
public sealed class Cohort
{
    private readonly Happened[] events;
    private readonly Dictionary<string, string> mergedInto = new(StringComparer.Ordinal);

    public Cohort(string id, IEnumerable<Happened> log, ulong asOf)
    {
        Id = id;
        events = [.. log.Where(e => e.Seq <= asOf).OrderBy(e => e.Seq)];
        foreach (var merged in All("people.person-merged"))
            mergedInto[merged.Text("mergedPersonId")] = merged.Text("personId");
        Plan = All("strands.cohort-planned").FirstOrDefault() ?? throw new FormatException("the cohort was not planned at its position");
        Call = All("strands.call-published").LastOrDefault();
    }

    public string Id { get; }

    public Happened Plan { get; }

    public Happened? Call { get; }

    public bool IsOfCircles => Plan.Text("format") == "Circle";

    public Json? Policy => Call?.Data["policy"];

    public IEnumerable<Happened> All(params string[] types) => events.Where(e => types.Length == 0 || types.Contains(e.Type));

    /// <summary>The event that says last when the call ends, and what it says.</summary>
    public (Happened By, DateTime At)? Deadline =>
        (All("strands.call-extended").LastOrDefault() ?? Call) is { } by ? (by, by.Instant("deadline")) : null;

    /// <summary>The person behind an id.</summary>
    public string Who(string person)
    {
        for (var steps = 0; steps < mergedInto.Count && mergedInto.TryGetValue(person, out var into); steps++)
            person = into;
        return person;
    }
}
