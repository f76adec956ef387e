using Advance.Reporting.Log;
using CsCheck;

namespace Advance.Tests.Specs.Log;

public class TileSpecs
{
    // The examples of C2SP tlog-tiles.
    [Fact]
    public void Paths_are_those_of_tlog_tiles()
    {
        new Tile(0, 1234067, 256).Path.Should().Be("tile/0/x001/x234/067");
        new Tile(0, 273, 112).Path.Should().Be("tile/0/273.p/112");
        new Tile(2, 0, 1).Path.Should().Be("tile/2/000.p/1");
        new Tile(0, 1234067, 256).EntriesPath.Should().Be("tile/entries/x001/x234/067");
    }

    [Fact]
    public void A_path_is_read_back_as_its_tile() =>
        Gen.Select(Gen.Int[0, 7], Gen.Long[0, 999_999_999_999], Gen.Int[1, 256]).Sample((level, index, width) =>
            Tile.Parse(new Tile(level, index, width).Path) == new Tile(level, index, width)
            && Tile.Parse(new Tile(0, index, width).EntriesPath) == new Tile(0, index, width));

    [Theory]
    [InlineData("tile/0/67"), InlineData("tile/00/067"), InlineData("tile/8/067"), InlineData("tile/-1/067"), InlineData("tile/0/x000/067")]
    [InlineData("tile/0/001/067"), InlineData("tile/0/x067"), InlineData("tile/0/067.p/256"), InlineData("tile/0/067.p/0")]
    [InlineData("tile/0/067.p/01"), InlineData("tile/0/067.p"), InlineData("tile/0/067/"), InlineData("tile/0/xx01/067"), InlineData("")]
    [InlineData("tile/0/../067"), InlineData("tile/0/x999/x999/x999/x999/x999/x999/x999/067"), InlineData("tile/0/ 67"), InlineData("tile/data/067")]
    public void Any_other_path_names_no_tile(string path) => Tile.Parse(path).Should().BeNull();
}
