using System.Globalization;
using System.Text;
using System.Text.Json;
using Advance.Reporting.Log;

namespace Advance.Tests.Specs.Log;

public class LeafSpecs
{
    private static readonly Leaf Accepted = new(new("0198b0aa-0000-7000-8000-00000000000A"), new("0198b0aa-0000-7000-8000-000000000001"), 3,
        "applications.application-accepted", 1207, new(2026, 3, 4, 6, 6, 7, 891, TimeSpan.FromHours(1)), null, "c", null,
        JsonDocument.Parse("""{ "personId": "p", "cohortId": "é" }""").RootElement);

    private const string Envelope = """
        {"actor":null,"causationId":"c","correlationId":null,"data":{"cohortId":"é","personId":"p"},"eventId":"0198b0aa-0000-7000-8000-00000000000a","recordedAt":"2026-03-04T05:06:07.891000Z","seq":1207,"streamId":"0198b0aa-0000-7000-8000-000000000001","type":"applications.application-accepted","v":1,"version":3}
        """;

    [Fact]
    public void An_envelope_is_these_bytes_in_every_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            foreach (var name in new[] { "", "ar-SA", "de-LU", "th-TH", "tr-TR", "fa-IR" })
            {
                CultureInfo.CurrentCulture = new CultureInfo(name);
                Encoding.UTF8.GetString(Accepted.Envelope()).Should().Be(Envelope, name);
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void A_leaf_is_the_hash_of_a_zero_byte_and_the_envelope() =>
        Accepted.Hash().Should().Equal(System.Security.Cryptography.SHA256.HashData([0, .. Encoding.UTF8.GetBytes(Envelope)]));

    [Fact]
    public void The_Verifier_reads_the_envelope()
    {
        var read = Advance.Verifier.Envelope.Read(Accepted.Envelope(), new());
        (read.EventId, read.StreamId, read.Version, read.Type, read.Seq)
            .Should().Be((Accepted.EventId, Accepted.StreamId, 3UL, Accepted.Type, 1207UL));
    }

    [Theory]
    [InlineData("""{"score":0.5}"""), InlineData("[]"), InlineData("null"), InlineData("""{"a":{"a":1,"a":1}}""")]
    public void Data_that_may_not_stand_in_the_log_has_no_envelope(string data)
    {
        using var json = JsonDocument.Parse(data);
        FluentActions.Invoking(() => (Accepted with { Data = json.RootElement }).Envelope()).Should().Throw<FormatException>();
    }
}
