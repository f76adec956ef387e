using Advance.Contracts;
using Marten;

namespace Advance.Circles;

/// <summary>
/// Who could sit in a circle of a cohort, with their institutions (a mentor's may be unknown), and what stands between them;
/// <c>Externals</c> are the mentors who are external.
/// </summary>
public sealed record Room(IReadOnlyDictionary<Guid, Guid> Mentees, IReadOnlyDictionary<Guid, Guid?> Mentors, Relations Relations,
    IReadOnlySet<Guid>? Externals = null)
{
    /// <summary>The most mentors of the pool that a composition looks at.</summary>
    private const int MostMentors = 1000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Room Empty { get; } = new(new Dictionary<Guid, Guid>(), new Dictionary<Guid, Guid?>(), new([], [], default, default));

    /// <summary>Everything that was committed before, about these people or (null) everybody; empty for a cohort that takes no circles.</summary>
    public static async Task<Room> LoadAsync(IQuerySession session, CohortOfCircles? cohort, IReadOnlyCollection<Guid>? only, CancellationToken cancel)
    {
        if (cohort?.Policy is not { } policy) return Empty;
        WhoIsWho who = new(await session.QueryForNonStaleData<MemberIdentity>(Patience).ToListAsync(cancel));
        var seatable = session.QueryForNonStaleData<SeatableMentee>(Patience).Where(m => m.CohortId == cohort.Id);
        var pool = session.Query<SeatableMentor>().AsQueryable();
        if (only is not null)
        {
            Guid[] asked = [.. only.SelectMany(who.IdsOf)];
            (seatable, pool) = (seatable.Where(m => m.PersonId.IsOneOf(asked)), pool.Where(m => m.Id.IsOneOf(asked)));
        }

        var mentees = (await seatable.ToListAsync(cancel)).Select(m => m with { PersonId = who.Is(m.PersonId) }).DistinctBy(m => m.PersonId).ToList();
        var mentors = await PresentAsync(session, await pool.OrderBy(m => m.Id).Take(MostMentors).ToListAsync(cancel), who, cancel);
        Guid[] people = [.. (only ?? []).Concat(mentees.Select(m => m.PersonId)).Concat(mentors.Select(m => m.Id)).Distinct().SelectMany(who.IdsOf)];
        var affiliations = (await session.Query<MemberAffiliation>().Where(a => a.PersonId.IsOneOf(people)).ToListAsync(cancel))
            .Select(a => a with { PersonId = who.Is(a.PersonId) }).ToList();
        var relations = (await session.Query<MemberRelation>().Where(r => r.PersonId.IsOneOf(people) || r.OtherPersonId.IsOneOf(people)).ToListAsync(cancel))
            .Select(r => r with { PersonId = who.Is(r.PersonId), OtherPersonId = who.Is(r.OtherPersonId) }).ToList();
        return new(mentees.ToDictionary(m => m.PersonId, m => m.InstitutionId),
            mentors.ToDictionary(m => m.Id, m => m.InstitutionId ?? Latest(affiliations, m.Id)),
            new(relations, affiliations, cohort.StartsOn.AddYears(-policy.LookBackYears), cohort.EndsOn),
            mentors.Where(m => m.IsExternal).Select(m => m.Id).ToHashSet());
    }

    /// <summary>Those of the mentors who take mentees now, under the ids that are in use.</summary>
    private static async Task<IReadOnlyList<SeatableMentor>> PresentAsync(IQuerySession session, IReadOnlyList<SeatableMentor> mentors, WhoIsWho who,
        CancellationToken cancel)
    {
        var away = (await session.LoadManyAsync<MentorAbsence>(cancel, mentors.Select(m => m.Id))).Select(a => a.Id).ToHashSet();
        return [.. mentors.Where(m => !away.Contains(m.Id)).Select(m => m with { Id = who.Is(m.Id) }).DistinctBy(m => m.Id)];
    }

    private static Guid? Latest(IReadOnlyList<MemberAffiliation> affiliations, Guid personId) =>
        affiliations.Where(a => a.PersonId == personId).MaxBy(a => a.From)?.InstitutionId;

    /// <summary>The same without the mentors of institutions to which the cohort's call was not open.</summary>
    public Room OpenTo(CohortOfCircles cohort) => this with { Mentors = Mentors.Where(m => IsInCall(cohort, m.Key, m.Value)).ToDictionary() };

    /// <summary>Rule S4, as in matching: who is external speaks for no institution here.</summary>
    private bool IsInCall(CohortOfCircles cohort, Guid mentor, Guid? institution) =>
        Externals?.Contains(mentor) == true || institution is not { } works || cohort.Institutions.Contains(works);

    /// <summary>The institution of a mentor who may sit in a circle of the cohort; refused when there is none, or when it is not in its call.</summary>
    public Guid InstitutionOfMentor(CohortOfCircles cohort, Guid personId)
    {
        Refused.When(!Mentors.TryGetValue(personId, out var institution), "mentor-unknown", "One of the mentors is not in the pool, or takes no mentees.");
        Refused.When(institution is null, "mentor-without-institution", "The institution of one of the mentors is not known.");
        Refused.When(!IsInCall(cohort, personId, institution), "partner-not-in-call",
            "The call of this cohort was not open to the institution of one of the mentors.");
        return institution!.Value;
    }

    /// <summary>Rule C2; the sentence names the kind, never the persons.</summary>
    public void MustBeUnrelated(IReadOnlyList<Guid> members)
    {
        var kind = Relations.Among(members);
        Refused.When(kind is not null, "members-in-relation", $"Two members are in a relation that excludes sitting together: {kind}.");
    }
}
