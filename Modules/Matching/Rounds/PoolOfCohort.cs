using Advance.Contracts;
using Advance.Matching.Mentees;
using Advance.Matching.Mentors;
using Advance.Matching.Mentorships;
using Marten;

namespace Advance.Matching.Rounds;

/// <summary>Who is to be matched in a cohort, and all that is known about them, as it stands in the log when it is asked for.</summary>
public sealed record PoolOfCohort(IReadOnlyList<FrozenMentee> Mentees, IReadOnlyList<FrozenMentor> Mentors,
    IReadOnlyList<FrozenRelationship> Relationships, IReadOnlyList<FrozenUnit> Units, IReadOnlyList<FrozenHistory> History)
{
    /// <summary>How long a read model may take to catch up with the log before the answer is 503.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async Task<PoolOfCohort> LoadAsync(IQuerySession session, Guid cohortId, CancellationToken cancel)
    {
        var accepted = await session.QueryForNonStaleData<MenteeOfCohort>(Patience)
            .Where(m => m.CohortId == cohortId && m.IsMentee).ToListAsync(cancel);
        var known = (await session.LoadManyAsync<Mentee>(cancel, accepted.Select(m => m.Id))).ToDictionary(m => m.Id);
        var waiting = accepted.Where(m => known.GetValueOrDefault(m.Id) is not { MentorshipId: not null }).ToList();
        var mentors = await session.Query<Mentor>().Where(m => m.Status != MentorStatus.Retired).ToListAsync(cancel);
        var people = await PeopleAsync(session, [.. waiting.Select(m => m.PersonId), .. mentors.Select(m => m.PersonId)], cancel);
        var history = await HistoryAsync(session, [.. waiting.Select(m => m.PersonId)], cancel);
        return new([.. waiting.Select(m => Frozen(m, known.GetValueOrDefault(m.Id)))], [.. mentors.Select(Frozen)],
            await RelationshipsAsync(session, people, cancel), UnitsOf(people), history);
    }

    private static FrozenMentee Frozen(MenteeOfCohort m, Mentee? stated) => new(m.PersonId, m.InstitutionId, EnrolMentorEndpoint.Tidy(m.Topics),
        m.Wishes, stated?.Languages ?? []);

    private static FrozenMentor Frozen(Mentor m) => new(m.Id, m.PersonId, m.InstitutionId, m.IsExternal, m.Status == MentorStatus.Paused, m.Free,
        m.Completed, m.Topics, m.Languages);

    /// <summary>What is known of these people and of the identities that were merged into them; each under the person's present id.</summary>
    private static async Task<Dictionary<Guid, (Guid Now, AffiliationsOfPerson? Known)>> PeopleAsync(IQuerySession session, Guid[] ids,
        CancellationToken cancel)
    {
        var people = ids.Distinct().ToDictionary(id => id, id => (Now: id, Known: (AffiliationsOfPerson?)null));
        var found = await session.QueryForNonStaleData<AffiliationsOfPerson>(Patience).Where(p => p.Id.IsOneOf(ids)).ToListAsync(cancel);
        foreach (var person in found) people[person.Id] = (person.Id, person);
        for (var last = ids; last.Length > 0;)
        {
            var into = last;
            var merged = await session.Query<AffiliationsOfPerson>()
                .Where(p => p.MergedInto != null && p.MergedInto.Value.IsOneOf(into)).ToListAsync(cancel);
            var added = merged.Where(m => !people.ContainsKey(m.Id)).ToList();
            foreach (var person in added) people[person.Id] = (people[person.MergedInto!.Value].Now, person);
            last = [.. added.Select(m => m.Id)];
        }

        return people;
    }

    private static async Task<IReadOnlyList<FrozenRelationship>> RelationshipsAsync(IQuerySession session,
        Dictionary<Guid, (Guid Now, AffiliationsOfPerson? Known)> people, CancellationToken cancel)
    {
        Guid[] ids = [.. people.Keys];
        Guid Now(Guid id) => people.TryGetValue(id, out var person) ? person.Now : id;
        var known = await session.QueryForNonStaleData<KnownRelationship>(Patience)
            .Where(r => r.PersonId.IsOneOf(ids) || r.OtherPersonId.IsOneOf(ids)).ToListAsync(cancel);
        return [.. known.Select(r => new FrozenRelationship(Now(r.PersonId), Now(r.OtherPersonId), r.Kind, r.From, r.Until))];
    }

    /// <summary>A unit lasts until the day before the person's next one begins.</summary>
    private static List<FrozenUnit> UnitsOf(Dictionary<Guid, (Guid Now, AffiliationsOfPerson? Known)> people)
    {
        List<FrozenUnit> units = [];
        foreach (var (now, known) in people.Values.Where(p => p.Known is not null))
        {
            var starts = known!.Affiliations.Select(a => a.From).Distinct().Order().ToList();
            foreach (var a in known.Affiliations)
            {
                var next = starts.Where(s => s > a.From).Select(s => (DateOnly?)s).FirstOrDefault();
                units.Add(new(now, a.InstitutionId, a.Unit, a.From, next?.AddDays(-1)));
            }
        }

        return units;
    }

    private static async Task<IReadOnlyList<FrozenHistory>> HistoryAsync(IQuerySession session, Guid[] mentees, CancellationToken cancel)
    {
        MentorshipStatus[] over = [MentorshipStatus.Refused, MentorshipStatus.Ended, MentorshipStatus.Completed];
        var past = await session.Query<Mentorship>().Where(m => m.MenteeId.IsOneOf(mentees) && m.Status.IsOneOf(over)).ToListAsync(cancel);
        return [.. past.Select(m => new FrozenHistory(m.MenteeId, m.MentorId, m.Status == MentorshipStatus.Refused))];
    }
}
