using System.Text.Json;

namespace Advance.Host.Import;

/// <summary>
/// Rows become applications to a cohort's call. Fields: givenName, familyName, email, institution (key), unit, careerStage, topics,
/// mentorWishes (e-mail addresses in order), and document:KIND for each document that the policy requires (its text).
/// </summary>
public sealed class ApplicationsImport(ApiClient api, Mapping mapping, bool isDryRun, JsonElement cohort) : Importer(api, mapping, isDryRun)
{
    private readonly Guid _cohortId = cohort.GetProperty("id").GetGuid();
    private IReadOnlyList<string> _documents = [];

    protected override Task PrepareAsync()
    {
        if (cohort.GetProperty("status").GetString() != "CallOpen")
            throw new ApiRefused(409, "call-not-open", "The call of this cohort is not open.");
        _documents = [.. cohort.GetProperty("policy").GetProperty("requiredDocuments").EnumerateArray().Select(d => d.GetString()!)];
        return Task.CompletedTask;
    }

    protected override async Task<RowResult> RowAsync(TableRow row)
    {
        var texts = _documents.Select(kind => (Kind: kind, Text: Mapping.Required(row, $"document:{kind}"))).ToList();
        var institution = Institution(Mapping.Required(row, "institution"));
        if (!cohort.GetProperty("institutions").EnumerateArray().Any(i => i.GetGuid() == institution)) throw new WrongRow("the institution does not take part in this call");
        var person = await PersonAsync(row);
        if (person is null) return Imported(row, "", "would be registered and apply");
        var applications = await Api.ReadAsync($"/api/people/{person}/applications?limit=200");
        if (Any(applications, a => a.GetProperty("cohortId").GetGuid() == _cohortId && a.GetProperty("status").GetString() != "Withdrawn"))
            return Unchanged(row, "has applied already");
        if (IsDryRun) return Imported(row, "", "would apply");
        await ApplyAsync(row, person.Value, texts);
        return Imported(row, "applied", "");
    }

    private async Task ApplyAsync(TableRow row, Guid person, List<(string Kind, string Text)> texts)
    {
        List<Guid> wishes = [];
        foreach (var email in Mapping.Many(row, "mentorWishes"))
            wishes.Add(await FindPersonAsync(email) ?? throw new WrongRow("a wished mentor is not known: import the mentors first"));
        List<object> documents = [];
        foreach (var (kind, text) in texts)
            documents.Add(new { kind, textId = await Api.CreateAsync($"/api/people/{person}/texts", new { kind, text }) });
        await Api.CreateAsync("/api/applications",
            new { cohortId = _cohortId, personId = person, mentorWishes = wishes, topics = Mapping.Many(row, "topics").Distinct(), documents });
    }
}
