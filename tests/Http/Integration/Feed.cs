using System.Net.ServerSentEvents;
using System.Text.Json;
using Advance.Contracts;

namespace Advance.Tests.Http.Integration;

/// <summary>The feed as an integrator reads it.</summary>
internal sealed class Feed(TestHost host)
{
    public HttpClient Integrator => field ??= host.As(Roles.Integrator);

    public async IAsyncEnumerable<SseItem<string>> StreamAsync(string query, string? lastId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/feed/stream" + query);
        if (lastId is not null) request.Headers.Add("Last-Event-ID", lastId);
        using var response = await Integrator.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.Content.Headers.ContentType!.MediaType.Should().Be("text/event-stream");
        await using var stream = await response.Content.ReadAsStreamAsync();
        await foreach (var item in SseParser.Create(stream).EnumerateAsync()) yield return item;
    }

    public static bool Found(SseItem<string> item, Guid person) => item.Data.Contains($"\"subject\":\"{person}\"");

    public static string Subject(JsonElement e) => e.GetProperty("subject").GetString()!;

    public static string Sequence(JsonElement e) => e.GetProperty("sequence").GetString()!;

    public async Task<string> ReadOnAsync(string cursor, List<JsonElement> into, string query)
    {
        var page = await Integrator.ReadAsync($"/api/feed?after={cursor}&{query}");
        into.AddRange(page.GetProperty("items").EnumerateArray());
        return page.GetProperty("next").GetString()!;
    }

    /// <summary>A cursor near the end of the log as it is now.</summary>
    public async Task<string> EndAsync()
    {
        var (cursor, more) = ("", true);
        while (more)
        {
            var page = await Integrator.ReadAsync($"/api/feed?after={cursor}&limit=200");
            (cursor, more) = (page.GetProperty("next").GetString()!, page.GetProperty("more").GetBoolean());
        }

        return cursor;
    }
}
