using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.People;

/// <summary>That an identity was merged into another: when, in which role, and for staff by whom (an id; "system" where nobody was).</summary>
public record MergeView(Guid MergedPersonId, Guid IntoPersonId, DateTimeOffset At, string? ByRole, string? By);

/// <summary>
/// Everything under which one person is known: ids (the one in use first), addresses (the one to write to first), accounts at identity
/// providers, and how the ids came together.
/// </summary>
public record IdentitiesView(Guid Id, int Version, IReadOnlyList<Guid> PersonIds, IReadOnlyList<string> Emails, IReadOnlyList<AccountView> Accounts,
    IReadOnlyList<MergeView> Merges) : IVersioned;

public static class IdentitiesOfPersonEndpoint
{
    /// <summary>
    /// Under which ids, addresses and accounts a person is known, and who merged what when; for the person themselves and for staff,
    /// whose reading is recorded.
    /// </summary>
    [WolverineGet("/api/people/{personId}/identities"), Authorize(Policies.Anyone)]
    public static async Task<IdentitiesView> Get(Guid personId, ClaimsPrincipal user, IDocumentSession session, CancellationToken cancel)
    {
        var caller = Caller.Of(user);
        caller.MustBe(personId);
        var person = Missing.Unless(await session.LoadAsync<Person>(personId, cancel), "person");
        await session.RecordAsync(caller, personId, "identities", cancel);
        var ids = await Identities.OfAsync(session, person, cancel);
        List<MergeView> merges = [];
        foreach (var id in ids)
        {
            merges.AddRange((await session.Events.FetchStreamAsync(id, token: cancel)).Where(e => e.Data is PersonMerged)
                .Select(e => (e, Merged: (PersonMerged)e.Data))
                .Select(m => new MergeView(m.Merged.MergedPersonId, m.Merged.PersonId, m.e.Timestamp.ToUniversalTime(), m.e.GetHeader("role")?.ToString(),
                    caller.IsStaff ? m.e.UserName : null)));
        }

        var data = await session.LoadAsync<PersonalData>(personId, cancel);
        var accounts = await session.Query<Account>().Where(a => a.PersonId == personId).OrderBy(a => a.Id).ToListAsync(cancel);
        return new(personId, person.Version, ids, data is null ? [] : [data.Email, .. data.OtherEmails],
            [.. accounts.Select(a => new AccountView(a.Issuer, a.Subject, a.Grants))], [.. merges.OrderBy(m => m.At)]);
    }
}
