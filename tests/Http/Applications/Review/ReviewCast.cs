using System.Text.Json;
using Advance.Contracts;

namespace Advance.Tests.Http.Applications;

/// <summary>A cohort in review: its applications, and reviewers who have nothing to do with anybody.</summary>
internal sealed record ReviewCast(TestHost Host, Programme Programme, Guid Cohort, IReadOnlyList<Applied> Applied, IReadOnlyList<Guid> Reviewers)
{
    public static readonly object Rubric = new[] { new { key = "excellence", weight = 3 }, new { key = "need", weight = 1 } };

    public static async Task<ReviewCast> WithAsync(TestHost host, int applications, int reviewers, bool blind = false)
    {
        var programme = await Programme.WithAStrandAsync(host);
        var cohort = await programme.CohortWithAnOpenCallAsync(host);
        var applied = await programme.EligibleApplicationsAsync(host, cohort, applications);
        List<Guid> people = [];
        for (var i = 0; i < reviewers; i++) people.Add(await Programme.APersonAsync(host, institutionId: null));
        ReviewCast cast = new(host, programme, cohort, applied, people);
        await host.Staff.DoAsync(cast.At("adopt-review-rules"), new { blind, rubric = Rubric });
        await host.Staff.DoAsync(cast.At("reviewers"), new { personIds = people });
        return cast;
    }

    public string At(string verb) => $"/api/cohorts/{Cohort}/{verb}";

    public static string Of(Applied applied, string verb) => $"/api/applications/{applied.ApplicationId}/{verb}";

    public Task BeginAsync(string phase) => Host.Staff.DoAsync(At("review-phase"), new { phase });

    public Task AssignAsync(Applied applied, Guid reviewer) => Host.Staff.DoAsync(Of(applied, "assign-reviewer"), new { personId = reviewer });

    public HttpClient As(Guid reviewer, string role = Roles.Reviewer) => Host.As(role, reviewer);

    public async Task<IReadOnlyList<JsonElement>> CasesOfAsync(Guid reviewer) =>
        [.. (await As(reviewer).ReadAsync("/api/reviews")).GetProperty("items").EnumerateArray()];

    public async Task<IReadOnlyList<Guid>> CaseIdsOfAsync(Guid reviewer) => [.. (await CasesOfAsync(reviewer)).Select(c => c.GetProperty("id").GetGuid())];

    public static object Scored(int excellence, int need, string recommendation = "Select", Guid? assessmentTextId = null) => new
    {
        recommendation,
        scores = new[] { new { criterion = "excellence", points = excellence }, new { criterion = "need", points = need } },
        assessmentTextId,
    };

    public Task AssessAsync(Guid reviewer, Guid id, int excellence, int need) => As(reviewer).DoAsync($"/api/applications/{id}/assess", Scored(excellence, need));

    /// <summary>The answer's status, and the body for looking whether it says too much.</summary>
    public static async Task<(int Status, string Text)> GetAsync(HttpClient client, string address)
    {
        using var response = await client.GetAsync(address);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
