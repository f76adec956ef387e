namespace Advance.Contracts;

/// <summary>A rule of the programme said no: nothing was changed. Over HTTP this is 409 with a problem whose type ends in the code.</summary>
public sealed class Refused(string code, string sentence) : Exception(sentence)
{
    /// <summary>Stable, in kebab case; part of the API.</summary>
    public string Code { get; } = code;

    /// <summary>The status of the answer: 409, or another that HTTP has for just this, such as 413.</summary>
    public int Status { get; init; } = 409;

    /// <summary>For a refusal with many parts: the codes of each part, by its name.</summary>
    public IReadOnlyDictionary<string, string[]>? Parts { get; init; }

    /// <summary>Refuses when the condition holds. Code and sentence stand in the line of the rule, so that a test can list them.</summary>
    public static void When(bool broken, string code, string sentence)
    {
        if (broken) throw new Refused(code, sentence);
    }
}

/// <summary>The thing that was asked for does not exist, or the caller may not know that it does: 404.</summary>
public sealed class Missing(string thing) : Exception($"There is no such {thing}.")
{
    public string Thing { get; } = thing;

    /// <summary>The thing, or 404.</summary>
    public static T Unless<T>(T? found, string thing) where T : class => found ?? throw new Missing(thing);
}

/// <summary>The caller is known but may not do this, to this thing: 403.</summary>
public sealed class Forbidden(string sentence) : Exception(sentence);

/// <summary>The request has the wrong shape: 400, with every wrong field at once.</summary>
public sealed class Malformed(IReadOnlyDictionary<string, string[]> errors) : Exception("The request is not valid.")
{
    public IReadOnlyDictionary<string, string[]> Errors { get; } = errors;
}

/// <summary>Checks the shape of a command: bounds of its fields, nothing that needs state.</summary>
public static class Shape
{
    /// <summary>Throws <see cref="Malformed"/> with all fields that are wrong.</summary>
    public static void Of(params ReadOnlySpan<(bool Wrong, string Field, string Sentence)> checks)
    {
        Dictionary<string, List<string>> errors = [];
        foreach (var (wrong, field, sentence) in checks)
        {
            if (!wrong) continue;
            if (!errors.TryGetValue(field, out var sentences)) errors[field] = sentences = [];
            sentences.Add(sentence);
        }

        if (errors.Count > 0) throw new Malformed(errors.ToDictionary(e => e.Key, e => e.Value.ToArray()));
    }

    /// <summary>A key: 2 to 60 of a-z, 0-9, dot and hyphen, beginning with a letter or digit.</summary>
    public static bool IsKey(string? text) =>
        text is { Length: >= 2 and <= 60 } && char.IsAsciiLetterOrDigit(text[0])
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.');

    /// <summary>A line of text that is not empty, not longer than the limit, without control characters.</summary>
    public static bool IsLine(string? text, int most) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= most && !text.Any(char.IsControl);
}
