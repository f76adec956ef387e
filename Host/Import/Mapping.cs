using System.Text;
using System.Text.Json;
using Advance.Host.Postgres;

namespace Advance.Host.Import;

/// <summary>
/// Where a field comes from: a column, several columns, or a constant; <c>Values</c> translates cells, <c>Otherwise</c> is taken for a
/// cell that it does not name, <c>Split</c> cuts a cell into several, <c>As: "key"</c> makes keys of words (Human Resources: human-resources),
/// <c>Day</c> is the order in which a day is written, as "dd/MM/yyyy".
/// </summary>
public sealed record FieldSource(string? Column = null, IReadOnlyList<string>? Columns = null, string? Constant = null,
    IReadOnlyDictionary<string, string>? Values = null, string? Otherwise = null, string? Split = null, string? As = null, string? Day = null)
{
    public IReadOnlyList<string> Of(TableRow row) =>
        [.. Raw(row).Select(Translated).SelectMany(v => Split is null ? [v] : v.Split(Split)).Select(v => As == "key" ? Key(v) : v.Trim())
            .Where(v => v.Length > 0)];

    private IEnumerable<string> Raw(TableRow row) =>
        Constant is not null ? [Constant] : (Columns ?? (Column is null ? [] : [Column])).Select(c => row.Cells.GetValueOrDefault(c, ""));

    private string Translated(string cell) => Values is null ? cell : Values.GetValueOrDefault(cell) ?? Otherwise ?? cell;

    /// <summary>Words as a key: lower case, letters and digits, one hyphen between.</summary>
    private static string Key(string words)
    {
        var key = new StringBuilder();
        foreach (var c in words.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c)) key.Append(c);
            else if (char.GetUnicodeCategory(c) is not System.Globalization.UnicodeCategory.NonSpacingMark && key.Length > 0 && key[^1] != '-') key.Append('-');
        }

        var made = key.ToString().Trim('-');
        return made.Length > 60 ? made[..60].Trim('-') : made;
    }
}

/// <summary>
/// How the headings of a file become fields. Without a file each field is the column of its own name. <c>HeaderRows</c> is 3 for
/// Qualtrics, whose second and third row repeat the questions.
/// </summary>
public sealed record Mapping(IReadOnlyDictionary<string, FieldSource> Fields, int HeaderRows = 1)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
    };

    public static Mapping Read(string? file)
    {
        if (file is null) return new(new Dictionary<string, FieldSource>());
        try
        {
            return JsonSerializer.Deserialize<Mapping>(File.ReadAllText(file), Json) ?? throw new StartupRefused($"{file} is empty.");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new StartupRefused($"{file} is not a mapping: {e.Message.Split('\n')[0]}");
        }
    }

    public IReadOnlyList<string> Many(TableRow row, string field) => (Fields.GetValueOrDefault(field) ?? new FieldSource(Column: field, Split: ";")).Of(row);

    /// <summary>
    /// The cell as a day: 2026-11-30 or 30.11.2026, or in the order that the mapping says; what could be the third of April or the fourth
    /// of March is not guessed.
    /// </summary>
    public DateOnly? Date(TableRow row, string field)
    {
        if (One(row, field) is not { } text) return null;
        string[] orders = Fields.GetValueOrDefault(field)?.Day is { } day ? [day] : ["yyyy-MM-dd", "d.M.yyyy", "yyyy-MM-dd HH:mm:ss"];
        return DateOnly.TryParseExact(text, orders, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var found)
            ? found : throw new WrongRow($"{Named(field)} is no date: {text} "
                + "(as 2026-11-30 or 30.11.2026, or say the order in the mapping: \"day\": \"dd/MM/yyyy\")");
    }

    /// <summary>Whether a yes was given; null for an empty cell. What is neither yes nor no is not taken for one of them.</summary>
    public bool? IsYes(TableRow row, string field) => One(row, field)?.ToLowerInvariant() switch
    {
        null => null,
        "yes" or "true" or "1" or "oui" or "ja" or "x" => true,
        "no" or "false" or "0" or "non" or "nein" => false,
        var other => throw new WrongRow($"{Named(field)} is neither yes nor no: {other}"),
    };

    /// <summary>A field as somebody finds it in the file.</summary>
    public string Named(string field) => Fields.GetValueOrDefault(field)?.Column is { } column && column != field ? $"{field} (column \"{column}\")" : field;

    /// <summary>Whether the row's file can have the field at all.</summary>
    public bool Has(TableRow row, string field) => Fields.ContainsKey(field) || row.Cells.ContainsKey(field);

    public string? One(TableRow row, string field) => Many(row, field) is [var first, ..] ? first : null;

    /// <summary>The value, or the row is wrong with this reason.</summary>
    public string Required(TableRow row, string field) => One(row, field) ?? throw new WrongRow($"{Named(field)} is empty");

    /// <summary>Names of the columns that the mapping uses and the file does not have.</summary>
    public IEnumerable<string> MissingColumns(TableRow row) => Fields.Values
        .SelectMany(f => f.Columns ?? (f.Column is null ? [] : [f.Column])).Where(c => !row.Cells.ContainsKey(c)).Distinct();
}

/// <summary>A row cannot be imported, for this reason; the others can.</summary>
public sealed class WrongRow(string reason) : Exception(reason);
