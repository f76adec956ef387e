using System.Text.Json;

namespace Advance.Tests.Http.Integration;

internal static class WholeFeed
{
    /// <summary>Every event that there is for an integrator, page by page from the first.</summary>
    public static async Task<List<JsonElement>> WholeFeedAsync(this HttpClient integrator)
    {
        List<JsonElement> events = [];
        for (var (cursor, more) = ("", true); more;)
        {
            var page = await integrator.ReadAsync($"/api/feed?limit=200&after={cursor}");
            events.AddRange(page.GetProperty("items").EnumerateArray());
            (cursor, more) = (page.GetProperty("next").GetString()!, page.GetProperty("more").GetBoolean());
        }

        return events;
    }
}
