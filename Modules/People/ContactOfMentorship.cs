using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.People;

/// <summary>How to reach the other one of a pair; empty where that person's data were erased.</summary>
public record ContactView(Guid MentorshipId, Guid PersonId, string? GivenName, string? FamilyName, string? Email);

public static class ContactOfMentorshipEndpoint
{
    /// <summary>
    /// Name and e-mail address of the other one, for each of the two of a mentorship, once both have accepted and as long as neither
    /// took it back (rule M5); the reading is recorded. Refused with <c>contact-not-released</c>.
    /// </summary>
    [WolverineGet("/api/mentorships/{mentorshipId}/contact"), Authorize(Policies.Participant)]
    public static async Task<ContactView> Get(Guid mentorshipId, ClaimsPrincipal user, IDocumentSession session, CancellationToken cancel)
    {
        var caller = Caller.Of(user);
        var pair = await LoadAsync(session, mentorshipId, cancel);
        var other = Decide(pair, caller);
        var person = await session.PresentAsync(other, cancel);
        await session.RecordAsync(caller, person, "mentorship-contact", cancel);
        var data = await session.LoadAsync<PersonalData>(person, cancel);
        return new(mentorshipId, person, data?.GivenName, data?.FamilyName, data?.Email);
    }

    public static Guid Decide(PairOfMentorship pair, Caller caller)
    {
        var other = pair.OtherThan(caller);
        Refused.When(!pair.IsReleased, "contact-not-released", "Contact data pass between the two while both say yes.");
        return other;
    }

    internal static async Task<PairOfMentorship> LoadAsync(IDocumentSession session, Guid mentorshipId, CancellationToken cancel)
    {
        var pair = await session.Events.FetchLatest<PairOfMentorship>(mentorshipId, cancel);
        return Missing.Unless(pair is null || pair.Id == Guid.Empty ? null : pair, "mentorship");
    }

    /// <summary>Under which id a person is known now.</summary>
    internal static async Task<Guid> PresentAsync(this IQuerySession session, Guid personId, CancellationToken cancel)
    {
        var id = personId;
        for (var merges = 0; merges < 20 && await session.LoadAsync<Person>(id, cancel) is { MergedInto: { } into }; merges++) id = into;
        return id;
    }
}
