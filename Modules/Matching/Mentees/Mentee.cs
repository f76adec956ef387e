using Advance.Contracts;
using JasperFx;

namespace Advance.Matching.Mentees;

/// <summary>A proposal or a mentorship holds the mentee: there is no second one in this cohort until it is over (rule M4).</summary>
public record MenteeHeld(Guid CohortId, Guid PersonId, Guid MentorshipId);

/// <summary>The mentee of a cohort is free for a proposal again.</summary>
public record MenteeReleased(Guid CohortId, Guid PersonId, Guid MentorshipId) : IWithoutActor;

/// <summary>The languages, as codes, in which the mentee can be mentored in this cohort.</summary>
public record MenteeLanguagesStated(Guid CohortId, Guid PersonId, IReadOnlyList<string> Languages);

/// <summary>Persons whom the mentee wishes for as mentor in this cohort now, the first wish first; in place of those of the application.</summary>
public record MenteeWishesStated(Guid CohortId, Guid PersonId, IReadOnlyList<Guid> MentorWishes);

/// <summary>A person as mentee of one cohort. Owns the one mentorship there may be (rule M4), so its stream is locked to give it.</summary>
public record Mentee : IFold<Mentee>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public Guid CohortId { get; init; }
    public Guid PersonId { get; init; }

    /// <summary>The proposal or mentorship that holds the mentee now.</summary>
    public Guid? MentorshipId { get; init; }
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Null while those of the application hold.</summary>
    public IReadOnlyList<Guid>? Wishes { get; init; }

    public static Guid IdOf(Guid cohortId, Guid personId) => Ids.Of("mentee", cohortId, personId);

    public Mentee Evolve(object e) => e switch
    {
        MenteeHeld held => this with
        {
            Id = IdOf(held.CohortId, held.PersonId),
            CohortId = held.CohortId,
            PersonId = held.PersonId,
            MentorshipId = held.MentorshipId,
        },
        MenteeLanguagesStated stated => this with
        {
            Id = IdOf(stated.CohortId, stated.PersonId),
            CohortId = stated.CohortId,
            PersonId = stated.PersonId,
            Languages = stated.Languages,
        },
        MenteeWishesStated stated => this with
        {
            Id = IdOf(stated.CohortId, stated.PersonId),
            CohortId = stated.CohortId,
            PersonId = stated.PersonId,
            Wishes = stated.MentorWishes,
        },
        MenteeReleased released => MentorshipId == released.MentorshipId ? this with { MentorshipId = null } : this,
        _ => this,
    };
}
