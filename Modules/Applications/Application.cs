using Advance.Contracts;
using JasperFx;

namespace Advance.Applications;

/// <summary>Where an application stands.</summary>
public enum ApplicationStatus
{
    Submitted, Returned, Eligible, Ineligible, Selected, Waitlisted, Declined, Offered, Accepted, OfferDeclined, OfferExpired, Withdrawn,
}

/// <summary>A document of this kind was put to the application; the text or file stands in People's documents. Private.</summary>
public record DocumentAttached(Guid ApplicationId, Guid CohortId, Guid PersonId, string Kind, Guid? TextId, Guid? FileId = null);

/// <summary>A virus was found in a document that had been put to the application: it is without one of this kind now. Private.</summary>
public record DocumentLost(Guid ApplicationId, Guid CohortId, Guid PersonId, string Kind, Guid FileId);

/// <summary>The application went back to the applicant, who is to add documents of these kinds. Private.</summary>
public record ApplicationReturned(Guid ApplicationId, Guid CohortId, Guid PersonId, IReadOnlyList<string> Kinds);

/// <summary>A prepared decision was taken back: the application is eligible and undecided again. Private.</summary>
public record DecisionReconsidered(Guid ApplicationId, Guid CohortId, Guid PersonId);

/// <summary>What was found of its eligibility was taken back: it is to be looked at again. Private.</summary>
public record EligibilityReconsidered(Guid ApplicationId, Guid CohortId, Guid PersonId);

/// <summary>One document of an application: its kind, and the id of the text or of the file.</summary>
public record Attachment(string Kind, Guid? TextId = null, Guid? FileId = null)
{
    /// <summary>It names a text or a file, not both.</summary>
    internal bool IsWhole => Shape.IsKey(Kind) && TextId != Guid.Empty && FileId != Guid.Empty && TextId is null != FileId is null;
}

/// <summary>A person's application to one call.</summary>
public record Application : IFold<Application>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public Guid CohortId { get; init; }
    public Guid PersonId { get; init; }
    public Guid InstitutionId { get; init; }
    public string CareerStage { get; init; } = "";
    public IReadOnlyList<Guid> MentorWishes { get; init; } = [];
    public IReadOnlyList<string> Topics { get; init; } = [];
    public IReadOnlyList<Attachment> Documents { get; init; } = [];
    public IReadOnlyList<Declaration> Declarations { get; init; } = [];
    public ApplicationStatus Status { get; init; }

    /// <summary>The answers to the call's questionnaire, among People's documents.</summary>
    public Guid? AnswersId { get; init; }

    /// <summary>The kinds of documents and keys of declarations that were asked for and have not come yet.</summary>
    public IReadOnlyList<string> Asked { get; init; } = [];
    public string? BrokenRule { get; init; }
    public DeclineGround? Ground { get; init; }
    public DateTimeOffset? OfferExpiresAt { get; init; }

    /// <summary>The lapse of the offer that was called to mind last.</summary>
    public DateTimeOffset? RemindedOf { get; init; }

    /// <summary>The text of People that says why the application waits, if it was said.</summary>
    public Guid? ReasonTextId { get; init; }
    public string? CharterVersion { get; init; }

    /// <summary>Nobody has looked at its eligibility yet.</summary>
    public bool IsUnassessed => Status is ApplicationStatus.Submitted or ApplicationStatus.Returned;

    /// <summary>It came to an end other than a place.</summary>
    public bool IsOver => Status is ApplicationStatus.Ineligible or ApplicationStatus.Declined or ApplicationStatus.OfferDeclined
        or ApplicationStatus.OfferExpired or ApplicationStatus.Withdrawn;

    /// <summary>Refuses unless it is eligible and undecided.</summary>
    public void MustAwaitDecision()
    {
        MustNotBeWithdrawn();
        Refused.When(IsUnassessed || Status is ApplicationStatus.Ineligible, "not-eligible",
            "The eligibility of this application is not confirmed.");
        Refused.When(Status is not ApplicationStatus.Eligible, "already-decided", "This application has already been decided.");
    }

    /// <summary>Refuses an application that its applicant took back.</summary>
    public void MustNotBeWithdrawn() =>
        Refused.When(Status is ApplicationStatus.Withdrawn, "application-withdrawn", "This application was withdrawn.");

    public Application Evolve(object e) => e switch
    {
        ApplicationSubmitted submitted => this with
        {
            Id = submitted.ApplicationId,
            CohortId = submitted.CohortId,
            PersonId = submitted.PersonId,
            InstitutionId = submitted.InstitutionId,
            CareerStage = submitted.CareerStage,
            MentorWishes = submitted.MentorWishes,
            Topics = submitted.Topics,
        },
        DocumentAttached attached => With(attached),
        DeclarationsMade declared => With(declared),
        DocumentLost lost => this with
        {
            Documents = [.. Documents.Where(d => d.FileId != lost.FileId)],
            Asked = IsUnassessed ? [.. Asked.Union([lost.Kind])] : Asked,
            Status = IsUnassessed ? ApplicationStatus.Returned : Status,
        },
        AnswersAttached attached => this with { AnswersId = attached.AnswersId },
        ApplicationAmended amended => this with { MentorWishes = amended.MentorWishes, Topics = amended.Topics },
        ApplicationReturned returned => this with { Status = ApplicationStatus.Returned, Asked = returned.Kinds },
        IPrepared prepared => Evolve(prepared.Decision),
        // What the release tells of an eligibility that was decided long before leaves the decision as it is.
        EligibilityConfirmed confirmed => IsUnassessed ? this with { Status = ApplicationStatus.Eligible, BrokenRule = confirmed.OverriddenRule } : this,
        EligibilityRefused refused => this with { Status = ApplicationStatus.Ineligible, BrokenRule = refused.Rule },
        ApplicationSelected _ => this with { Status = ApplicationStatus.Selected },
        ApplicationPromoted _ => this with { Status = ApplicationStatus.Selected },
        ApplicationWaitlisted waits => this with { Status = ApplicationStatus.Waitlisted, ReasonTextId = waits.ReasonTextId },
        ApplicationDeclined declined => this with { Status = ApplicationStatus.Declined, Ground = declined.Ground },
        DecisionReconsidered _ => this with { Status = ApplicationStatus.Eligible, Ground = null, ReasonTextId = null },
        EligibilityReconsidered _ => this with
        {
            Status = Asked.Count > 0 ? ApplicationStatus.Returned : ApplicationStatus.Submitted,
            BrokenRule = null,
        },
        ApplicationWithdrawn _ => this with { Status = ApplicationStatus.Withdrawn },
        OfferMade made => this with { Status = ApplicationStatus.Offered, OfferExpiresAt = made.ExpiresAt },
        OfferExtended extended => this with { OfferExpiresAt = extended.ExpiresAt },
        OfferReminded reminded => this with { RemindedOf = reminded.ExpiresAt },
        OfferAccepted accepted => this with { Status = ApplicationStatus.Accepted, CharterVersion = accepted.CharterVersion },
        OfferDeclined _ => this with { Status = ApplicationStatus.OfferDeclined },
        OfferExpired _ => this with { Status = ApplicationStatus.OfferExpired },
        _ => this,
    };

    /// <summary>A document takes the place of an earlier one of its kind.</summary>
    private Application With(DocumentAttached attached) => (this with
    {
        Documents = [.. Documents.Where(d => d.Kind != attached.Kind), new(attached.Kind, attached.TextId, attached.FileId)],
    }).Given([attached.Kind]);

    private Application With(DeclarationsMade declared) => (this with
    {
        Declarations = [.. Declarations.Where(d => !declared.TakenBack.Contains(d.Key) && declared.Made.All(m => m.Key != d.Key)), .. declared.Made],
    }).Given([.. declared.Made.Select(m => m.Key)]);

    /// <summary>The last thing that was asked for ends the return.</summary>
    private Application Given(IReadOnlyList<string> kinds)
    {
        IReadOnlyList<string> asked = [.. Asked.Except(kinds)];
        return this with { Asked = asked, Status = Status is ApplicationStatus.Returned && asked.Count == 0 ? ApplicationStatus.Submitted : Status };
    }
}
