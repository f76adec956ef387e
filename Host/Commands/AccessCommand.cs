using System.Text.Json.Nodes;
using Advance.Contracts;
using Advance.Host.Postgres;

namespace Advance.Host.Commands;

/// <summary>
/// <c>access PERSON --out DIR</c>: all that is held about a person and theirs to see, in a folder to hand over (see README.txt in it). DIR
/// must be new or empty. A former id leads to the person's own, and what happened under former ids is included. The person finds the
/// export among the readings of their data. Exits 1, and leaves nothing in DIR, when there is no such person or nothing of them any more.
/// </summary>
public static class AccessCommand
{
    public static Task<int> RunAsync(Arguments args)
    {
        args.Only("out", "url", "token");
        var (person, target) = (EraseCommand.PersonIn(args, "access"), args.Required("out"));
        AccessFolder.MustBeFree(target);
        return LocalRun.WithApiAsync(args, async api =>
        {
            Console.WriteLine(await WriteAsync(api, person, target, Progress));
            return 0;
        });
    }

    /// <summary>Writes the export and says so in one line that names nobody.</summary>
    public static async Task<string> WriteAsync(ApiClient api, Guid person, string target, Action<int, int> progress)
    {
        person = await InUseAsync(api, person);
        using AccessFolder folder = new(target);
        var self = api.As(Roles.Mentee, person); // as the person sees it; with a token of one's own, as the API shows it for the person
        var export = await ExportAsync(self, person);
        await folder.WriteAsync("access.json", "everything in one file: data, texts, answers, relationships, events", export);
        foreach (var text in Items(export["texts"])) await folder.WriteAsync("texts", (string?)text["kind"], "txt", "", (string?)text["text"] ?? "");
        var (done, files) = (0, Items(export["files"]));
        foreach (var file in files)
        {
            await WriteAsync(self, person, file, folder);
            progress(++done, files.Count);
        }

        var formerly = FormerIds(export, person);
        await folder.FinishAsync(person, formerly);
        return $"The access export of person {person} is in {target}: {Items(export["events"]!["items"]).Count} events, "
            + $"{Items(export["texts"]).Count} texts, {files.Count} files{(formerly.Count == 0 ? "" : $", {formerly.Count} former ids included")}.";
    }

    /// <summary>The id in use of a person; this reading stays on record.</summary>
    private static async Task<Guid> InUseAsync(ApiClient api, Guid person)
    {
        while (true)
        {
            var view = await api.ReadAsync($"/api/people/{person}?purpose=access-export");
            if (view.GetProperty("isErased").GetBoolean()) throw new ApiRefused(409, "person-erased", "This person's data were erased.");
            if (view.GetProperty("mergedInto").GetString() is not { } into) return person;
            person = Guid.Parse(into);
        }
    }

    private static async Task<JsonObject> ExportAsync(ApiClient self, Guid person)
    {
        var address = $"/api/people/{person}/access?forPerson=true&limit={Paging.Most}";
        var whole = JsonObject.Create(await self.ReadAsync(address))!;
        var events = whole["events"]!.AsObject();
        while ((string?)events["next"] is { } after)
        {
            var more = JsonObject.Create((await self.ReadAsync($"{address}&after={after}")).GetProperty("events"))!;
            foreach (var item in more["items"]!.AsArray()) events["items"]!.AsArray().Add(item!.DeepClone());
            events["next"] = more["next"]?.DeepClone();
        }

        return whole;
    }

    private static async Task WriteAsync(ApiClient self, Guid person, JsonNode file, AccessFolder folder)
    {
        var (kind, name) = ((string?)file["kind"], (string?)file["name"]);
        try
        {
            var bytes = await self.DownloadAsync($"/api/people/{person}/files/{(string?)file["id"]}?purpose=access-export");
            await folder.WriteAsync("files", kind, ((string?)file["format"])?.ToLowerInvariant(), $"sent as \"{name}\"", bytes);
        }
        catch (ApiRefused refused) when (refused.Code == "file-infected")
        {
            folder.LeaveOut($"{kind}, sent as \"{name}\": {refused.Message}");
        }
    }

    private static IReadOnlyList<string> FormerIds(JsonObject export, Guid person) =>
    [
        .. Items(export["events"]!["items"]).Where(e => (string?)e["type"] == "people.person-merged")
            .Select(e => (string?)e["data"]!["mergedPersonId"]).OfType<string>().Where(id => id != person.ToString()).Distinct(),
    ];

    private static IReadOnlyList<JsonNode> Items(JsonNode? list) => [.. list!.AsArray().OfType<JsonNode>()];

    private static void Progress(int done, int all)
    {
        if (done % 10 == 0 || done == all) Console.Error.WriteLine($"{done} of {all} files");
    }
}
