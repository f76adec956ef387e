namespace Advance.Contracts;

/// <summary>Why an application was declined: on its merit, or because there was no place.</summary>
public enum DeclineGround { Merit, Capacity }

/// <summary>A person applied to a cohort's call. Letters and answers stand in People's documents; wishes name mentors' persons in order.</summary>
public record ApplicationSubmitted(Guid ApplicationId, Guid CohortId, Guid PersonId, Guid InstitutionId, string CareerStage,
    IReadOnlyList<Guid> MentorWishes, IReadOnlyList<string> Topics);

/// <summary>
/// The application meets the rules of its call; or does not meet <c>OverriddenRule</c>, which staff set aside. Published with the release of
/// the decisions (rule A7), as are the decisions below that were prepared by then.
/// </summary>
public record EligibilityConfirmed(Guid ApplicationId, Guid CohortId, Guid PersonId, string? OverriddenRule = null);

/// <summary>The application does not meet a rule of its call, named by its code.</summary>
public record EligibilityRefused(Guid ApplicationId, Guid CohortId, Guid PersonId, string Rule);

/// <summary>The application got one of the cohort's places (rule A4): with the release of the decisions, or later by an appeal.</summary>
public record ApplicationSelected(Guid ApplicationId, Guid CohortId, Guid PersonId, Guid InstitutionId);

/// <summary>
/// The application waits for a place, at this position of the list (1 is next); why, if it was said, stands in a text of People.
/// </summary>
public record ApplicationWaitlisted(Guid ApplicationId, Guid CohortId, Guid PersonId, int Position, Guid? ReasonTextId = null);

/// <summary>After the release a freed place went to the first on the waiting list.</summary>
public record ApplicationPromoted(Guid ApplicationId, Guid CohortId, Guid PersonId, Guid InstitutionId);

/// <summary>The application was declined.</summary>
public record ApplicationDeclined(Guid ApplicationId, Guid CohortId, Guid PersonId, DeclineGround Ground);

/// <summary>The applicant withdrew; a place that was held is free again.</summary>
public record ApplicationWithdrawn(Guid ApplicationId, Guid CohortId, Guid PersonId);

/// <summary>
/// All decisions prepared for a cohort were released together (rule A7), and follow one by one: places held, applications waiting, and those without a
/// place, whether declined or not eligible; who withdrew before is in none of the three. With the resolution that released them,
/// where a committee is constituted.
/// </summary>
public record DecisionsReleased(Guid CohortId, int Selected, int Waitlisted, int Declined, string? ResolutionNumber = null,
    Guid? CommitteeId = null);

/// <summary>A selected applicant was offered the place, until an instant.</summary>
public record OfferMade(Guid ApplicationId, Guid CohortId, Guid PersonId, DateTimeOffset ExpiresAt);

/// <summary>The applicant accepted, and the charter in this version: from now on a mentee of the cohort.</summary>
public record OfferAccepted(Guid ApplicationId, Guid CohortId, Guid PersonId, Guid InstitutionId, string CharterVersion);

/// <summary>The applicant declined the offer; the place is free again.</summary>
public record OfferDeclined(Guid ApplicationId, Guid CohortId, Guid PersonId);

/// <summary>The applicant has longer to answer the offer: until this instant.</summary>
public record OfferExtended(Guid ApplicationId, Guid CohortId, Guid PersonId, DateTimeOffset ExpiresAt);

/// <summary>An open offer is called to mind before it lapses at this instant; what reaches the person is for whoever hears it.</summary>
public record OfferReminded(Guid ApplicationId, Guid CohortId, Guid PersonId, DateTimeOffset ExpiresAt);

/// <summary>The offer lapsed at its instant without an answer; the place is free again.</summary>
public record OfferExpired(Guid ApplicationId, Guid CohortId, Guid PersonId);
