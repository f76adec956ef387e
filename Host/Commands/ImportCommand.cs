using System.Diagnostics;
using System.Text.Json;
using Advance.Host.Import;
using Advance.Host.Postgres;

namespace Advance.Host.Commands;

/// <summary>
/// <c>import applications|mentors|relationships FILE --cohort KEY [--map MAP.json] [--dry-run]</c>. Exits 0 when no row was wrong, else 1;
/// the rows that were right are imported all the same. <c>import undo ID</c> takes an import back as far as nobody has gone on with what
/// it made; what is left is named with its reason.
/// </summary>
public static class ImportCommand
{
    public static Task<int> RunAsync(Arguments args)
    {
        args.Only("cohort", "map", "dry-run", "url", "token");
        var kind = args.Word(0, "What to import (applications, mentors or relationships)");
        if (kind == "undo") return UndoAsync(args);
        if (kind is not ("applications" or "mentors" or "relationships"))
            throw new StartupRefused($"Advance imports applications, mentors or relationships, not {kind}.");
        var file = args.Word(1, "The file to import");
        if (!File.Exists(file)) throw new StartupRefused($"There is no file {file}.");
        var mapping = Mapping.Read(args.Option("map"));
        var rows = Table.Read(file, mapping.HeaderRows);
        if (rows.Count == 0) throw new StartupRefused($"{file} has no rows.");
        if (mapping.MissingColumns(rows[0]).FirstOrDefault() is { } missing)
            throw new StartupRefused($"{file} has no column \"{missing}\", which the mapping names.");
        return LocalRun.WithApiAsync(args, async api =>
        {
            var watch = Stopwatch.StartNew();
            var importer = await ImporterAsync(kind, api, mapping, args);
            var results = await importer.RunAsync(rows, done => Progress(done, rows.Count));
            var code = Report(results, args.Flags.Contains("dry-run"), watch.Elapsed);
            if (importer.ImportId is { } id) Console.WriteLine($"import {id}; take it back with: import undo {id}");
            return code;
        });
    }

    private static Task<int> UndoAsync(Arguments args)
    {
        if (!Guid.TryParse(args.Word(1, "The id of the import"), out var id))
            throw new StartupRefused("The id of an import is what import printed at its end.");
        return LocalRun.WithApiAsync(args, async api =>
        {
            var (undone, left) = await new ImportUndo(api, id).RunAsync(Progress);
            foreach (var (line, why) in left) Console.WriteLine($"line {line}: {why}");
            Console.WriteLine($"{undone} things taken back, {left.Count} left");
            return 0;
        });
    }

    private static async Task<Importer> ImporterAsync(string kind, ApiClient api, Mapping mapping, Arguments args)
    {
        var isDryRun = args.Flags.Contains("dry-run");
        return kind switch
        {
            "mentors" => new MentorsImport(api, mapping, isDryRun),
            "relationships" => new RelationshipsImport(api, mapping, isDryRun),
            _ => new ApplicationsImport(api, mapping, isDryRun, await CohortAsync(api, args.Required("cohort"))),
        };
    }

    /// <summary>The cohort with this key.</summary>
    public static async Task<JsonElement> CohortAsync(ApiClient api, string key)
    {
        var found = (await api.ReadAsync($"/api/cohorts?key={Uri.EscapeDataString(key)}")).GetProperty("items");
        return found.GetArrayLength() > 0 ? found[0] : throw new StartupRefused($"There is no cohort with the key {key}.");
    }

    private static void Progress(int done, int all)
    {
        if (done % 50 == 0 || done == all) Console.Error.WriteLine($"{done} of {all} rows");
    }

    private static int Report(IReadOnlyList<RowResult> results, bool isDryRun, TimeSpan elapsed)
    {
        foreach (var result in results.Where(r => isDryRun || r.Outcome is RowOutcome.Wrong)) Console.WriteLine($"line {result.Line}: {result.Words}");
        int Count(RowOutcome outcome) => results.Count(r => r.Outcome == outcome);
        Console.WriteLine($"{Count(RowOutcome.Imported)} rows {(isDryRun ? "would be imported" : "imported")}, {Count(RowOutcome.Unchanged)} there already, "
            + $"{Count(RowOutcome.Wrong)} wrong, in {elapsed.TotalSeconds:0.0} s");
        return Count(RowOutcome.Wrong) == 0 ? 0 : 1;
    }
}
