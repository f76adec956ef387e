using Advance.Applications;
using Advance.Contracts;

namespace Advance.Tests.Specs.Applications;

public class ImportSpecs
{
    private static readonly Guid Id = Ids.New();
    private static readonly RecordRows Rows = new([new(2, Ids.New(), 2, Ids.New(), 3, 1)]);

    [Fact]
    public void An_import_records_what_its_rows_made_until_it_is_taken_back()
    {
        var import = Given.The<ImportRun>(new ImportBegun(Id, "mentors", null), RecordRowsEndpoint.Decide(new() { Id = Id }, Rows));
        import.Rows.Should().Be(1);
        Then.Refused("too-many-rows", () => RecordRowsEndpoint.Decide(import with { Rows = 20_000 }, Rows));
        var undone = import.Evolve(CloseImportEndpoint.Decide(import, new(2, 1)));
        undone.Should().Match<ImportRun>(i => i.IsUndone && i.Undone == 2 && i.Left == 1);
        Then.Refused("import-undone", () => RecordRowsEndpoint.Decide(undone, Rows));
        Then.Refused("import-undone", () => CloseImportEndpoint.Decide(undone, new(0, 0)));
    }
}
