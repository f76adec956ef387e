using Advance.Contracts;
using Advance.Shared;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Strands;

/// <summary>
/// A guide for the meeting of a number or for a phase: minutes, words by language (<c>en</c>, <c>fr</c>, <c>de</c>), and if wanted the
/// minutes of each point.
/// </summary>
public record AdoptGuide(string Key, int Minutes, IReadOnlyDictionary<string, GuideWords> Words, int? Meeting = null, GuidePhase? Phase = null,
    IReadOnlyList<int>? AgendaMinutes = null);

/// <summary>The key of a guide, and its version.</summary>
public record GuideVersionAdopted(Guid StrandId, string Key, int GuideVersion);

/// <summary>
/// Adopt a guide of a strand; one that was withdrawn comes back as a further version. Refused with <c>strand-retired</c>,
/// <c>guide-key-taken</c>, <c>guide-place-taken</c>, <c>too-many-guides</c>.
/// </summary>
public static class AdoptGuideEndpoint
{
    private const int MostGuides = 70;

    public static void Validate(AdoptGuide command) => GuideShape.Validate(command);

    [WolverinePost("/api/strands/{strandId}/adopt-guide"), Authorize(Policies.Staff)]
    public static async Task<GuideVersionAdopted> Post(AdoptGuide command, Guid strandId, IDocumentSession session, CancellationToken cancel)
    {
        var (strand, book) = await session.LockGuidesAsync(strandId, cancel);
        return session.Record(book, Decide(strand, book, command), command);
    }

    public static GuideAdopted Decide(Strand strand, Guidebook book, AdoptGuide command)
    {
        Refused.When(strand.IsRetired, "strand-retired", "This strand is retired.");
        Refused.When(book.Find(command.Key) is not null, "guide-key-taken", "There is a guide with this key; replace it.");
        Refused.When(book.Guides.Any(g => g.IsAt(command.Meeting, command.Phase)), "guide-place-taken", "There is a guide for this meeting already.");
        Refused.When(book.Guides.Count >= MostGuides || book.LastVersions.Count >= 5 * MostGuides, "too-many-guides",
            $"A strand has at most {MostGuides} guides.");
        return command.Adopted(strand.Id, book.LastVersions.GetValueOrDefault(command.Key) + 1);
    }
}

internal static class Guides
{
    public static GuideAdopted Adopted(this AdoptGuide guide, Guid strandId, int version)
    {
        var words = guide.Words.Values.First();
        return new(strandId, guide.Key, version, guide.Meeting, guide.Phase, guide.Minutes, words.Agenda.Count, words.Prompts?.Count ?? 0,
            guide.AgendaMinutes, [.. Languages.All.Where(guide.Words.ContainsKey)]);
    }

    /// <summary>The strand, or 404, and its guides under lock.</summary>
    public static async Task<(Strand, Guidebook)> LockGuidesAsync(this IDocumentSession session, Guid strandId, CancellationToken cancel)
    {
        var strand = Missing.Unless(await session.LoadAsync<Strand>(strandId, cancel), "strand");
        await session.HoldAsync(Guidebook.IdOf(strandId), cancel);
        return (strand, await session.LoadAsync<Guidebook>(Guidebook.IdOf(strandId), cancel) ?? new());
    }

    /// <summary>The event, and beside it the words.</summary>
    public static GuideVersionAdopted Record(this IDocumentSession session, Guidebook book, GuideAdopted adopted, AdoptGuide guide)
    {
        if (book.Version == 0) session.Events.StartStream<Guidebook>(Guidebook.IdOf(adopted.StrandId), adopted);
        else session.Events.Append(book.Id, adopted);
        session.Insert(new GuideText { Id = GuideText.IdOf(adopted.StrandId, adopted.Key, adopted.GuideVersion), Words = guide.Words });
        return new(adopted.StrandId, adopted.Key, adopted.GuideVersion);
    }
}
