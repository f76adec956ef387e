using System.Collections.Concurrent;
using System.Text.Json;
using Advance.Applications;
using Advance.Contracts;
using Advance.Host.Postgres;
using Advance.People;

namespace Advance.Host.Import;

/// <summary>What became, or would become, of a row.</summary>
public enum RowOutcome { Imported, Unchanged, Wrong }

/// <summary>A row's outcome in words.</summary>
public sealed record RowResult(int Line, RowOutcome Outcome, string Words);

/// <summary>
/// Imports rows through the API, some at a time. A row that is there already changes nothing, a wrong one is named and stops nothing;
/// a dry run looks, and says what would happen.
/// </summary>
public abstract class Importer(ApiClient api, Mapping mapping, bool isDryRun, string? kind = null, Guid? cohortId = null)
{
    private const int AtOnce = 6;
    private const string HowToMakeKeys = "a-z, 0-9, dot and hyphen; translate it in the mapping with \"as\": \"key\" or \"values\"";

    protected ApiClient Api => api;
    protected Mapping Mapping => mapping;
    protected bool IsDryRun => isDryRun;
    private readonly Dictionary<string, Guid> _institutions = [];
    private readonly Journal? _journal = kind is null || isDryRun ? null : new(api, kind, cohortId);
    private readonly ConcurrentDictionary<int, ImportedRow> _made = new();

    /// <summary>The id under which what the import made is recorded; null when it made nothing, or nothing that can be taken back.</summary>
    public Guid? ImportId => _journal?.ImportId;

    public async Task<IReadOnlyList<RowResult>> RunAsync(IReadOnlyList<TableRow> rows, Action<int> progress)
    {
        await foreach (var i in api.ListAsync("/api/institutions")) _institutions[i.GetProperty("key").GetString()!] = i.GetProperty("id").GetGuid();
        await PrepareAsync();
        if (rows.Count > 0 && Needed.Where(field => !Mapping.Has(rows[0], field)).ToList() is { Count: > 0 } absent)
            throw new StartupRefused($"The file has no column for {string.Join(", ", absent)}; its columns are {string.Join(", ", rows[0].Cells.Keys)}. "
                + "A mapping (--map) says which column is which.");
        var repeated = IsOneRowAPerson ? Repeated(rows) : new Dictionary<int, RowResult>();
        var results = new RowResult[rows.Count];
        var done = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, rows.Count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
        {
            results[i] = repeated.GetValueOrDefault(rows[i].Line) ?? await GuardedAsync(rows[i]);
            if (_journal is not null && _made.TryRemove(rows[i].Line, out var made)) await _journal.AddAsync(made);
            progress(Interlocked.Increment(ref done));
        });
        if (_journal is not null) await _journal.CompleteAsync();
        return results;
    }

    /// <summary>A person has one row; rows run beside each other, so which of two with the same address would win is not left to chance.</summary>
    protected virtual bool IsOneRowAPerson => true;

    private Dictionary<int, RowResult> Repeated(IReadOnlyList<TableRow> rows) => rows
        .Select(row => (row.Line, Address: Mapping.One(row, "email") is { } email ? Addresses.Normalised(email) : ""))
        .Where(r => r.Address.Length > 0).GroupBy(r => r.Address)
        .SelectMany(same => same.Skip(1).Select(r => new RowResult(r.Line, RowOutcome.Wrong, $"line {same.First().Line} has the same e-mail address")))
        .ToDictionary(r => r.Line);

    /// <summary>Fields that every row must have: a file without a column for one of them is not begun with. Asked after what follows.</summary>
    protected abstract IEnumerable<string> Needed { get; }

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

    protected Guid Institution(string key) => _institutions.TryGetValue(key, out var id) ? id
        : throw new WrongRow($"there is no institution with the key {key}");

    /// <summary>The person with the row's e-mail address, if there is one.</summary>
    protected async Task<Guid?> FindPersonAsync(string email)
    {
        var found = await Api.AskAsync("/api/people/find", new { email });
        return found.GetProperty("items").EnumerateArray().Select(p => (Guid?)p.GetProperty("id").GetGuid()).FirstOrDefault();
    }

    /// <summary>The row as a person to register, or the row is wrong; looked at before anything is written, in a dry run too.</summary>
    protected RegisterPerson Registration(TableRow row)
    {
        var institution = Mapping.One(row, "institution");
        RegisterPerson person = new(Mapping.Required(row, "givenName"), Mapping.Required(row, "familyName"), Mapping.Required(row, "email"),
            ExternalOrganisation: Mapping.One(row, "externalOrganisation"), InstitutionId: institution is null ? null : Institution(institution),
            Unit: institution is null ? null : Mapping.Required(row, "unit"), CareerStage: institution is null ? null : Mapping.Required(row, "careerStage"));
        if (!Addresses.IsAddress(person.Email)) throw new WrongRow($"{Mapping.Named("email")} is no e-mail address: {person.Email}");
        foreach (var (field, key) in new[] { ("unit", person.Unit), ("careerStage", person.CareerStage) })
            if (key is not null && !Shape.IsKey(key)) throw new WrongRow($"{Mapping.Named(field)} is no key: {key} ({HowToMakeKeys})");
        WrongUnless(() => RegisterPersonEndpoint.Validate(person));
        return person;
    }

    /// <summary>The shape of a command as its endpoint will look at it.</summary>
    protected static void WrongUnless(Action validate)
    {
        try
        {
            validate();
        }
        catch (Malformed malformed)
        {
            throw new WrongRow(string.Join(' ', malformed.Errors.Select(e => $"{e.Key}: {string.Join(' ', e.Value)}")));
        }
    }

    /// <summary>
    /// The person: registered, or found by the e-mail address when somebody has it; null when a dry run would register them. Most rows
    /// of an import are new, so to register is tried first: one request for each of them instead of two.
    /// </summary>
    protected async Task<(Guid Id, bool IsNew)?> PersonAsync(TableRow row, RegisterPerson person)
    {
        if (IsDryRun) return await FindPersonAsync(person.Email) is { } known ? (known, false) : null;
        try
        {
            var id = await Api.CreateAsync("/api/people", person);
            Made(row, id, personVersion: person.InstitutionId is null ? 1 : 2);
            return (id, true);
        }
        catch (ApiRefused refused) when (refused.Code == "email-taken")
        {
            return (await FindPersonAsync(person.Email) ?? throw new WrongRow("the person was erased at this moment"), false);
        }
    }

    /// <summary>Remembers what the row made so far, also when it goes wrong later.</summary>
    protected void Made(TableRow row, Guid person, int? personVersion = null, Guid? thing = null, int? thingVersion = null, int texts = 0) =>
        _made.AddOrUpdate(row.Line, _ => new(row.Line, person, personVersion, thing, thingVersion, texts), (_, before) => before with
        {
            ThingId = thing ?? before.ThingId,
            ThingVersion = thingVersion ?? before.ThingVersion,
            Texts = before.Texts + texts,
        });

    protected RowResult Imported(TableRow row, string done, string would) => new(row.Line, RowOutcome.Imported, IsDryRun ? would : done);

    protected static RowResult Unchanged(TableRow row, string words) => new(row.Line, RowOutcome.Unchanged, words);

    protected static bool Any(JsonElement items, Func<JsonElement, bool> where) => items.GetProperty("items").EnumerateArray().Any(where);
}
