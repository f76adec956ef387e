using Advance.Contracts;

namespace Advance.Applications;

/// <summary>Where a call stands.</summary>
public enum CallStatus { Unpublished, Open, Closed, Over }

/// <summary>The call of a cohort as the cohort's stream tells it: what applications are judged by.</summary>
public record Call : IFold<Call>
{
    public Guid Id { get; init; }

    /// <summary>The stream is a cohort's. The id does not tell: the store sets it for any stream.</summary>
    public bool IsOfCohort { get; init; }
    public Guid StrandId { get; init; }
    public CallStatus Status { get; init; }

    /// <summary>The cohort mentors, or has mentored.</summary>
    public bool HasStarted { get; init; }
    public DateTimeOffset Deadline { get; init; }

    /// <summary>The deadline as it was published; an extension does not move what follows from it.</summary>
    public DateTimeOffset PublishedDeadline { get; init; }

    /// <summary>The policy in force when the call was published (rules S1, A3).</summary>
    public StrandPolicy? Policy { get; init; }

    /// <summary>The cap: never more places are taken than this (rule A4).</summary>
    public int Places { get; init; }
    public IReadOnlyList<Guid> Institutions { get; init; } = [];
    public string CharterVersion { get; init; } = "";

    /// <summary>The kinds of documents that the policy requires (rule A3) and that are not among these.</summary>
    public IReadOnlyList<string> MissingOf(IEnumerable<string> kinds) => [.. (Policy?.RequiredDocuments ?? []).Except(kinds)];

    /// <summary>Refuses wishes that this call does not take of a person.</summary>
    public void MustAllow(IReadOnlyList<Guid> wishes, Guid personId)
    {
        Refused.When(wishes.Count > Policy!.MaxMentorWishes, "too-many-wishes", "More mentor wishes than this call allows.");
        Refused.When(wishes.Distinct().Count() < wishes.Count, "wish-repeated", "A mentor is wished for twice.");
        Refused.When(wishes.Contains(personId), "wish-for-oneself", "Nobody can be their own mentor.");
    }

    /// <summary>Refuses whatever comes after a cohort's end.</summary>
    public void MustNotBeOver() => Refused.When(Status is CallStatus.Over, "cohort-over", "This cohort is completed or cancelled.");

    public Call Evolve(object e) => e switch
    {
        CohortPlanned planned => this with { Id = planned.CohortId, StrandId = planned.StrandId, IsOfCohort = true },
        CallPublished call => this with
        {
            Id = call.CohortId,
            StrandId = call.StrandId,
            Status = CallStatus.Open,
            Deadline = call.Deadline,
            PublishedDeadline = call.Deadline,
            Policy = call.Policy,
            Places = call.Places,
            Institutions = call.Institutions,
            CharterVersion = call.CharterVersion,
        },
        CapRaised raised => this with { Places = raised.Places },
        CallExtended extended => this with { Deadline = extended.Deadline },
        CallClosed _ => this with { Status = CallStatus.Closed },
        CohortStarted _ => this with { Status = CallStatus.Closed, HasStarted = true },
        CohortCompleted _ => this with { Status = CallStatus.Over },
        CohortCancelled _ => this with { Status = CallStatus.Over },
        _ => this,
    };
}
