using Advance.Contracts;
using JasperFx;

namespace Advance.People;

/// <summary>How many months after a person was last active data of a kind are kept.</summary>
public record RetentionRule(string Kind, int Months);

/// <summary>A schedule of retention was adopted; versions count from 1.</summary>
public record RetentionScheduleAdopted(int ScheduleVersion, IReadOnlyList<RetentionRule> Rules);

/// <summary>How long which data of people are kept. Names and addresses stay until somebody is erased: without them nobody is found.</summary>
public record RetentionSchedule : IFold<RetentionSchedule>, IRevisioned
{
    public const string Phone = "phone";
    public const string Orcid = "orcid";
    public const string ExternalOrganisation = "external-organisation";
    public const string Languages = "languages";
    public const string Gender = "gender";
    public const string Special = "special-data";
    public const string Texts = "texts";
    public const string Files = "files";
    public const string Answers = "answers";

    /// <summary>Whom a supervisor's letter was asked of: a name and address of somebody else.</summary>
    public const string Letters = "letter-requests";

    public static readonly IReadOnlyList<string> Kinds = [Phone, Orcid, ExternalOrganisation, Languages, Gender, Special, Texts, Files, Answers, Letters];

    public static readonly Guid TheId = Ids.Of("retention-schedule", Guid.Empty);

    public Guid Id { get; init; }
    public int Version { get; set; }
    public int ScheduleVersion { get; init; }

    /// <summary>Before anything is adopted: an assumption of the office (version 0).</summary>
    public IReadOnlyList<RetentionRule> Rules { get; init; } =
        [new(Phone, 12), new(Special, 6), new(Gender, 24), new(Texts, 24), new(Files, 24), new(Answers, 24), new(Letters, 12)];

    /// <summary>The shortest period, in months; null when nothing is destroyed by time.</summary>
    public int? Shortest => Rules.Count == 0 ? null : Rules.Min(r => r.Months);

    /// <summary>The kinds whose period is over on a day, with how many there are; kinds of which nothing is held are left out.</summary>
    public SortedDictionary<string, int> Due(DateOnly lastActive, IReadOnlyDictionary<string, int> held, DateOnly today)
    {
        SortedDictionary<string, int> due = new(StringComparer.Ordinal);
        foreach (var rule in Rules)
            if (held.GetValueOrDefault(rule.Kind) is > 0 and var count && lastActive.AddMonths(rule.Months) <= today) due[rule.Kind] = count;
        return due;
    }

    public RetentionSchedule Evolve(object e) => e switch
    {
        RetentionScheduleAdopted adopted => this with { Id = TheId, ScheduleVersion = adopted.ScheduleVersion, Rules = adopted.Rules },
        _ => this,
    };
}
