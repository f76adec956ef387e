using Advance.Contracts;
using JasperFx;

namespace Advance.People;

/// <summary>An account of this person may act in a role, for a partner also for an institution. Which account stands in a document.</summary>
public record AccessGranted(Guid PersonId, string Role, Guid? InstitutionId, Guid? StrandId = null, Guid? CohortId = null);

/// <summary>An account of this person may no longer act in a role.</summary>
public record AccessRevoked(Guid PersonId, string Role, Guid? InstitutionId, Guid? StrandId = null, Guid? CohortId = null);

/// <summary>Where a person works from a day on; until a last day when that is known, else until the next one begins.</summary>
public record Affiliation(Guid InstitutionId, string Unit, string CareerStage, DateOnly From, DateOnly? Until = null)
{
    public Guid Id { get; init; }

    /// <summary>The same place, unit and stage from the same day.</summary>
    public bool IsSameAs(Affiliation other) => this with { Id = default } == other with { Id = default };
}

/// <summary>A person as the log knows them: an id with affiliations. Who it is stands in <see cref="PersonalData"/>, which can be destroyed.</summary>
public record Person : IFold<Person>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public IReadOnlyList<Affiliation> Affiliations { get; init; } = [];
    public IReadOnlyList<Guid> Merged { get; init; } = [];
    public Guid? MergedInto { get; init; }
    public bool IsErased { get; init; }

    /// <summary>Nothing new is recorded about a person who was erased or who is known under another id by now.</summary>
    public void MustBeInUse()
    {
        Refused.When(IsErased, "person-erased", "This person's data were erased.");
        Refused.When(MergedInto is not null, "person-merged", "This identity was merged into another; use that one.");
    }

    /// <summary>Where the person works on a day: of the affiliations that hold then, the one that began last.</summary>
    public Affiliation? WorksOn(DateOnly day) =>
        Affiliations.Where(a => a.From <= day).OrderBy(a => a.From).LastOrDefault() is { } last && (last.Until is null || day <= last.Until) ? last : null;

    public Person Evolve(object e) => e switch
    {
        PersonRegistered registered => this with { Id = registered.PersonId },
        AffiliationRecorded a => this with
        {
            Affiliations = [.. Affiliations, new(a.InstitutionId, a.Unit, a.CareerStage, a.From, a.Until) { Id = Contracts.Affiliations.IdOf(a) }],
        },
        AffiliationEnded ended => this with
        {
            Affiliations = [.. Affiliations.Select(a => a.Id == ended.AffiliationId ? a with { Until = ended.Until } : a)],
        },
        AffiliationWithdrawn withdrawn => this with { Affiliations = [.. Affiliations.Where(a => a.Id != withdrawn.AffiliationId)] },
        PersonCorrected _ => this,
        PersonMerged merged => this with { Merged = [.. Merged, merged.MergedPersonId] },
        IdentityRetired retired => this with { MergedInto = retired.IntoPersonId },
        AccessGranted _ => this,
        AccessRevoked _ => this,
        RetentionApplied _ => this,
        PersonErased _ => this with { IsErased = true },
        _ => this,
    };
}
