using System.Globalization;
using Advance.Contracts;

namespace Advance.Host.Import;

/// <summary>
/// Rows become relationships between two people that are known. Fields: email, otherEmail, kind (Supervision, LineManagement,
/// CoAuthorship, Kinship, SameUnit, Competition; for the first two the first person is above the second), from and until (days).
/// </summary>
public sealed class RelationshipsImport(ApiClient api, Mapping mapping, bool isDryRun) : Importer(api, mapping, isDryRun)
{
    protected override bool IsOneRowAPerson => false;

    protected override IEnumerable<string> Needed => ["email", "otherEmail", "kind", "from"];

    protected override async Task<RowResult> RowAsync(TableRow row)
    {
        var kindText = Mapping.Required(row, "kind");
        if (!Enum.TryParse<RelationshipKind>(kindText, ignoreCase: true, out var kind) || !Enum.IsDefined(kind))
            throw new WrongRow($"there is no kind of relationship {kindText}");
        var (from, until) = (Mapping.Date(row, "from") ?? throw new WrongRow("from is empty"), Mapping.Date(row, "until"));
        var person = await KnownAsync(row, "email");
        var other = await KnownAsync(row, "otherEmail");
        var disclosed = await Api.ReadAsync($"/api/people/{person}/relationships?limit=200");
        if (Any(disclosed, r => r.GetProperty("kind").GetString() == kind.ToString()
            && r.GetProperty("from").GetString() == from.ToString("O", CultureInfo.InvariantCulture)
            && (r.GetProperty("otherPersonId").GetGuid() == other || r.GetProperty("personId").GetGuid() == other))) return Unchanged(row, "is known already");
        if (IsDryRun) return Imported(row, "", "would be disclosed");
        await Api.DoAsync($"/api/people/{person}/disclose-relationship", new { otherPersonId = other, kind, from, until });
        return Imported(row, "disclosed", "");
    }

    private async Task<Guid> KnownAsync(TableRow row, string field) =>
        await FindPersonAsync(Mapping.Required(row, field)) ?? throw new WrongRow($"{field} belongs to nobody who is known");
}
