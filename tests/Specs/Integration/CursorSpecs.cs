using Advance.Contracts;
using Advance.Integration;

namespace Advance.Tests.Specs.Integration;

public class CursorSpecs
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(long.MaxValue)]
    public void A_cursor_leads_back_to_its_position(long position) => Cursor.Position(Cursor.Of(position)).Should().Be(position);

    [Fact]
    public void No_cursor_is_the_beginning() => Cursor.Position(null).Should().Be(0);

    [Theory]
    [InlineData("1")]
    [InlineData("zz")]
    [InlineData("313a2d31")] // 1:-1
    [InlineData("323a31")] // 2:1
    [InlineData("313a39393939393939393939393939393939393939393939")] // more than a long
    public void What_is_no_cursor_is_malformed(string cursor)
    {
        var reading = () => Cursor.Position(cursor);
        reading.Should().Throw<Malformed>().Which.Errors.Should().ContainKey("after");
    }
}
