using Advance.Contracts;
using Marten;

namespace Advance.Applications;

/// <summary>Brings together what is known about people, as it stands in the log when it is asked for.</summary>
internal static class KnowledgeOfReview
{
    /// <summary>How long a read model may take to catch up with the log before the answer is 503.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Waits until whatever was committed before this call has reached the read models.</summary>
    public static async Task CatchUpAsync(IQuerySession session, CancellationToken cancel)
    {
        await session.QueryForNonStaleData<PersonInReview>(Patience).Where(p => p.Id == Guid.Empty).AnyAsync(cancel);
        await session.QueryForNonStaleData<RelationInReview>(Patience).Where(r => r.Id == Guid.Empty).AnyAsync(cancel);
    }

    /// <summary>All that is known of these people that keeps one of them from judging another.</summary>
    public static async Task<ReviewFacts> LoadAsync(IQuerySession session, IEnumerable<Guid> people, CancellationToken cancel, bool isCaughtUp = false)
    {
        if (!isCaughtUp) await CatchUpAsync(session, cancel);
        var known = await IdentitiesAsync(session, people, cancel);
        Guid[] ids = [.. known.Keys];
        var relations = (await session.Query<RelationInReview>().Where(r => r.PersonId.IsOneOf(ids) || r.OtherPersonId.IsOneOf(ids)).ToListAsync(cancel))
            .Select(r => r.Bond).ToList();

        // Who is above those who are above: two levels up counts.
        var above = await IdentitiesAsync(session, relations.Where(r => r.Kind is RelationshipKind.LineManagement).Select(r => r.PersonId), cancel);
        Guid[] managers = [.. above.Keys.Except(ids)];
        relations.AddRange((await session.Query<RelationInReview>().Where(r => r.OtherPersonId.IsOneOf(managers)).ToListAsync(cancel))
            .Select(r => r.Bond).Where(r => r.Kind is RelationshipKind.LineManagement && !ids.Contains(r.PersonId)));
        foreach (var (id, person) in above) known.TryAdd(id, person);

        var recusals = await session.Query<Recusal>().Where(r => r.ReviewerId.IsOneOf(ids) || r.ApplicantId.IsOneOf(ids)).ToListAsync(cancel);
        return new(known.Keys.ToDictionary(id => id, id => PresentOf(id, known)), relations,
            // What a merged identity had is recorded again as the other's, and put right there only.
            [.. known.Values.OfType<PersonInReview>().Where(p => p.MergedInto is null).SelectMany(p => Ties.Closed(p.Spells))],
            [.. recusals.Select(r => (r.ReviewerId, r.ApplicantId))],
            known.Values.OfType<PersonInReview>().Where(p => p.IsErased).Select(p => p.Id).ToHashSet());
    }

    /// <summary>All identities of these people: what was merged into them, and what they were merged into (rule A6).</summary>
    public static async Task<Dictionary<Guid, PersonInReview?>> IdentitiesAsync(IQuerySession session, IEnumerable<Guid> people, CancellationToken cancel)
    {
        var known = people.Distinct().ToDictionary(id => id, _ => (PersonInReview?)null);
        for (Guid[] last = [.. known.Keys]; last.Length > 0;)
        {
            var asked = last;
            var found = await session.Query<PersonInReview>()
                .Where(p => p.Id.IsOneOf(asked) || (p.MergedInto != null && p.MergedInto.Value.IsOneOf(asked))).ToListAsync(cancel);
            HashSet<Guid> added = [];
            foreach (var person in found)
            {
                if (!known.ContainsKey(person.Id)) added.Add(person.Id);
                known[person.Id] = person;
                if (person.MergedInto is { } into && known.TryAdd(into, null)) added.Add(into);
            }

            last = [.. added];
        }

        return known;
    }

    private static Guid PresentOf(Guid id, Dictionary<Guid, PersonInReview?> known)
    {
        while (known.GetValueOrDefault(id)?.MergedInto is { } into) id = into;
        return id;
    }
}
