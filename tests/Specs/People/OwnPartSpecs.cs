using System.Text.Json;
using System.Text.Json.Serialization;
using Advance.Applications;
using Advance.Circles;
using Advance.Contracts;
using Advance.People;

namespace Advance.Tests.Specs.People;

/// <summary>What of an event that names several is for one of them.</summary>
public class OwnPartSpecs
{
    private static readonly JsonSerializerOptions AsStored = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
    private static readonly (Guid Ada, Guid Grace, Guid Emmy, Guid Thing) Ids = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());

    private static string Export(object e, params Guid[] own) => OwnPart.Of(JsonSerializer.SerializeToElement(e, AsStored), own).ToString();

    private static string Timeline(object e, params Guid[] own) => OwnPart.WithoutOthers(JsonSerializer.SerializeToElement(e, AsStored), own).ToString();

    [Fact]
    public void Of_the_rows_of_an_import_a_person_has_their_own()
    {
        RowsImported imported = new(Ids.Thing, [new(2, Ids.Ada, 1, Guid.NewGuid(), 3, 1), new(3, Ids.Grace, 1, Guid.NewGuid(), 3, 1)]);
        var own = imported with { Rows = [imported.Rows[0]] };
        JsonElement.Parse(Export(imported, Ids.Ada)).GetProperty("rows").ToString().Should().Be(JsonSerializer.Serialize(own.Rows, AsStored));
        Export(imported, Ids.Grace).Should().NotContain(Ids.Ada.ToString()).And.Contain(Ids.Grace.ToString());
    }

    [Fact]
    public void Of_a_list_only_the_own_entry_stays_whatever_the_event()
    {
        object[] events =
        [
            new CircleComposed(Ids.Thing, Ids.Thing, [new(Ids.Ada, Ids.Thing, false), new(Ids.Grace, Ids.Thing, true)]),
            new SessionAttended(Ids.Thing, Ids.Thing, Ids.Thing, [Ids.Grace, Ids.Ada], 4),
            new GatheringAttended(Ids.Thing, null, [Ids.Ada], [Ids.Grace]),
            new MenteesSeated(Ids.Thing, Ids.Thing, [Ids.Ada, Ids.Grace]),
            new ReviewersPooled(Ids.Thing, [Ids.Grace, Ids.Ada]),
        ];
        foreach (var e in events)
        {
            Export(e, Ids.Ada).Should().Contain(Ids.Ada.ToString()).And.NotContain(Ids.Grace.ToString(), e.GetType().Name);
            Timeline(e, Ids.Ada).Should().Contain(Ids.Ada.ToString()).And.NotContain(Ids.Grace.ToString(), e.GetType().Name);
        }

        Export(events[2], Ids.Grace).Should().Contain("\"present\":[]").And.NotContain(Ids.Ada.ToString());
    }

    [Fact]
    public void Lots_name_applications_and_whoever_asks_finds_no_other_application_in_them() =>
        Export(new LotsDrawn(Ids.Thing, 1, "5eed", 1, [Ids.Ada, Ids.Grace], [], [Ids.Grace, Ids.Ada]), Ids.Ada)
            .Should().NotContain(Ids.Grace.ToString()).And.Contain("5eed");

    [Fact]
    public void Of_a_merge_both_ids_are_the_persons_own() =>
        Export(new PersonMerged(Ids.Ada, Ids.Grace), Ids.Ada, Ids.Grace).Should().Contain(Ids.Grace.ToString());

    [Fact]
    public void Whom_one_wished_for_is_ones_own_word_and_who_else_was_wished_for_is_not()
    {
        ApplicationSubmitted submitted = new(Ids.Thing, Ids.Thing, Ids.Ada, Ids.Thing, "postdoc", [Ids.Grace, Ids.Emmy], ["funding"]);
        Export(submitted, Ids.Ada).Should().Contain(Ids.Grace.ToString()).And.Contain(Ids.Emmy.ToString());
        Timeline(submitted, Ids.Ada).Should().NotContain(Ids.Grace.ToString()).And.Contain("funding");
        Export(submitted, Ids.Grace).Should().Contain(Ids.Grace.ToString()).And.NotContain(Ids.Emmy.ToString()).And.NotContain(Ids.Ada.ToString());
    }

    [Fact]
    public void The_other_side_of_what_is_ones_own_stays_in_the_export_and_not_in_the_timeline()
    {
        RelationshipDisclosed disclosed = new(Ids.Thing, Ids.Ada, Ids.Grace, RelationshipKind.Supervision, Persons.Today, null);
        Export(disclosed, Ids.Grace).Should().Contain(Ids.Ada.ToString());
        Timeline(disclosed, Ids.Grace).Should().NotContain(Ids.Ada.ToString()).And.Contain(Ids.Thing.ToString());
        Timeline(new PersonCorrected(Ids.Ada, ["familyName"]), Ids.Ada).Should().Contain("familyName", "the person sees what was corrected");
    }
}
