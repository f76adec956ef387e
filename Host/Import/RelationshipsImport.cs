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

    protected override async Task<RowResult> RowAsync(TableRow row, Faults faults)
    {
        var kind = faults.Read("kind", () => Kind(row));
        var from = faults.Read("from", () => Mapping.Date(row, "from") ?? throw new WrongRow($"{Mapping.Named("from")} is empty"));
        var until = faults.Read("until", () => Mapping.Date(row, "until"));
        if (until < from) faults.Add("until", $"{Mapping.Named("until")} lies before {Mapping.Named("from")}: {until:yyyy-MM-dd}");
        var (person, other) = (await KnownAsync(row, "email", faults), await KnownAsync(row, "otherEmail", faults));
        if (person is not null && person == other) faults.Add("otherEmail", $"{Mapping.Named("otherEmail")} belongs to the same person");
        faults.MustBeNone();
        var disclosed = await Api.ReadAsync($"/api/people/{person}/relationships?limit=200");
        if (Any(disclosed, r => r.GetProperty("kind").GetString() == kind.ToString() && r.GetProperty("from").GetString() == from.ToString("O", CultureInfo.InvariantCulture)
            && (r.GetProperty("otherPersonId").GetGuid() == other || r.GetProperty("personId").GetGuid() == other))) return Unchanged(row, "is known already");
        if (IsDryRun) return Imported(row, "", "would be disclosed");
        await Api.DoAsync($"/api/people/{person}/disclose-relationship", new { otherPersonId = other, kind, from, until });
        return Imported(row, "disclosed", "");
    }

    private RelationshipKind Kind(TableRow row)
    {
        var text = Mapping.Required(row, "kind");
        return Enum.TryParse<RelationshipKind>(text, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind
            : throw new WrongRow($"{Mapping.Named("kind")}: there is no kind of relationship {text}; there are "
                + string.Join(", ", Enum.GetNames<RelationshipKind>()));
    }

    private async Task<Guid?> KnownAsync(TableRow row, string field, Faults faults)
    {
        if (faults.Read(field, () => Mapping.Required(row, field)) is not { } email) return null;
        var known = await FindPersonAsync(email);
        if (known is null) faults.Add(field, $"{Mapping.Named(field)} belongs to nobody who is known");
        return known;
    }
}
