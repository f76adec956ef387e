using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.People;

/// <summary>What was destroyed: how many documents of which kinds.</summary>
public record ErasureReceipt(Guid Id, IReadOnlyDictionary<string, int> Erased);

/// <summary>
/// Erase a person: every document about them is destroyed, the log keeps the bare id (rule R4). The answer is the receipt, as the
/// event has it. Refused with <c>person-erased</c>, <c>person-merged</c> (erase the person it was merged into).
/// </summary>
public static class ErasePersonEndpoint
{
    [WolverinePost("/api/people/{personId}/erase"), Authorize(Policies.Staff)]
    public static async Task<ErasureReceipt> Post(Guid personId, IDocumentSession session, CancellationToken cancel)
    {
        var person = await session.LockPersonAsync(personId, cancel);
        var erased = Decide(person.Aggregate!, await CountsAsync(session, personId, cancel));
        session.Delete<PersonalData>(personId);
        session.Delete<SensitiveData>(personId);
        session.Delete<SpecialData>(personId);
        session.DeleteWhere<EmailAddress>(a => a.PersonId == personId);
        session.DeleteWhere<PersonalText>(t => t.PersonId == personId);
        session.DeleteWhere<Account>(a => a.PersonId == personId);
        await session.DestroySubmissionsAsync(personId, cancel);
        person.AppendOne(erased);
        return new(personId, erased.Erased);
    }

    /// <summary>What there is of a person, by its kind.</summary>
    internal static async Task<IReadOnlyDictionary<string, int>> CountsAsync(IQuerySession session, Guid personId, CancellationToken cancel) =>
        new SortedDictionary<string, int>(new Dictionary<string, int>(await session.CountSubmissionsAsync(personId, cancel)), StringComparer.Ordinal)
        {
            ["accounts"] = await session.Query<Account>().CountAsync(a => a.PersonId == personId, cancel),
            ["email-addresses"] = await session.Query<EmailAddress>().CountAsync(a => a.PersonId == personId, cancel),
            ["personal-data"] = await session.Query<PersonalData>().CountAsync(d => d.Id == personId, cancel),
            ["sensitive-data"] = await session.Query<SensitiveData>().CountAsync(d => d.Id == personId, cancel),
            ["special-data"] = await session.Query<SpecialData>().CountAsync(d => d.Id == personId, cancel),
            ["texts"] = await session.Query<PersonalText>().CountAsync(t => t.PersonId == personId, cancel),
        };

    public static PersonErased Decide(Person person, IReadOnlyDictionary<string, int> counts)
    {
        person.MustBeInUse();
        return new(person.Id, counts);
    }
}
