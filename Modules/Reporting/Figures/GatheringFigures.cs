using Advance.Contracts;
using Advance.Reporting.Disclosure;

namespace Advance.Reporting.Figures;

/// <summary>The cohort's own gatherings; those for all cohorts belong to no cohort's report.</summary>
public static class GatheringFigures
{
    public static void Add(Sheet sheet, CohortHistory history)
    {
        var (planned, cancelled) = (history.All<GatheringPlanned>(), history.All<GatheringCancelled>());
        var attended = history.All<GatheringAttended>().GroupBy(e => e.Data.GatheringId).Select(g => g.Last()).ToList();
        var closed = history.All<GatheringClosed>().Select(e => e.Data.GatheringId).ToHashSet();
        sheet.Number("gatherings-held", "Gatherings held, of those planned", attended.Count, attended.Select(e => e.Seq), "gatherings", planned.Count);
        sheet.Number("gatherings-cancelled", "Gatherings cancelled", cancelled.Count, cancelled.Select(e => e.Seq), "gatherings");
        var there = attended.SelectMany(e => e.Data.Present.Concat(e.Data.WalkIns).Distinct()
            .Select(p => (e.Data.GatheringId, Counted: new Counted(At(e.Data.GatheringId, history.Who(p)), e.Seq)))).ToList();
        sheet.Persons("gathering-attendances", "Attendances", there.Select(t => t.Counted), "attendances");
        var present = there.Select(t => t.Counted.Unit).ToHashSet();
        var held = attended.Select(e => e.Data.GatheringId).ToHashSet();
        var registered = Registrations(history).Where(r => held.Contains(r.Gathering)).ToList();
        sheet.Persons("gathering-registrations", "Registrations for gatherings held", registered.Select(r => r.Counted), "registrations");
        sheet.Share("gathering-shows", "Registered and attended", "gathering-registrations",
            registered.Where(r => present.Contains(r.Counted.Unit)).Select(r => r.Counted), "registrations");
        sheet.Persons("gathering-no-shows", "Registered but not there, where attendance is final",
            registered.Where(r => closed.Contains(r.Gathering) && !present.Contains(r.Counted.Unit)).Select(r => r.Counted), "registrations",
            partOf: "gathering-registrations");
    }

    private static List<(Guid Gathering, Counted Counted)> Registrations(CohortHistory history)
    {
        Dictionary<Unit, (Guid, Counted)> seats = [];
        foreach (var e in history.All<object>())
        {
            var (gathering, person, has) = e.Data switch
            {
                RegistrationConfirmed x => (x.GatheringId, x.PersonId, true),
                RegistrationPromoted x => (x.GatheringId, x.PersonId, true),
                RegistrationCancelled x => (x.GatheringId, x.PersonId, false),
                _ => default,
            };
            if (gathering == default) continue;
            var unit = At(gathering, history.Who(person));
            if (has) seats[unit] = (gathering, new(unit, e.Seq));
            else seats.Remove(unit);
        }

        return [.. seats.Values];
    }

    private static Unit At(Guid gathering, Guid person) => new(Ids.Of($"at-{gathering:N}", person), person);
}
