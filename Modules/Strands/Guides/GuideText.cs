using Advance.Contracts;

namespace Advance.Strands;

/// <summary>What a guide says in one language: its title, the points of the agenda in order, and prompts to begin a conversation with.</summary>
public record GuideWords(string Title, IReadOnlyList<string> Agenda, IReadOnlyList<string>? Prompts = null);

/// <summary>The words of one version of a guide, by language. A document, since an event carries no free text; it never changes.</summary>
public record GuideText
{
    public Guid Id { get; init; }
    public IReadOnlyDictionary<string, GuideWords> Words { get; init; } = new Dictionary<string, GuideWords>();

    public static Guid IdOf(Guid strandId, string key, int version) => Ids.Of($"guide-{key}-{version}", strandId);

    /// <summary>The language asked for where the guide is written in it, else the first of English, French, German in which it is.</summary>
    public string In(string language) => Words.ContainsKey(language) ? language : Languages.All.First(Words.ContainsKey);
}

/// <summary>Whether something makes a guide: bounds, and that it is the same guide in each language.</summary>
internal static class GuideShape
{
    public const int MostMeetings = 60;
    private const int MostLines = 30;

    public static void Validate(AdoptGuide guide)
    {
        var words = guide.Words ?? new Dictionary<string, GuideWords>();
        var first = words.Values.FirstOrDefault();
        Shape.Of(
            (!Shape.IsKey(guide.Key), "key", "A key has 2 to 60 of a-z, 0-9, dot and hyphen."),
            (guide.Meeting is null == guide.Phase is null, "meeting", "A guide is for the meeting of a number, or for a phase."),
            (guide.Meeting is < 1 or > MostMeetings, "meeting", $"Meetings are numbered 1 to {MostMeetings}."),
            (guide.Minutes is < 5 or > 480, "minutes", "A guide is for 5 to 480 minutes."),
            (words.Count == 0 || words.Keys.Except(Languages.All).Any(), "words", $"A guide is written in one or more of {string.Join(", ", Languages.All)}."),
            (!words.Values.All(IsGuide), "words",
                $"In each language a title of at most 200 characters, 1 to {MostLines} points and up to {MostLines} prompts of at most 500."),
            (words.Values.Any(w => w?.Agenda?.Count != first?.Agenda?.Count || (w?.Prompts?.Count ?? 0) != (first?.Prompts?.Count ?? 0)), "words",
                "There are as many points and prompts in one language as in another."),
            (guide.AgendaMinutes is { } each && (each.Count != first?.Agenda?.Count || each.Any(m => m is < 1 or > 480) || each.Sum() > guide.Minutes),
                "agendaMinutes", "Minutes of each point, together no more than those of the guide."));
    }

    private static bool IsGuide(GuideWords? words) => words is { Agenda.Count: >= 1 and <= MostLines } && Shape.IsLine(words.Title, 200)
        && words.Prompts is not { Count: > MostLines } && words.Agenda.Concat(words.Prompts ?? []).All(line => Shape.IsLine(line, 500));
}
