using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Strands;

/// <summary>A point of an agenda, with its minutes where they are stated.</summary>
public record AgendaPoint(string Text, int? Minutes);

/// <summary>A guide in one language, which is another than the one asked for when <c>IsFallback</c>.</summary>
public record GuideView(string Key, int GuideVersion, int? Meeting, GuidePhase? Phase, int Minutes, string Language, bool IsFallback, string Title,
    IReadOnlyList<AgendaPoint> Agenda, IReadOnlyList<string> Prompts)
{
    public static GuideView Of(Guide guide, GuideText text, string asked)
    {
        var language = text.In(asked);
        var words = text.Words[language];
        return new(guide.Key, guide.GuideVersion, guide.Meeting, guide.Phase, guide.Minutes, language, language != asked, words.Title,
            [.. words.Agenda.Select((point, i) => new AgendaPoint(point, guide.AgendaMinutes?[i]))], words.Prompts ?? []);
    }
}

/// <summary>The guides that a strand offers now, in the order in which they come, in the language asked for where there is one.</summary>
public record GuidesOfStrandView(Guid StrandId, int Version, string Language, IReadOnlyList<GuideView> Guides) : IVersioned;

/// <summary>One version of a guide in all its languages; whether it is the one that is offered now.</summary>
public record GuideVersionView(Guid StrandId, string Key, int GuideVersion, bool IsOffered, IReadOnlyDictionary<string, GuideWords> Words);

public static class GuidesOfStrandEndpoint
{
    /// <summary>The guides of a strand, in the language of <c>lang</c> or Accept-Language (en, fr, de).</summary>
    [WolverineGet("/api/strands/{strandId}/guides"), Authorize(Policies.Anyone)]
    public static async Task<GuidesOfStrandView> List(Guid strandId, [FromQuery] string? lang, [FromHeader(Name = "Accept-Language")] string? acceptLanguage,
        IQuerySession session, CancellationToken cancel)
    {
        var language = Languages.Of(lang, acceptLanguage);
        var strand = Missing.Unless(await session.LoadAsync<Strand>(strandId, cancel), "strand");
        var (book, views) = await LoadAsync(session, strandId, strand.Policies is [.., var last] ? last.Policy.EnvisionedMeetings : 0, language, cancel);
        return new(strandId, book.Version, language, views);
    }

    /// <summary>A version of a guide in all languages; the last one unless <c>version</c> names another.</summary>
    [WolverineGet("/api/strands/{strandId}/guides/{key}"), Authorize(Policies.Anyone)]
    public static async Task<GuideVersionView> Get(Guid strandId, string key, [FromQuery] int? version, IQuerySession session, CancellationToken cancel)
    {
        var book = await session.LoadAsync<Guidebook>(Guidebook.IdOf(strandId), cancel);
        var number = version ?? book?.LastVersions.GetValueOrDefault(key) ?? 0;
        var text = Missing.Unless(await session.LoadAsync<GuideText>(GuideText.IdOf(strandId, key, number), cancel), "guide");
        return new(strandId, key, number, book?.Find(key)?.GuideVersion == number, text.Words);
    }

    /// <summary>The guides of a strand as they are offered now, in their order, with their words.</summary>
    internal static async Task<(Guidebook, IReadOnlyList<GuideView>)> LoadAsync(IQuerySession session, Guid strandId, int envisioned, string language,
        CancellationToken cancel)
    {
        var book = await session.LoadAsync<Guidebook>(Guidebook.IdOf(strandId), cancel) ?? new();
        var texts = await session.LoadManyAsync<GuideText>(cancel, book.Guides.Select(g => GuideText.IdOf(strandId, g.Key, g.GuideVersion)));
        var words = texts.ToDictionary(t => t.Id);
        return (book, [.. book.Guides.OrderBy(g => g.Order(envisioned)).ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => GuideView.Of(g, words[GuideText.IdOf(strandId, g.Key, g.GuideVersion)], language))]);
    }
}
