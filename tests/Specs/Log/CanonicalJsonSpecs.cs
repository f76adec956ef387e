using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Advance.Reporting.Log;
using Advance.Verifier;
using CsCheck;

namespace Advance.Tests.Specs.Log;

public class CanonicalJsonSpecs
{
    [Theory]
    [InlineData("arrays"), InlineData("french"), InlineData("unicode"), InlineData("values")]
    public void The_vectors_of_RFC_8785_come_out_byte_for_byte(string name)
    {
        var input = File.ReadAllBytes(Path.Combine(VectorFiles.Folder("jcs"), "input", name + ".json"));
        var output = File.ReadAllBytes(Path.Combine(VectorFiles.Folder("jcs"), "output", name + ".json"));
        CanonicalJson.Of(input, JsonProfile.Any).Should().Equal(output);
        CanonicalJson.Of(JsonNode.Parse(input), JsonProfile.Any).Should().Equal(output);
        Canonical.Of(Json.Parse(input)).Should().Equal(output);
    }

    // RFC 8785, appendix B.
    [Theory]
    [InlineData("0000000000000000", "0"), InlineData("8000000000000000", "0"), InlineData("0000000000000001", "5e-324")]
    [InlineData("8000000000000001", "-5e-324"), InlineData("7fefffffffffffff", "1.7976931348623157e+308")]
    [InlineData("ffefffffffffffff", "-1.7976931348623157e+308"), InlineData("4340000000000000", "9007199254740992")]
    [InlineData("c340000000000000", "-9007199254740992"), InlineData("4430000000000000", "295147905179352830000")]
    [InlineData("44b52d02c7e14af5", "9.999999999999997e+22"), InlineData("44b52d02c7e14af6", "1e+23")]
    [InlineData("44b52d02c7e14af7", "1.0000000000000001e+23"), InlineData("444b1ae4d6e2ef4e", "999999999999999700000")]
    [InlineData("444b1ae4d6e2ef4f", "999999999999999900000"), InlineData("444b1ae4d6e2ef50", "1e+21")]
    [InlineData("3eb0c6f7a0b5ed8c", "9.999999999999997e-7"), InlineData("3eb0c6f7a0b5ed8d", "0.000001")]
    [InlineData("41b3de4355555553", "333333333.3333332"), InlineData("41b3de4355555557", "333333333.33333343")]
    [InlineData("becbf647612f3696", "-0.0000033333333333333333"), InlineData("43143ff3c1cb0959", "1424953923781206.2")]
    public void Numbers_look_as_in_the_appendix_of_RFC_8785(string bits, string expected)
    {
        var value = BitConverter.Int64BitsToDouble(long.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        var spelling = value.ToString("E16", CultureInfo.InvariantCulture);
        Server(spelling, JsonProfile.Any).Should().Be(expected);
        Canonical.Number(value).Should().Be(expected);
    }

    [Fact]
    public void Server_and_Verifier_write_every_number_alike_and_it_reads_back_as_itself() =>
        Gen.Double.Where(double.IsFinite).Sample(value =>
        {
            var text = Canonical.Number(value);
            return text == Server(value.ToString("R", CultureInfo.InvariantCulture), JsonProfile.Any)
                && double.Parse(text, CultureInfo.InvariantCulture) == value;
        }, iter: 20_000);

    [Fact]
    public void Server_and_Verifier_write_every_object_alike() =>
        Gen.Dictionary(Gen.String[Gen.Char.Where(c => !char.IsSurrogate(c)), 0, 8], Gen.Int)[0, 8].Sample(members =>
        {
            var json = new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)m.Value)));
            var canonical = CanonicalJson.Of(json, JsonProfile.Any);
            return Canonical.Of(Json.Parse(Encoding.UTF8.GetBytes(json.ToJsonString()))).SequenceEqual(canonical)
                && CanonicalJson.Of(canonical, JsonProfile.Any).SequenceEqual(canonical);
        }, iter: 5_000);

    [Theory]
    [InlineData("1.5"), InlineData("1.0"), InlineData("1e3"), InlineData("-0"), InlineData("9007199254740992")]
    [InlineData("-9007199254740992"), InlineData("99999999999999999999"), InlineData("\"A\u030a\""), InlineData("{\"A\u030a\":1}")]
    public void Floating_point_large_integers_and_text_outside_NFC_do_not_stand_in_the_log(string json) =>
        FluentActions.Invoking(() => Server(json, JsonProfile.Log)).Should().Throw<FormatException>();

    [Theory]
    [InlineData("{\"a\":1,\"a\":2}"), InlineData("{\"a\":1,\"\\u0061\":2}"), InlineData("\"\\ud800\""), InlineData("\"\\ud800\\u0061\"")]
    [InlineData("\"\\udc00\\ud800\""), InlineData("{\"\\udfff\":1}"), InlineData("1e400"), InlineData("[1,]"), InlineData("01"), InlineData("1 2")]
    [InlineData(""), InlineData("nul"), InlineData("\"\t\""), InlineData("\"\\x\""), InlineData("{\"a\"}"), InlineData("\ufeff1"), InlineData("[")]
    public void What_has_no_single_meaning_is_refused_by_both(string json)
    {
        FluentActions.Invoking(() => Server(json, JsonProfile.Any)).Should().Throw<FormatException>();
        FluentActions.Invoking(() => Canonical.Of(Json.Parse(Encoding.UTF8.GetBytes(json)))).Should().Throw<FormatException>();
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused_by_both()
    {
        byte[] json = [(byte)'"', 0xc3, 0x28, (byte)'"'];
        FluentActions.Invoking(() => CanonicalJson.Of(json)).Should().Throw<FormatException>();
        FluentActions.Invoking(() => Json.Parse(json)).Should().Throw<FormatException>();
    }

    [Fact]
    public void Half_a_surrogate_pair_in_a_node_is_refused_and_not_replaced() =>
        FluentActions.Invoking(() => CanonicalJson.Of(new JsonObject { ["a"] = "\ud800" })).Should().Throw<FormatException>();

    [Fact]
    public void A_digest_of_data_does_not_depend_on_how_the_database_writes_it()
    {
        var written = DataDigest.Of("""{"b": [1, 2], "a": "\u00e9"}"""u8);
        written.Should().Be(DataDigest.Of("""{"a":"é","b":[1,2]}"""u8)).And.NotBe(DataDigest.Of("""{"a":"é","b":[2,1]}"""u8));
        using var parsed = JsonDocument.Parse("""{ "a":"é" , "b":[1,2] }""");
        DataDigest.Of(parsed.RootElement).Should().Be(written);
        // echo -n '{"a":"é","b":[1,2]}' | sha256sum
        written.Should().Be("nPsfk4qH8rjzuMxCnHoJEW1U8EgyJ0LUwj1HZ7hfhdo");
    }

    private static string Server(string json, JsonProfile profile) =>
        Encoding.UTF8.GetString(CanonicalJson.Of(Encoding.UTF8.GetBytes(json), profile));
}
