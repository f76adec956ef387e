using Advance.Contracts;

namespace Advance.Reporting.Contagion;

/// <summary>What two identities held that one person may hold once (rules A1, C3).</summary>
public static class Doubles
{
    public const string Application = "double-application";
    public const string Seat = "double-seat";

    /// <summary>Two live applications to one cohort, two seats of a mentee in one: the later one of each two is named, both are kept.</summary>
    public static IEnumerable<FoundCase> Of(Guid search, IReadOnlyCollection<Touched> things, Guid person, Func<Guid, Guid> who, DateTimeOffset mergedAt)
    {
        var applications = things.Where(t => t.Kind == TouchedKind.Application && t.OverAt is null)
            .SelectMany(t => t.Parts.Where(p => who(p.PersonId) == person).Select(p => (Thing: t, Part: p)));
        var seats = things.Where(t => t.Kind == TouchedKind.Circle && t.OverAt is null)
            .SelectMany(t => t.Parts.Where(p => who(p.PersonId) == person && !p.IsMentor && p.Until is null).Take(1).Select(p => (Thing: t, Part: p)));
        return Beyond(applications, Application, Remedy.WithdrawOneApplication).Concat(Beyond(seats, Seat, Remedy.VacateOneSeat));

        IEnumerable<FoundCase> Beyond(IEnumerable<(Touched Thing, Part Part)> held, string rule, Remedy remedy) => held
            .GroupBy(h => h.Thing.CohortId).SelectMany(g => g.OrderBy(h => h.Part.Since).ThenBy(h => h.Thing.Id).Skip(1))
            .Select(h => new FoundCase(Ids.Of($"case:{rule}:{search:N}", h.Thing.Id, h.Part.PersonId), h.Thing.Kind.ToString(), h.Thing.Id,
                h.Thing.CohortId, h.Part.PersonId, person, rule, null, null, mergedAt, h.Part.Since, true, remedy));
    }
}
