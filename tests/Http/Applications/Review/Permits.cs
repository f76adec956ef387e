using System.Text.Json;
using Advance.Contracts;

namespace Advance.Tests.Http.Applications;

/// <summary>Cases whose views hand out permits, and what the permits open.</summary>
internal static class Permits
{
    public const string Letter = "I build engines of numbers.";

    /// <summary>A cohort in review whose applicant handed in a letter, or names a text as one.</summary>
    public static async Task<(ReviewCast Cast, Applied Ada, Guid Text)> WithALetterAsync(TestHost host, int reviewers, bool blind = false, Guid? textId = null)
    {
        var cast = await ReviewCast.WithAsync(host, applications: 0, reviewers, blind);
        var person = await cast.Programme.APersonAsync(host);
        using var mentee = host.As(Roles.Mentee, person);
        var text = textId ?? await mentee.CreateAsync($"/api/people/{person}/texts", new { kind = "motivation-letter", text = Letter });
        Applied ada = new(await mentee.CreateAsync("/api/applications", new { cohortId = cast.Cohort, personId = person, motivationLetterId = text }), person);
        await host.Staff.DoAsync(ReviewCast.Of(ada, "confirm-eligibility"), new { });
        return (cast, ada, text);
    }

    public static async Task<string> PermitAsync(ReviewCast cast, Guid reviewer) =>
        PermitOf((await cast.CasesOfAsync(reviewer)).Single().GetProperty("documents")[0]);

    public static string PermitOf(JsonElement document) => document.GetProperty("permit").GetString()!;

    public static async Task<(int Status, string Text, HttpResponseMessage Answer)> OpenAsync(HttpClient client, string address, string? permit)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        if (permit is not null) request.Headers.TryAddWithoutValidation("Reading-Permit", permit);
        var answer = await client.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer);
    }

    public static async Task RefusedAsync(HttpClient client, string address, string? permit, string code)
    {
        var (status, text, _) = await OpenAsync(client, address, permit);
        (status, JsonDocument.Parse(text).RootElement.GetProperty("type").GetString()!.Split('/')[^1]).Should().Be((409, code));
    }
}
