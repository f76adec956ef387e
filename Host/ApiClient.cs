using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Advance.Contracts;
using Advance.Host.Identity;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Advance.Host;

/// <summary>
/// How the Host's own commands (seed, demo, import) use the system: through the API, with its checks and refusals, like anybody
/// else. Nothing is written past it.
/// </summary>
public sealed class ApiClient(HttpClient http, Func<string, Guid?, string?, string> token)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };

    private string _role = Roles.Staff;
    private Guid? _person;
    private string? _institution;

    /// <summary>The API of a Host in this process.</summary>
    public static ApiClient Of(WebApplication app)
    {
        var bound = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var address = new Uri(bound.Replace("[::]", "127.0.0.1", StringComparison.Ordinal).Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)
            .Replace("*", "127.0.0.1", StringComparison.Ordinal).Replace("+", "127.0.0.1", StringComparison.Ordinal));
        var (tokens, clock) = (app.Services.GetRequiredService<LocalTokens>(), app.Services.GetRequiredService<TimeProvider>());
        return new(new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) },
            (role, person, institution) => tokens.OfHost(role, clock.GetUtcNow(), person, institution));
    }

    /// <summary>The same API, called in another role.</summary>
    public ApiClient As(string role, Guid? person = null, string? institution = null) =>
        new(http, token) { _role = role, _person = person, _institution = institution };

    /// <summary>Creates a thing; gives its id.</summary>
    public async Task<Guid> CreateAsync(string address, object body, string? idempotencyKey = null)
    {
        using var response = await SendAsync(HttpMethod.Post, address, body, idempotencyKey);
        return (await response.Content.ReadFromJsonAsync<Created>(Json))!.Id;
    }

    /// <summary>Gives a command.</summary>
    public async Task DoAsync(string address, object? body = null, string? idempotencyKey = null, int? ifMatch = null)
    {
        using var response = await SendAsync(HttpMethod.Post, address, body, idempotencyKey, ifMatch);
    }

    /// <summary>What the API answered, as a thing.</summary>
    public static T Read<T>(JsonElement answer) => answer.Deserialize<T>(Json)!;

    /// <summary>Gives a command that answers.</summary>
    public async Task<JsonElement> AskAsync(string address, object? body = null)
    {
        using var response = await SendAsync(HttpMethod.Post, address, body, null);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task<JsonElement> ReadAsync(string address)
    {
        using var response = await SendAsync(HttpMethod.Get, address, null, null);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>The bytes at an address.</summary>
    public async Task<byte[]> DownloadAsync(string address)
    {
        using var response = await SendAsync(HttpMethod.Get, address, null, null);
        return await response.Content.ReadAsByteArrayAsync();
    }

    /// <summary>All items of a list, page by page.</summary>
    public async IAsyncEnumerable<JsonElement> ListAsync(string address)
    {
        string? after = null;
        do
        {
            var separator = address.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            var page = await ReadAsync($"{address}{separator}limit=200{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}");
            foreach (var item in page.GetProperty("items").EnumerateArray()) yield return item;
            after = page.GetProperty("next").GetString();
        }
        while (after is not null);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, object? body, string? idempotencyKey, int? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, address);
        if (body is not null) request.Content = JsonContent.Create(body, body.GetType(), options: Json);
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        if (ifMatch is not null) request.Headers.Add("If-Match", $"\"{ifMatch}\"");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token(_role, _person, _institution));
        var response = await http.SendAsync(request);
        if (response.IsSuccessStatusCode) return response;
        using (response) throw await ApiRefused.OfAsync(response);
    }
}

/// <summary>The API said no: its status, code and sentence.</summary>
public sealed class ApiRefused(int status, string code, string sentence) : Exception(sentence)
{
    public int Status { get; } = status;
    public string Code { get; } = code;

    public static async Task<ApiRefused> OfAsync(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        var text = await response.Content.ReadAsStringAsync();
        try
        {
            var problem = JsonDocument.Parse(text).RootElement;
            var code = problem.GetProperty("type").GetString()!.Split('/')[^1];
            var errors = problem.TryGetProperty("errors", out var e)
                ? " " + string.Join("; ", e.EnumerateObject().Select(m => $"{m.Name}: {string.Join(' ', m.Value.EnumerateArray())}")) : "";
            return new(status, code, (problem.TryGetProperty("detail", out var d) ? d.GetString() : problem.GetProperty("title").GetString()) + errors);
        }
        catch (JsonException)
        {
            return new(status, "unknown", $"The API answered {status}.");
        }
    }
}
