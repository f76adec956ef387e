using System.Security.Claims;
using System.Text.Json;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using Wolverine.Http;

namespace Advance.People;

/// <summary>An account of the person.</summary>
public record AccountView(string Issuer, string Subject, IReadOnlyList<Grant> Grants);

/// <summary>An event about the person: where in the log, when, by which role (null where nobody's business), what.</summary>
public record EventAbout(long Position, string Type, DateTimeOffset At, string? ByRole, JsonElement Data)
{
    /// <summary>Whose hand it was, for those who may know.</summary>
    internal string? By { get; init; }
}

/// <summary>Everything that is held about a person. Readings by others are among the events, as <c>people.person-read</c>.</summary>
public record AccessExport(PersonView Person, string? Gender, SpecialDataView SpecialData, IReadOnlyList<TextView> Texts, IReadOnlyList<AccountView> Accounts,
    IReadOnlyList<RelationshipView> Relationships, Page<EventAbout> Events,
    IReadOnlyList<FileView> Files, IReadOnlyList<AnswersView> Answers, IReadOnlyList<LetterRequestView> LetterRequests);

public static class AccessOfPersonEndpoint
{
    /// <summary>
    /// The access export: data, texts, accounts, relationships, and every event that names the person in any module, in the order of
    /// the log (<c>after</c>, <c>limit</c>). Of lists in an event only the person's own entries are shown, to staff too: who else was imported,
    /// seated or present is not about the person. The person does not see here what is not released to them yet: an unreleased decision and
    /// what was written about it, a proposal that the mentee has not accepted; staff who hand the export over leave the same out with
    /// <c>forPerson=true</c>. The text of a mentorship's goal is for the person alone.
    /// </summary>
    [WolverineGet("/api/people/{personId}/access"), Authorize(Policies.Anyone)]
    public static async Task<AccessExport> Get(Guid personId, [FromQuery] long? after, [FromQuery] int? limit, [FromQuery] bool? forPerson,
        ClaimsPrincipal user, IDocumentSession session, NpgsqlDataSource source, CancellationToken cancel)
    {
        var caller = Caller.Of(user);
        caller.MustBe(personId);
        var most = Paging.Limit(limit);
        var person = Missing.Unless(await session.LoadAsync<Person>(personId, cancel), "person");
        await session.RecordAsync(caller, personId, "access-export", cancel);
        var sensitive = await session.LoadAsync<SensitiveData>(personId, cancel);
        var special = await session.LoadAsync<SpecialData>(personId, cancel);
        var (isSelf, asSeen) = (caller.Is(personId), forPerson == true || !caller.IsStaff);
        var texts = await session.Query<PersonalText>().Where(t => t.PersonId == personId && (isSelf || t.Kind != PersonalText.GoalKind))
            .OrderBy(t => t.Id).ToListAsync(cancel);
        if (asSeen) texts = await session.ReleasedAsync(texts, cancel);
        var accounts = await session.Query<Account>().Where(a => a.PersonId == personId).OrderBy(a => a.Id).ToListAsync(cancel);
        Guid[] ids = [.. await Identities.OfAsync(session, person, cancel)];
        var relationships = await session.Query<Relationship>().Where(r => r.PersonId.IsOneOf(ids) || r.OtherPersonId.IsOneOf(ids))
            .OrderBy(r => r.Id).Select(r => r.Id).ToListAsync(cancel);
        var events = await EventsAbout.OfLogAsync(source, session, ids, after ?? 0, most, isSelf || asSeen, cancel);
        return new(PersonView.Of(person, await session.LoadAsync<PersonalData>(personId, cancel)), sensitive?.Gender,
            new(personId, special?.Disability, special?.UnderrepresentedGroup),
            [.. texts.Select(TextView.Of)], [.. accounts.Select(a => new AccountView(a.Issuer, a.Subject, a.Grants))],
            await RecordedRelationships.OfAsync(session, [.. relationships], cancel), events,
            await session.FilesOfAsync(personId, cancel), await session.AnswersOfAsync(personId, cancel),
            await session.LetterRequestsOfAsync(personId, cancel));
    }
}
