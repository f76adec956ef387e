using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Advance.Reporting.Log;

namespace Advance.Reporting.Document;

/// <summary>The one form of a report: canonical JSON (RFC 8785), whose SHA-256 stands in the log.</summary>
public static class ReportJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    public static string Write(ReportContent content) =>
        Encoding.UTF8.GetString(CanonicalJson.Of(JsonSerializer.SerializeToElement(content, Options)));

    public static ReportContent Read(string json) => JsonSerializer.Deserialize<ReportContent>(json, Options)!;

    /// <summary>SHA-256 of the bytes, in lower-case hex.</summary>
    public static string DigestOf(string json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));
}
