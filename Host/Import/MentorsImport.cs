using System.Collections.Concurrent;
using System.Globalization;
using Advance.Matching.Mentors;

namespace Advance.Host.Import;

/// <summary>
/// Rows become mentors of the pool. Fields: givenName, familyName, email, institution (key; none for a mentor from outside), unit,
/// careerStage, externalOrganisation, capacity, topics, languages.
/// </summary>
public sealed class MentorsImport(ApiClient api, Mapping mapping, bool isDryRun) : Importer(api, mapping, isDryRun, "mentors")
{
    private readonly ConcurrentDictionary<Guid, bool> _mentors = new();

    protected override IEnumerable<string> Needed => ["givenName", "familyName", "email"];

    protected override async Task PrepareAsync()
    {
        await foreach (var mentor in Api.ListAsync("/api/mentors")) _mentors[mentor.GetProperty("personId").GetGuid()] = true;
    }

    protected override async Task<RowResult> RowAsync(TableRow row)
    {
        var capacityText = Mapping.One(row, "capacity") ?? "1";
        if (!int.TryParse(capacityText, NumberStyles.None, CultureInfo.InvariantCulture, out var capacity))
            throw new WrongRow($"capacity is no number: {capacityText}");
        var person = Registration(row);
        EnrolMentor mentor = new(Guid.Empty, capacity, person.InstitutionId is null, person.InstitutionId,
            [.. Mapping.Many(row, "topics").Distinct()], [.. Mapping.Many(row, "languages").Distinct()]);
        WrongUnless(() => EnrolMentorEndpoint.Validate(mentor));
        if (await PersonAsync(row, person) is not var (id, _)) return Imported(row, "", "would be registered and enrolled as a mentor");
        if (_mentors.ContainsKey(id)) return Unchanged(row, "is a mentor already");
        if (IsDryRun) return Imported(row, "", "would be enrolled as a mentor");
        try
        {
            Made(row, id, thing: await Api.CreateAsync("/api/mentors", mentor with { PersonId = id }), thingVersion: 1);
            return Imported(row, "enrolled as a mentor", "");
        }
        catch (ApiRefused refused) when (refused.Code == "mentor-already-enrolled")
        {
            return Unchanged(row, "is a mentor already"); // through another import at this moment
        }
    }
}
