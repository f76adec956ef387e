using Advance.Contracts;
using Marten;

namespace Advance.Strands;

/// <summary>The guides that a strand offers, for a copy of it: each as a first version, with its words.</summary>
public static class CopiedGuides
{
    internal static async Task CopyGuidesAsync(this IDocumentSession session, Guid strandId, Guid copyId, CancellationToken cancel)
    {
        var book = await session.LoadAsync<Guidebook>(Guidebook.IdOf(strandId), cancel) ?? new();
        var copied = Decide(book, copyId);
        if (copied.Count == 0) return;
        session.Events.StartStream<Guidebook>(Guidebook.IdOf(copyId), copied);
        foreach (var guide in book.Guides)
        {
            var text = await session.LoadAsync<GuideText>(GuideText.IdOf(strandId, guide.Key, guide.GuideVersion), cancel);
            session.Insert(text! with { Id = GuideText.IdOf(copyId, guide.Key, 1) });
        }
    }

    public static IReadOnlyList<GuideAdopted> Decide(Guidebook book, Guid copyId) => [.. book.Guides.Select(g =>
        new GuideAdopted(copyId, g.Key, 1, g.Meeting, g.Phase, g.Minutes, g.Points, g.Prompts, g.AgendaMinutes, g.Languages))];
}
