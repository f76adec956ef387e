namespace Advance.People;

/// <summary>What is claimed about a file before anybody looked into it: by its media type and by the end of its name.</summary>
public static class FileClaims
{
    public const string Pdf = "application/pdf";
    public const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private const int LongestName = 200;

    /// <summary>Each claim as a file ending; a media type that says nothing, and a name without an end, claim nothing.</summary>
    public static IReadOnlyList<string> Of(string? mediaType, string name)
    {
        List<string> claims = [];
        if (mediaType is not (null or "" or "application/octet-stream"))
            claims.Add(mediaType.ToLowerInvariant() switch { Pdf => "pdf", Docx => "docx", var other => other });
        if (Path.GetExtension(name) is { Length: > 1 } end) claims.Add(end[1..].ToLowerInvariant());
        return claims;
    }

    /// <summary>A name without folders and control characters, of a length that every file system takes.</summary>
    public static string Name(string? given)
    {
        var name = new string([.. (given ?? "").Trim('"').Where(c => !char.IsControl(c))]);
        name = name[(name.LastIndexOfAny(['/', '\\']) + 1)..].Trim().Trim('.');
        if (name.Length > LongestName) name = name[..(LongestName - 10)] + (name[^10..].IndexOf('.') is >= 0 and var dot ? name[^10..][dot..] : "");
        return name.Length == 0 ? "file" : name;
    }
}
