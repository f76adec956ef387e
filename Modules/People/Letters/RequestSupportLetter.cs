using System.Security.Cryptography;
using System.Text;
using Advance.Contracts;
using Advance.Shared;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.WebUtilities;
using Wolverine.Http;

namespace Advance.People;

/// <summary>Whom to ask, and what the letter is to say (at most 5,000 characters).</summary>
public record RequestSupportLetter(string SupervisorName, string SupervisorEmail, string? Template = null);

/// <summary>The link's secret, shown this once: whoever has it answers for the supervisor. It is sent as <c>Authorization: Letter TOKEN</c>.</summary>
public record SupportLetterLink(Guid Id, string Token, DateTimeOffset ExpiresAt);

/// <summary>
/// Ask a supervisor for a letter that supports an application: the answer has a token for a link that can be used once, within 21 days,
/// to answer or to decline without an account. A further request closes the link of the one before.
/// Refused with <c>application-over</c>, <c>letter-received</c>, <c>too-many-letter-requests</c>, <c>person-erased</c>.
/// </summary>
public static class RequestSupportLetterEndpoint
{
    public static readonly TimeSpan Open = TimeSpan.FromDays(21);
    private const int MostRequests = 10;
    private const int TokenBytes = 32;

    public static void Validate(RequestSupportLetter command) => Shape.Of(
        (!Shape.IsLine(command.SupervisorName, 200), "supervisorName", "A name is one line of at most 200 characters."),
        (!Addresses.IsAddress(command.SupervisorEmail), "supervisorEmail", "This is not an e-mail address of at most 254 characters."),
        (command.Template is { } t && (t.Length > 5000 || t.Contains('\0')), "template", "A template has at most 5,000 characters."));

    [WolverinePost("/api/applications/{applicationId}/request-support-letter"), Authorize(Policies.Staff)]
    public static async Task<SupportLetterLink> Post(Guid applicationId, RequestSupportLetter command, IDocumentSession session, TimeProvider clock,
        CancellationToken cancel)
    {
        var application = await session.Events.FetchLatest<SupportedApplication>(applicationId, cancel);
        var found = Missing.Unless(application?.CohortId == Guid.Empty ? null : application, "application");
        await session.HoldAsync(SupportLetter.IdOf(applicationId), cancel);
        var person = await LockApplicantAsync(session, found.PersonId, cancel);
        var letter = await session.Events.FetchForWriting<SupportLetter>(SupportLetter.IdOf(applicationId), cancel);
        var requested = Decide(found, person, letter.Aggregate ?? new(), Ids.New(), clock.GetUtcNow());
        var token = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(TokenBytes));
        session.DeleteWhere<LetterRequest>(r => r.LetterId == requested.LetterId);
        session.Insert(new LetterRequest
        {
            Id = requested.RequestId,
            LetterId = requested.LetterId,
            PersonId = requested.PersonId,
            SupervisorName = command.SupervisorName.Trim(),
            SupervisorEmail = command.SupervisorEmail.Trim(),
            Template = command.Template ?? "",
            TokenDigest = DigestOf(token),
        });
        if (letter.Aggregate is null) session.Events.StartStream<SupportLetter>(requested.LetterId, requested);
        else letter.AppendOne(requested);
        return new(requested.RequestId, token, requested.ExpiresAt);
    }

    /// <summary>The applicant, under the identity that is in use by now.</summary>
    internal static async Task<Person> LockApplicantAsync(IDocumentSession session, Guid personId, CancellationToken cancel)
    {
        var person = (await session.LockPersonAsync(personId, cancel)).Aggregate!;
        return person.MergedInto is { } into ? (await session.LockPersonAsync(into, cancel)).Aggregate! : person;
    }

    internal static string DigestOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    public static SupportLetterRequested Decide(SupportedApplication application, Person person, SupportLetter letter, Guid requestId, DateTimeOffset now)
    {
        person.MustBeInUse();
        Refused.When(application.IsOver, "application-over", "This application has come to its end.");
        Refused.When(letter.Status is LetterStatus.Received, "letter-received", "The letter to this application has come already.");
        Refused.When(letter.Requests >= MostRequests, "too-many-letter-requests",
            "A letter has been asked for too often; ask the applicant for another supervisor.");
        return new(SupportLetter.IdOf(application.Id), requestId, application.Id, application.CohortId, person.Id, now + Open);
    }
}
