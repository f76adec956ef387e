using System.Collections.Concurrent;
using System.Globalization;

namespace Advance.Host.Import;

/// <summary>
/// Rows become mentors of the pool. Fields: givenName, familyName, email, institution (key; none for a mentor from outside), unit,
/// careerStage, externalOrganisation, capacity, topics, languages.
/// </summary>
public sealed class MentorsImport(ApiClient api, Mapping mapping, bool isDryRun) : Importer(api, mapping, isDryRun)
{
    private readonly ConcurrentDictionary<Guid, bool> _mentors = new();

    protected override async Task PrepareAsync()
    {
        await foreach (var mentor in Api.ListAsync("/api/mentors")) _mentors[mentor.GetProperty("personId").GetGuid()] = true;
    }

    protected override async Task<RowResult> RowAsync(TableRow row)
    {
        var capacityText = Mapping.One(row, "capacity") ?? "1";
        if (!int.TryParse(capacityText, NumberStyles.None, CultureInfo.InvariantCulture, out var capacity)) throw new WrongRow($"capacity is no number: {capacityText}");
        var institution = Mapping.One(row, "institution") is { } key ? Institution(key) : (Guid?)null;
        var person = await PersonAsync(row);
        if (person is null) return Imported(row, "", "would be registered and enrolled as a mentor");
        if (!_mentors.TryAdd(person.Value, true)) return Unchanged(row, "is a mentor already");
        if (IsDryRun) return Imported(row, "", "would be enrolled as a mentor");
        await Api.CreateAsync("/api/mentors", new
        {
            personId = person, capacity, isExternal = institution is null, institutionId = institution,
            topics = Mapping.Many(row, "topics").Distinct(), languages = Mapping.Many(row, "languages").Distinct(),
        });
        return Imported(row, "enrolled as a mentor", "");
    }
}
