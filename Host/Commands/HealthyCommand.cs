namespace Advance.Host.Commands;

/// <summary><c>healthy [--url URL]</c>: exits 0 when the Host at the address is ready; the container's health check.</summary>
public static class HealthyCommand
{
    public static async Task<int> RunAsync(Arguments args)
    {
        var url = args.Only("url").Option("url") ?? "http://127.0.0.1:8080";
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(4) };
        try
        {
            using var answer = await http.GetAsync(new Uri(new Uri(url), "/health/ready"));
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return 1;
        }
    }
}
