using System.Text.Json;

namespace Advance.Host.Import;

/// <summary>What became, or would become, of a row.</summary>
public enum RowOutcome { Imported, Unchanged, Wrong }

/// <summary>A row's outcome in words.</summary>
public sealed record RowResult(int Line, RowOutcome Outcome, string Words);

/// <summary>
/// Imports rows through the API, some at a time. A row that is there already changes nothing, a wrong one is named and stops nothing;
/// a dry run looks, and says what would happen.
/// </summary>
public abstract class Importer(ApiClient api, Mapping mapping, bool isDryRun)
{
    private const int AtOnce = 6;

    protected ApiClient Api => api;
    protected Mapping Mapping => mapping;
    protected bool IsDryRun => isDryRun;
    private Dictionary<string, Guid> _institutions = [];

    public async Task<IReadOnlyList<RowResult>> RunAsync(IReadOnlyList<TableRow> rows, Action<int> progress)
    {
        await foreach (var i in api.ListAsync("/api/institutions")) _institutions[i.GetProperty("key").GetString()!] = i.GetProperty("id").GetGuid();
        await PrepareAsync();
        var results = new RowResult[rows.Count];
        var done = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, rows.Count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
        {
            results[i] = await GuardedAsync(rows[i]);
            progress(Interlocked.Increment(ref done));
        });
        return results;
    }

    /// <summary>What the import needs to know before its first row.</summary>
    protected virtual Task PrepareAsync() => Task.CompletedTask;

    protected abstract Task<RowResult> RowAsync(TableRow row);

    private async Task<RowResult> GuardedAsync(TableRow row)
    {
        try
        {
            return await RowAsync(row);
        }
        catch (WrongRow wrong)
        {
            return new(row.Line, RowOutcome.Wrong, wrong.Message);
        }
        catch (ApiRefused refused)
        {
            return new(row.Line, RowOutcome.Wrong, $"{refused.Code}: {refused.Message}");
        }
    }

    protected Guid Institution(string key) => _institutions.TryGetValue(key, out var id) ? id : throw new WrongRow($"there is no institution with the key {key}");

    /// <summary>The person with the row's e-mail address, if there is one.</summary>
    protected async Task<Guid?> FindPersonAsync(string email)
    {
        var found = await Api.AskAsync("/api/people/find", new { email });
        return found.GetProperty("items").EnumerateArray().Select(p => (Guid?)p.GetProperty("id").GetGuid()).FirstOrDefault();
    }

    /// <summary>The row's person: found by the e-mail address, else registered; null when a dry run would register them.</summary>
    protected async Task<Guid?> PersonAsync(TableRow row)
    {
        var email = Mapping.Required(row, "email");
        var person = Details(row, email);
        if (await FindPersonAsync(email) is { } found) return found;
        if (IsDryRun) return null;
        try
        {
            return await Api.CreateAsync("/api/people", person);
        }
        catch (ApiRefused refused) when (refused.Code == "email-taken")
        {
            return await FindPersonAsync(email); // another row of this file has the same address
        }
    }

    private object Details(TableRow row, string email)
    {
        var institution = Mapping.One(row, "institution");
        return new
        {
            givenName = Mapping.Required(row, "givenName"), familyName = Mapping.Required(row, "familyName"), email,
            externalOrganisation = Mapping.One(row, "externalOrganisation"),
            institutionId = institution is null ? (Guid?)null : Institution(institution),
            unit = institution is null ? null : Mapping.Required(row, "unit"),
            careerStage = institution is null ? null : Mapping.Required(row, "careerStage"),
        };
    }

    protected RowResult Imported(TableRow row, string done, string would) => new(row.Line, RowOutcome.Imported, IsDryRun ? would : done);

    protected static RowResult Unchanged(TableRow row, string words) => new(row.Line, RowOutcome.Unchanged, words);

    protected static bool Any(JsonElement items, Func<JsonElement, bool> where) => items.GetProperty("items").EnumerateArray().Any(where);
}
