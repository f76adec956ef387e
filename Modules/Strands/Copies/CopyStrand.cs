using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Marten;

namespace Advance.Strands;

/// <summary>The key and name of the new strand.</summary>
public record CopyStrand(string Key, string Name);

/// <summary>
/// Define a strand like another one: its format, its policy in force today as the first policy with effect from today, and the partners
/// that take part today or will. History, cohorts and resolutions stay with the original. Refused with <c>key-taken</c>.
/// </summary>
public static class CopyStrandEndpoint
{
    public static void Validate(CopyStrand command) => DefineStrandEndpoint.Validate(new(command.Key, command.Name, default));

    [WolverinePost("/api/strands/{strandId}/copy"), Authorize(Policies.Staff)]
    public static async Task<(Created, IStartStream)> Post(CopyStrand command, Guid strandId, IDocumentSession session,
        TimeProvider clock, CancellationToken cancel)
    {
        var strand = Missing.Unless(await session.LoadAsync<Strand>(strandId, cancel), "strand");
        var (id, today) = (Ids.New(), DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        var keyTaken = await session.Query<Strand>().AnyAsync(s => s.Key == command.Key, cancel);
        var events = Decide(strand, command, id, keyTaken, today);
        if (strand.PolicyOn(today) is { } policy && await session.LoadAsync<PolicyNotes>(PolicyNotes.IdOf(strandId, policy.Number), cancel) is { } notes)
            session.Insert(notes with { Id = PolicyNotes.IdOf(id, 1) });
        return (new(id) { In = "/api/strands" }, MartenOps.StartStream<Strand>(id, [.. events]));
    }

    public static IReadOnlyList<object> Decide(Strand strand, CopyStrand command, Guid id, bool keyTaken, DateOnly today)
    {
        List<object> events = [DefineStrandEndpoint.Decide(new(command.Key, command.Name, strand.Format), id, keyTaken)];
        if (strand.PolicyOn(today) is { } policy) events.Add(new PolicyAdopted(id, 1, today, policy.Policy, null));
        events.AddRange(strand.Partners.Where(p => p.Until is null || p.Until >= today).OrderBy(p => p.From).DistinctBy(p => p.InstitutionId)
            .Select(p => new PartnerAdmitted(id, p.InstitutionId, p.From > today ? p.From : today)));
        return events;
    }
}
