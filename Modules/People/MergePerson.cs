using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.People;

/// <summary>The identity that is given up.</summary>
public record MergePerson(Guid MergedPersonId);

/// <summary>
/// Merge another identity into this person: its addresses, texts, accounts and affiliations become this person's, the rest of its
/// personal data is destroyed, and it is not used any more. Whoever looks for conflicts hears of it (rule A6), and of two live
/// applications, two seats or a mentorship with oneself that come out of it: nothing of them is lost.
/// Refused with <c>merge-with-oneself</c>, <c>person-erased</c>, <c>person-merged</c>.
/// </summary>
public static class MergePersonEndpoint
{
    [WolverinePost("/api/people/{personId}/merge"), Authorize(Policies.Staff)]
    public static async Task<Done> Post(MergePerson command, Guid personId, IDocumentSession session, CancellationToken cancel)
    {
        var (person, merged) = await session.LockPeopleAsync(personId, command.MergedPersonId, cancel);
        var (kept, retired) = Decide(person.Aggregate!, merged.Aggregate!);
        person.AppendOne(kept);
        person.AppendMany(TakenOver(person.Aggregate!, merged.Aggregate!));
        merged.AppendOne(retired);
        await HandOverAsync(session, kept, cancel);
        return new(personId);
    }

    private static async Task HandOverAsync(IDocumentSession session, PersonMerged e, CancellationToken cancel)
    {
        var (addresses, texts, accounts) = (await session.Query<EmailAddress>().Where(a => a.PersonId == e.MergedPersonId).ToListAsync(cancel),
            await session.Query<PersonalText>().Where(t => t.PersonId == e.MergedPersonId).ToListAsync(cancel),
            await session.Query<Account>().Where(a => a.PersonId == e.MergedPersonId).ToListAsync(cancel));
        session.Store([.. addresses.Select(a => a with { PersonId = e.PersonId })]);
        session.Store([.. texts.Select(t => t with { PersonId = e.PersonId })]);
        session.Store([.. accounts.Select(a => a with { PersonId = e.PersonId })]);
        if (await session.LoadAsync<PersonalData>(e.PersonId, cancel) is { } data)
            session.Store(data with { OtherEmails = [.. data.OtherEmails, .. addresses.Select(a => a.Id)] });
        await session.HandOverSubmissionsAsync(e.MergedPersonId, e.PersonId, cancel);
        session.Delete<PersonalData>(e.MergedPersonId);
        session.Delete<SensitiveData>(e.MergedPersonId);
        session.Delete<SpecialData>(e.MergedPersonId);
    }

    /// <summary>The affiliations of the merged identity that this person does not have, recorded as this person's.</summary>
    public static IReadOnlyList<object> TakenOver(Person person, Person merged) =>
    [
        .. merged.Affiliations.Where(a => !person.Affiliations.Any(a.IsSameAs))
            .Select(a => new AffiliationRecorded(person.Id, a.InstitutionId, a.Unit, a.CareerStage, a.From, a.Until, Ids.Of("taken-over", a.Id, person.Id))),
    ];

    public static (PersonMerged, IdentityRetired) Decide(Person person, Person merged)
    {
        Refused.When(person.Id == merged.Id, "merge-with-oneself", "An identity is merged with another one.");
        person.MustBeInUse();
        merged.MustBeInUse();
        return (new(person.Id, merged.Id), new(merged.Id, person.Id));
    }
}
