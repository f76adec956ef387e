using Advance.Contracts;
using JasperFx;

namespace Advance.Matching.Mentors;

/// <summary>Whether a mentor takes new mentees.</summary>
public enum MentorStatus { Enrolled, Paused, Retired }

/// <summary>One of the mentor's places went to a mentorship (rule M3).</summary>
public record MentorPlaceTaken(Guid MentorId, Guid MentorshipId, Guid CohortId);

/// <summary>A mentorship of the mentor is over; whether it was completed counts as experience, who ended it is nobody's business.</summary>
public record MentorPlaceFreed(Guid MentorId, Guid MentorshipId, bool Completed) : IWithoutActor;

/// <summary>This mentor and this person are never to be proposed to each other again; who asked for it is nobody's business.</summary>
public record PairRuledOut(Guid MentorId, Guid PersonId) : IWithoutActor;

/// <summary>Persons whom the mentor wishes for as mentees in a cohort, the first wish first; shown to nobody else.</summary>
public record MentorWishesStated(Guid MentorId, Guid CohortId, IReadOnlyList<Guid> MenteeWishes);

/// <summary>A person in the mentor pool. Owns the number of mentees over all strands and cohorts, so its stream is locked to take one.</summary>
public record Mentor : IFold<Mentor>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public Guid PersonId { get; init; }
    public Guid? InstitutionId { get; init; }
    public bool IsExternal { get; init; }
    public int Capacity { get; init; }
    public IReadOnlyList<string> Topics { get; init; } = [];
    public IReadOnlyList<string> Languages { get; init; } = [];
    public MentorStatus Status { get; init; }

    /// <summary>Mentorships that run now, in whatever cohort.</summary>
    public IReadOnlyList<Guid> Running { get; init; } = [];

    /// <summary>Persons who are never to be proposed to this mentor; shown to nobody.</summary>
    public IReadOnlyList<Guid> NeverAgain { get; init; } = [];

    /// <summary>By cohort, whom the mentor wishes for.</summary>
    public IReadOnlyDictionary<Guid, IReadOnlyList<Guid>> Wishes { get; init; } = new Dictionary<Guid, IReadOnlyList<Guid>>();

    /// <summary>Mentorships completed so far.</summary>
    public int Completed { get; init; }

    /// <summary>Places nobody has; whether the mentor takes anybody now is the status.</summary>
    public int Free => Math.Max(0, Capacity - Running.Count);

    /// <summary>
    /// Places nobody has and nobody was proposed for: an unanswered proposal may take one, and who is proposed beyond that would wait
    /// for a mentor who has to refuse them (rule M3).
    /// </summary>
    public int FreeBeside(int proposed) => Math.Max(0, Free - proposed);

    /// <summary>A person is a mentor once: the stream follows from the person.</summary>
    public static Guid IdOf(Guid personId) => Ids.Of("mentor", personId);

    public Mentor Evolve(object e) => e switch
    {
        MentorEnrolled enrolled => this with
        {
            Id = enrolled.MentorId,
            PersonId = enrolled.PersonId,
            InstitutionId = enrolled.InstitutionId,
            IsExternal = enrolled.IsExternal,
            Capacity = enrolled.Capacity,
            Topics = enrolled.Topics,
            Languages = enrolled.Languages,
            Status = MentorStatus.Enrolled,
        },
        CapacityDeclared declared => this with { Capacity = declared.Capacity },
        MentorPaused _ => this with { Status = MentorStatus.Paused },
        MentorResumed _ => this with { Status = MentorStatus.Enrolled },
        MentorRetired _ => this with { Status = MentorStatus.Retired },
        MentorPlaceTaken taken => this with { Running = [.. Running, taken.MentorshipId] },
        MentorPlaceFreed freed => this with
        {
            Running = [.. Running.Where(r => r != freed.MentorshipId)],
            Completed = Completed + (freed.Completed ? 1 : 0),
        },
        MentorWishesStated stated => this with { Wishes = new Dictionary<Guid, IReadOnlyList<Guid>>(Wishes) { [stated.CohortId] = stated.MenteeWishes } },
        PairRuledOut ruled => this with { NeverAgain = [.. NeverAgain, ruled.PersonId] },
        _ => this,
    };
}
