using Advance.Contracts;
using Advance.Matching.Mentees;
using Advance.Matching.Mentors;
using Advance.Matching.Mentorships;
using Marten;

namespace Advance.Matching.Rounds;

/// <summary>Who is to be matched in a cohort, and all that is known about them, as it stands in the log when it is asked for.</summary>
public sealed partial record PoolOfCohort(IReadOnlyList<FrozenMentee> Mentees, IReadOnlyList<FrozenMentor> Mentors,
    IReadOnlyList<FrozenRelationship> Relationships, IReadOnlyList<FrozenUnit> Units, IReadOnlyList<FrozenHistory> History,
    IReadOnlyList<FrozenFormer>? Former = null, IReadOnlyList<FrozenIdentity>? Same = null)
{
    /// <summary>How long a read model may take to catch up with the log before the answer is 503.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async Task<PoolOfCohort> LoadAsync(IQuerySession session, Guid cohortId, CancellationToken cancel)
    {
        var accepted = await session.QueryForNonStaleData<MenteeOfCohort>(Patience)
            .Where(m => m.CohortId == cohortId && m.IsMentee).ToListAsync(cancel);
        var known = (await session.LoadManyAsync<Mentee>(cancel, accepted.Select(m => m.Id))).ToDictionary(m => m.Id);
        return await OfAsync(session, [.. accepted.Where(m => known.GetValueOrDefault(m.Id) is not { MentorshipId: not null })], known, [], cancel);
    }

    /// <summary>
    /// Those who lost their mentor: whose mentorship of this cohort ended early, or whose mentor left the pool. Nobody who never had a
    /// mentor is among them, so they keep their turn. Where mentorships may be moved, those that run are there as well.
    /// </summary>
    public static async Task<PoolOfCohort> ForRematchAsync(IQuerySession session, Guid cohortId, bool mayMove, CancellationToken cancel)
    {
        var accepted = await session.QueryForNonStaleData<MenteeOfCohort>(Patience)
            .Where(m => m.CohortId == cohortId && m.IsMentee).ToListAsync(cancel);
        var known = (await session.LoadManyAsync<Mentee>(cancel, accepted.Select(m => m.Id))).ToDictionary(m => m.Id);
        MentorshipStatus[] formed = [MentorshipStatus.Ended, MentorshipStatus.Running];
        var mentorships = await session.Query<Mentorship>().Where(m => m.CohortId == cohortId && m.Status.IsOneOf(formed)).ToListAsync(cancel);
        var left = (await session.LoadManyAsync<Mentor>(cancel, mentorships.Select(m => m.MentorId).Distinct()))
            .Where(m => m.Status == MentorStatus.Retired).Select(m => m.Id).ToHashSet();
        var moving = mentorships.Where(m => m.Status == MentorshipStatus.Running && (mayMove || left.Contains(m.MentorId))).ToDictionary(m => m.MenteeId);
        var lost = mentorships.Where(m => m.Status == MentorshipStatus.Ended).Select(m => m.MenteeId).ToHashSet();
        return await OfAsync(session, [.. accepted.Where(m => known.GetValueOrDefault(m.Id)?.MentorshipId is { } held
            ? moving.GetValueOrDefault(m.PersonId)?.Id == held : lost.Contains(m.PersonId))], known, [.. moving.Values], cancel);
    }

    private static async Task<PoolOfCohort> OfAsync(IQuerySession session, IReadOnlyList<MenteeOfCohort> waiting, Dictionary<Guid, Mentee> known,
        IReadOnlyList<Mentorship> moving, CancellationToken cancel)
    {
        var mentors = await session.Query<Mentor>().Where(m => m.Status != MentorStatus.Retired).ToListAsync(cancel);
        var places = moving.CountBy(m => m.MentorId).ToDictionary();
        var proposed = await ProposedAsync(session, cancel);
        var people = await PeopleAsync(session, [.. waiting.Select(m => m.PersonId), .. mentors.Select(m => m.PersonId)], cancel);
        bool IsThere(Guid person) => people[person].Known is not { IsErased: true };
        (waiting, mentors) = ([.. waiting.Where(m => IsThere(m.PersonId))], [.. mentors.Where(m => IsThere(m.PersonId))]);
        var history = await HistoryAsync(session, [.. waiting.Select(m => m.PersonId)], cancel);
        var cohortId = waiting.Count == 0 ? Guid.Empty : waiting[0].CohortId;
        return new([.. waiting.Select(m => Frozen(m, known.GetValueOrDefault(m.Id)))],
            [.. mentors.Select(m => Frozen(m, cohortId) with { Free = m.FreeBeside(proposed.GetValueOrDefault(m.Id)) + places.GetValueOrDefault(m.Id) })],
            await RelationshipsAsync(session, people, cancel), UnitsOf(people), history,
            moving.Count == 0 ? null : [.. moving.Select(m => new FrozenFormer(m.MenteeId, m.MentorId, m.Id, Math.Min(m.Meetings.Count, 1000)))],
            SameOf(people, waiting.Select(m => m.PersonId), mentors.Select(m => m.PersonId)));
    }

    /// <summary>The rules that exclude a pair by all that is known now.</summary>
    public static async Task<IReadOnlyList<string>> RulesAgainstAsync(IDocumentSession session, Mentorship pair, CancellationToken cancel)
    {
        var cohort = Missing.Unless(await session.Events.FetchLatest<CohortOfRound>(pair.CohortId, cancel), "cohort");
        var people = await PeopleAsync(session, [pair.MenteeId, pair.MentorPersonId], cancel);
        FrozenRound two = new(FrozenRound.TheForm, FrozenRound.TheEngine, Computation.ThePolicy, pair.MatchingRoundId, pair.CohortId, cohort.StartsOn,
            cohort.EndsOn, cohort.Policy?.LookBackYears ?? 0, false, 1, "", 1, Weights.Default, Rule.All,
            [new(pair.MenteeId, Guid.Empty, [], [], [])], [new(pair.MentorId, pair.MentorPersonId, null, true, false, 1, 0, [], [])],
            await RelationshipsAsync(session, people, cancel), UnitsOf(people), [], [], [], Same: SameOf(people, [pair.MenteeId], [pair.MentorPersonId]));
        return new Eligibility(two).RulesAgainst(two.Mentees[0], two.Mentors[0]);
    }

    /// <summary>The round as it would be with mentors that these institutions have in the pool now, and with what is known about them.</summary>
    public static async Task<FrozenRound> WithMentorsOfAsync(IQuerySession session, FrozenRound round, Guid[] institutions, CancellationToken cancel)
    {
        var known = round.Mentors.Select(m => m.MentorId).ToHashSet();
        var enrolled = await session.Query<Mentor>().Where(m => m.Status != MentorStatus.Retired && m.InstitutionId != null
            && m.InstitutionId.Value.IsOneOf(institutions)).ToListAsync(cancel);
        var proposed = await ProposedAsync(session, cancel);
        FrozenMentor[] more = [.. enrolled.Where(m => !known.Contains(m.Id))
            .Select(m => Frozen(m, round.CohortId) with { Free = m.FreeBeside(proposed.GetValueOrDefault(m.Id)) })];
        var mentees = round.Mentees.Select(m => m.PersonId).ToArray();
        var people = await PeopleAsync(session, [.. mentees, .. round.Mentors.Concat(more).Select(m => m.PersonId)], cancel);
        return round with
        {
            Mentors = [.. round.Mentors, .. more],
            Relationships = [.. round.Relationships, .. await RelationshipsAsync(session, people, cancel)],
            Units = [.. round.Units, .. UnitsOf(people)],
            History = [.. round.History, .. await HistoryAsync(session, mentees, cancel)],
        };
    }

    private static FrozenMentee Frozen(MenteeOfCohort m, Mentee? stated) => new(m.PersonId, m.InstitutionId, EnrolMentorEndpoint.Tidy(m.Topics),
        stated?.Wishes ?? m.Wishes, stated?.Languages ?? []);

    private static FrozenMentor Frozen(Mentor m, Guid cohortId) => new(m.Id, m.PersonId, m.InstitutionId, m.IsExternal, m.Status == MentorStatus.Paused, m.Free,
        m.Completed, m.Topics, m.Languages, m.Wishes.GetValueOrDefault(cohortId) is { Count: > 0 } wishes ? wishes : null);

    private static async Task<IReadOnlyList<FrozenRelationship>> RelationshipsAsync(IQuerySession session,
        Dictionary<Guid, (Guid Now, AffiliationsOfPerson? Known)> people, CancellationToken cancel)
    {
        Guid[] ids = [.. people.Keys];
        Guid Now(Guid id) => people.TryGetValue(id, out var person) ? person.Now : id;
        var known = await session.QueryForNonStaleData<KnownRelationship>(Patience)
            .Where(r => r.PersonId.IsOneOf(ids) || r.OtherPersonId.IsOneOf(ids)).ToListAsync(cancel);
        return [.. known.Select(r => new FrozenRelationship(Now(r.PersonId), Now(r.OtherPersonId), r.Bond.Kind, r.Bond.From, r.Bond.Until))];
    }

    /// <summary>A unit lasts until its last day, or until the day before the person's next one begins.</summary>
    private static List<FrozenUnit> UnitsOf(Dictionary<Guid, (Guid Now, AffiliationsOfPerson? Known)> people)
    {
        List<FrozenUnit> units = [];
        foreach (var (now, known) in people.Values.Where(p => p.Known is not null))
        {
            var starts = known!.Affiliations.Select(a => a.From).Distinct().Order().ToList();
            foreach (var a in known.Affiliations)
            {
                var next = starts.Where(s => s > a.From).Select(s => (DateOnly?)s).FirstOrDefault();
                units.Add(new(now, a.InstitutionId, a.Unit, a.From, a.Until ?? next?.AddDays(-1)));
            }
        }

        return units;
    }

    private static async Task<IReadOnlyList<FrozenHistory>> HistoryAsync(IQuerySession session, Guid[] mentees, CancellationToken cancel)
    {
        MentorshipStatus[] over = [MentorshipStatus.Refused, MentorshipStatus.Ended, MentorshipStatus.Completed];
        var ruledOut = await session.Query<Mentor>().Where(m => m.NeverAgain.Any()).ToListAsync(cancel);
        var past = await session.Query<Mentorship>().Where(m => m.MenteeId.IsOneOf(mentees) && m.Status.IsOneOf(over)).ToListAsync(cancel);
        return [.. past.Select(m => new FrozenHistory(m.MenteeId, m.MentorId, m.Status == MentorshipStatus.Refused)),
            .. ruledOut.SelectMany(m => m.NeverAgain.Intersect(mentees).Select(person => new FrozenHistory(person, m.Id, true)))];
    }
}
