using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.People;

/// <summary>When a consent was given, or (without <c>WordsVersion</c>) withdrawn.</summary>
public record ConsentChange(DateTimeOffset At, string? WordsVersion);

/// <summary>A purpose with what the person said about it; <c>IsGiven</c> on the instant that was asked for, else now.</summary>
public record ConsentView(string Purpose, bool IsGiven, string? WordsVersion, IReadOnlyList<ConsentChange> Changes);

/// <summary>Every purpose there is, with what a person said about it.</summary>
public record ConsentsView(Guid Id, IReadOnlyList<ConsentView> Purposes);

/// <summary>Special-category data as stated; empty when nothing is held.</summary>
public record SpecialDataView(Guid Id, string? Disability, string? UnderrepresentedGroup);

public static class ConsentsOfPersonEndpoint
{
    /// <summary>
    /// What a person agreed to, purpose by purpose with the whole history, now or at an instant (<c>at</c>); for the person and staff.
    /// </summary>
    [WolverineGet("/api/people/{personId}/consents"), Authorize(Policies.Anyone)]
    public static async Task<ConsentsView> List(Guid personId, ClaimsPrincipal user, IQuerySession session,
        [FromQuery] DateTimeOffset? at, CancellationToken cancel)
    {
        Caller.Of(user).MustBe(personId);
        Missing.Unless(await session.LoadAsync<Person>(personId, cancel), "person");
        List<ConsentView> views = [];
        foreach (var purpose in ConsentPurposes.All)
        {
            var events = await session.Events.FetchStreamAsync(ConsentPurposes.StreamOf(personId, purpose), token: cancel);
            List<ConsentChange> changes = [.. events.Select(e => new ConsentChange(e.Timestamp.ToUniversalTime(), (e.Data as ConsentGiven)?.WordsVersion))];
            var last = changes.LastOrDefault(c => at is null || c.At <= at);
            views.Add(new(purpose, last?.WordsVersion is not null, last?.WordsVersion, changes));
        }

        return new(personId, views);
    }

    /// <summary>A person's special-category data, for the person, and for staff who accommodate them: their reading is recorded.</summary>
    [WolverineGet("/api/people/{personId}/special-data"), Authorize(Policies.Anyone)]
    public static async Task<SpecialDataView> Get(Guid personId, ClaimsPrincipal user, IDocumentSession session, CancellationToken cancel)
    {
        var caller = Caller.Of(user);
        caller.MustBe(personId);
        Missing.Unless(await session.LoadAsync<Person>(personId, cancel), "person");
        await session.RecordAsync(caller, personId, "accommodation", cancel);
        var data = await session.LoadAsync<SpecialData>(personId, cancel);
        return new(personId, data?.Disability, data?.UnderrepresentedGroup);
    }
}
