using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Marten;

namespace Advance.Strands;

/// <summary>The key and name of the new strand.</summary>
public record CopyStrand(string Key, string Name);

/// <summary>
/// Define a strand like another one: its format; its policy in force today, with notes and the words of declarations, as the first policy
/// with effect from today; the partners that take part today or will; its guides. A moment later, by reactions to <c>strand-copied</c>:
/// its questionnaires in force today, for each role and with their words, with effect from today; its review rules; its matching rules.
/// What the new strand was given of its own by then is left alone. Not taken: what takes effect later than today, history, cohorts,
/// resolutions and opinions, priorities of persons, roles that are limited to the original. Refused with <c>key-taken</c>.
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
        await session.CopyGuidesAsync(strandId, id, cancel);
        return (new(id) { In = "/api/strands" }, MartenOps.StartStream<Strand>(id, [.. events]));
    }

    public static IReadOnlyList<object> Decide(Strand strand, CopyStrand command, Guid id, bool keyTaken, DateOnly today)
    {
        List<object> events = [DefineStrandEndpoint.Decide(new(command.Key, command.Name, strand.Format), id, keyTaken), new StrandCopied(id, strand.Id)];
        if (strand.PolicyOn(today) is { } policy) events.Add(new PolicyAdopted(id, 1, today, policy.Policy, null));
        events.AddRange(strand.Partners.Where(p => p.Until is null || p.Until >= today).OrderBy(p => p.From).DistinctBy(p => p.InstitutionId)
            .Select(p => new PartnerAdmitted(id, p.InstitutionId, p.From > today ? p.From : today)));
        return events;
    }
}
