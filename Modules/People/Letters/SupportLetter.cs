using Advance.Contracts;
using JasperFx;

namespace Advance.People;

/// <summary>Where the letter of a supervisor stands.</summary>
public enum LetterStatus { Requested, Received, Declined }

/// <summary>
/// Who was asked for a letter, with which template, and the digest of the link's secret: a document, destroyed with the applicant. The
/// secret itself is kept nowhere.
/// </summary>
public record LetterRequest
{
    public Guid Id { get; init; }
    public Guid LetterId { get; init; }

    /// <summary>The applicant.</summary>
    public Guid PersonId { get; init; }
    public string SupervisorName { get; init; } = "";
    public string SupervisorEmail { get; init; } = "";
    public string Template { get; init; } = "";

    /// <summary>SHA-256 of the link's token, in lower-case hex.</summary>
    public string TokenDigest { get; init; } = "";
}

/// <summary>Whom the person named as the writer of a letter. What opens the link is kept nowhere, and its digest is shown to nobody.</summary>
public record LetterRequestView(Guid Id, string SupervisorName, string SupervisorEmail, string Template);

/// <summary>The supervisor's letter to an application; its stream is <c>Ids.Of("support-letter", applicationId)</c>.</summary>
public record SupportLetter : IFold<SupportLetter>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public Guid ApplicationId { get; init; }
    public Guid CohortId { get; init; }
    public Guid PersonId { get; init; }

    /// <summary>The request that counts; links of earlier ones do not open any more.</summary>
    public Guid RequestId { get; init; }
    public int Requests { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }
    public LetterStatus Status { get; init; }

    public static Guid IdOf(Guid applicationId) => Ids.Of("support-letter", applicationId);

    public SupportLetter Evolve(object e) => e switch
    {
        SupportLetterRequested requested => this with
        {
            Id = requested.LetterId,
            ApplicationId = requested.ApplicationId,
            CohortId = requested.CohortId,
            PersonId = requested.PersonId,
            RequestId = requested.RequestId,
            Requests = Requests + 1,
            ExpiresAt = requested.ExpiresAt,
            Status = LetterStatus.Requested,
        },
        SupportLetterReceived _ => this with { Status = LetterStatus.Received },
        SupportLetterDeclined _ => this with { Status = LetterStatus.Declined },
        _ => this,
    };
}

/// <summary>An application as far as asking for a letter needs it.</summary>
public record SupportedApplication : IFold<SupportedApplication>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public Guid CohortId { get; init; }
    public Guid PersonId { get; init; }
    public bool IsOver { get; init; }

    public SupportedApplication Evolve(object e) => e switch
    {
        ApplicationSubmitted submitted => this with { Id = submitted.ApplicationId, CohortId = submitted.CohortId, PersonId = submitted.PersonId },
        EligibilityRefused _ => this with { IsOver = true },
        ApplicationDeclined _ => this with { IsOver = true },
        ApplicationWithdrawn _ => this with { IsOver = true },
        _ => this,
    };
}
