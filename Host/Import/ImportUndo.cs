using System.Text.Json;
using Advance.Applications;

namespace Advance.Host.Import;

/// <summary>
/// Takes an import back by the commands that there are: applications are withdrawn, mentors retire, persons that it registered are
/// erased; each only when nobody has gone on with it since, which is looked at and then insisted on by the version (If-Match). What is
/// left is named with its reason.
/// </summary>
public sealed class ImportUndo(ApiClient api, Guid importId)
{
    private const string Touched = "somebody has gone on with it since";
    private bool _isOfMentors;

    /// <summary>How many things were taken back, and what was left, by its line.</summary>
    public async Task<(int Undone, IReadOnlyList<(int Line, string Why)> Left)> RunAsync(Action<int, int> progress)
    {
        var import = await api.ReadAsync($"/api/imports/{importId}");
        if (import.GetProperty("isUndone").GetBoolean()) throw new ApiRefused(409, "import-undone", "This import was taken back.");
        _isOfMentors = import.GetProperty("kind").GetString() == "mentors";
        List<ImportedRow> rows = [];
        await foreach (var row in api.ListAsync($"/api/imports/{importId}/rows")) rows.Add(ApiClient.Read<ImportedRow>(row));
        rows.Sort((one, other) => one.Line.CompareTo(other.Line)); // they were recorded as they came to their end
        var (undone, done) = (0, 0);
        List<(int, string)> left = [];
        foreach (var row in rows)
        {
            var thing = row.ThingId is null ? null : await GuardedAsync(() => TakeBackAsync(row));
            if (row.ThingId is not null) Count(row, thing, _isOfMentors ? "the mentor stays" : "the application stays");
            if (row.PersonVersion is not null) Count(row, thing ?? await GuardedAsync(() => EraseAsync(row)), "the person stays");
            progress(++done, rows.Count);
        }

        await api.DoAsync($"/api/imports/{importId}/close", new { undone, left = left.Count });
        return (undone, left);

        void Count(ImportedRow row, string? why, string stays)
        {
            if (why is null) undone++;
            else left.Add((row.Line, $"{stays}: {why}"));
        }
    }

    private static async Task<string?> GuardedAsync(Func<Task<string?>> takeBack)
    {
        try
        {
            return await takeBack();
        }
        catch (ApiRefused refused)
        {
            return refused.Status == 412 ? Touched : $"{refused.Code}: {refused.Message}";
        }
    }

    /// <summary>Null when it is done, else why not.</summary>
    private async Task<string?> TakeBackAsync(ImportedRow row)
    {
        await api.DoAsync(_isOfMentors ? $"/api/mentors/{row.ThingId}/retire" : $"/api/applications/{row.ThingId}/withdraw", ifMatch: row.ThingVersion ?? 1);
        return null;
    }

    private async Task<string?> EraseAsync(ImportedRow row)
    {
        var held = await api.ReadAsync($"/api/people/{row.PersonId}/access?limit=200");
        if (held.GetProperty("texts").GetArrayLength() + held.GetProperty("answers").GetArrayLength() > row.Texts) return "texts or answers were written since";
        if (held.GetProperty("files").GetArrayLength() > 0) return "files came since";
        var events = held.GetProperty("events");
        if (events.GetProperty("next").ValueKind is not JsonValueKind.Null) return Touched;
        if (events.GetProperty("items").EnumerateArray().FirstOrDefault(e => !IsOfRow(e, row)) is { ValueKind: JsonValueKind.Object } other)
            return $"the log has {other.GetProperty("type").GetString()} about the person";
        await api.DoAsync($"/api/people/{row.PersonId}/erase", ifMatch: row.PersonVersion);
        return null;
    }

    /// <summary>Whether an event came of the import, or of taking it back, or of looking.</summary>
    private static bool IsOfRow(JsonElement e, ImportedRow row) => e.GetProperty("type").GetString() switch
    {
        "people.person-registered" or "people.affiliation-recorded" or "people.person-read" or "applications.rows-imported"
            or "people.answers-given" => true, // answers are counted
        "applications.application-submitted" or "applications.document-attached" or "applications.answers-attached"
            or "applications.declarations-made" or "applications.application-received" or "applications.application-withdrawn"
            or "applications.applicant-left" => e.GetProperty("data").GetProperty("applicationId").GetGuid() == row.ThingId,
        "matching.mentor-enrolled" or "matching.mentor-retired" => e.GetProperty("data").GetProperty("mentorId").GetGuid() == row.ThingId,
        _ => false,
    };
}
