using System.Text.Json;

namespace Advance.Tests.Http.People;

/// <summary>Sends files as clients do.</summary>
internal static class Sending
{
    public static ByteArrayContent Content(byte[] bytes, string? type = "application/pdf", string? name = null)
    {
        ByteArrayContent content = new(bytes);
        if (type is not null) content.Headers.ContentType = new(type);
        if (name is not null) content.Headers.ContentDisposition = new("attachment") { FileNameStar = name };
        return content;
    }

    /// <summary>The status of the answer, and the code of a refusal or the id of what was kept.</summary>
    public static async Task<(int Status, string Says)> SendAsync(this HttpClient client, string address, HttpContent content)
    {
        using var response = await client.PostAsync(address, content);
        var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        return ((int)response.StatusCode, answer.TryGetProperty("type", out var type) ? type.GetString()!.Split('/')[^1] : answer.GetProperty("id").GetString()!);
    }

    public static async Task<Guid> KeepAsync(this HttpClient client, string address, HttpContent content)
    {
        var (status, says) = await client.SendAsync(address, content);
        status.Should().BeOneOf([200, 201], says);
        return Guid.Parse(says);
    }
}
