using Advance.Contracts;
using JasperFx;

namespace Advance.Strands;

/// <summary>One version of a strand's policy, in force from a date on.</summary>
public record PolicyVersion(int Number, DateOnly EffectiveFrom, StrandPolicy Policy, string? ResolutionNumber);

/// <summary>A partner's part in a strand, from its joining date to its last day, if it has one.</summary>
public record Partnership(Guid InstitutionId, DateOnly From, DateOnly? Until = null)
{
    public bool HoldsOn(DateOnly day) => From <= day && (Until is null || day <= Until);
}

/// <summary>A strand of the programme: its policies with their history, its partners with their joining dates.</summary>
public record Strand : IFold<Strand>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public string Key { get; init; } = "";
    public string Name { get; init; } = "";
    public StrandFormat Format { get; init; }
    public IReadOnlyList<PolicyVersion> Policies { get; init; } = [];
    public IReadOnlyList<Partnership> Partners { get; init; } = [];
    public bool IsRetired { get; init; }

    /// <summary>The strand that this one was copied from, if it was.</summary>
    public Guid? CopiedFrom { get; init; }

    /// <summary>The policy in force on a day (rule S1): of those effective by then, the one adopted last.</summary>
    public PolicyVersion? PolicyOn(DateOnly day) =>
        Policies.Where(p => p.EffectiveFrom <= day).MaxBy(p => (p.EffectiveFrom, p.Number));

    /// <summary>The partners that take part on a day (rule S4).</summary>
    public IEnumerable<Guid> PartnersOn(DateOnly day) => Partners.Where(p => p.HoldsOn(day)).Select(p => p.InstitutionId);

    /// <summary>The part of an institution that has no last day, if any.</summary>
    public Partnership? OpenPartOf(Guid institutionId) => Partners.FirstOrDefault(p => p.InstitutionId == institutionId && p.Until is null);

    public Strand Evolve(object e) => e switch
    {
        StrandDefined defined => this with { Id = defined.StrandId, Key = defined.Key, Name = defined.Name, Format = defined.Format },
        StrandCopied copied => this with { CopiedFrom = copied.OriginalId },
        PolicyAdopted adopted => this with
        {
            Policies = [.. Policies, new(adopted.PolicyVersion, adopted.EffectiveFrom, adopted.Policy, adopted.ResolutionNumber)],
        },
        PartnerAdmitted admitted => this with { Partners = [.. Partners, new(admitted.InstitutionId, admitted.From)] },
        PartnerPostponed postponed => Change(postponed.InstitutionId, p => p with { From = postponed.From }),
        PartnerLeft left => Change(left.InstitutionId, p => p with { Until = left.On }),
        StrandRetired _ => this with { IsRetired = true },
        _ => this,
    };

    private Strand Change(Guid institutionId, Func<Partnership, Partnership> change) =>
        this with { Partners = [.. Partners.Select(p => p.InstitutionId == institutionId && p.Until is null ? change(p) : p)] };
}
