using Advance.Contracts;
using JasperFx;

namespace Advance.Reporting;

/// <summary>An issued report: where in the log it stands and the digest of its bytes. It never changes (rule R1).</summary>
public record Report : IFold<Report>, IRevisioned
{
    /// <summary>The one kind there is: a cohort, its figures and milestones, for the steering committee.</summary>
    public const string CohortAudit = "cohort-audit";

    public Guid Id { get; init; }
    public int Version { get; set; }
    public Guid CohortId { get; init; }
    public string Kind { get; init; } = "";

    /// <summary>The position in the log that it is pinned to.</summary>
    public long AsOf { get; init; }

    /// <summary>SHA-256 of its canonical JSON in lower-case hex.</summary>
    public string Digest { get; init; } = "";

    /// <summary>Which report of its cohort and kind it is, counted from 1 in the order of issue.</summary>
    public int ReportVersion { get; init; }

    public Guid? Supersedes { get; init; }

    public Report Evolve(object e) => e switch
    {
        ReportIssued issued => this with
        {
            Id = issued.ReportId,
            CohortId = issued.CohortId,
            Kind = issued.Kind,
            AsOf = issued.AsOf,
            Digest = issued.Digest,
            ReportVersion = issued.ReportVersion,
            Supersedes = issued.Supersedes,
        },
        _ => this,
    };
}

/// <summary>The bytes of an issued report, written once; canonical JSON is UTF-8, and a text keeps it as it is.</summary>
public record ReportText
{
    public Guid Id { get; init; }
    public string Json { get; init; } = "";
}
