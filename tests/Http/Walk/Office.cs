using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Advance.Contracts;

namespace Advance.Tests.Http.Walk;

/// <summary>A strand's owner and partner, and a cohort of it.</summary>
internal sealed record CohortOf(Guid StrandId, Guid OwnerId, Guid PartnerId, Guid CohortId);

/// <summary>
/// The programme's office and the people it works with, each with the token of their role; everything goes through the API, nothing
/// past it.
/// </summary>
internal sealed class Office(TestHost host)
{
    private readonly Dictionary<(string Role, Guid Person), HttpClient> _clients = [];

    public TestHost Host => host;
    public HttpClient Staff => As(Roles.Staff, Guid.Empty);
    public DateTimeOffset Now => host.Clock.GetUtcNow();
    public string Today => Now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public HttpClient Mentee(Guid person) => As(Roles.Mentee, person);
    public HttpClient Mentor(Guid person) => As(Roles.Mentor, person);
    public HttpClient As(string role) => As(role, Guid.Empty);

    private HttpClient As(string role, Guid person)
    {
        if (!_clients.TryGetValue((role, person), out var client))
            _clients[(role, person)] = client = host.As(role, person == Guid.Empty ? null : person);
        return client;
    }

    /// <summary>Time goes by, and who comes back gets a new token.</summary>
    public void Pass(TimeSpan time)
    {
        host.Clock.Advance(time);
        _clients.Clear();
    }

    /// <summary>A strand with a policy in force and a partner, and a cohort of it that is planned.</summary>
    public async Task<CohortOf> PlanAsync(string format, int hardCap)
    {
        var programme = await Programme.WithAStrandAsync(host, format, hardCap, requiredDocuments: ["motivation-letter"]);
        if (format == "Circle") await Staff.DoAsync($"/api/strands/{programme.StrandId}/adopt-policy", new { effectiveFrom = "2020-02-01", policy = CirclePolicy(hardCap) });
        var partner = await Staff.CreateAsync("/api/institutions", new { key = Programme.Key("partner"), name = "Partner" });
        await Staff.DoAsync($"/api/strands/{programme.StrandId}/admit-partner", new { institutionId = partner, from = "2020-01-01" });
        var cohort = await Staff.CreateAsync("/api/cohorts", new { strandId = programme.StrandId, key = Programme.Key("cohort"), startsOn = Programme.NextYear });
        return new(programme.StrandId, programme.OwnerId, partner, cohort);
    }

    private static object CirclePolicy(int hardCap) => new
    {
        hardCap,
        targetFrom = 1,
        targetTo = hardCap,
        cadence = "TwiceAYear",
        durationMonths = 4,
        envisionedMeetings = 4,
        mentorsFrom = 3,
        mentorsTo = 4,
        maxMentorWishes = 0,
        lookBackYears = 3,
        externalMentorsOnly = false,
        partnerRepresentativeRequired = true,
        careerStages = new[] { "postdoc" },
        requiredDocuments = new[] { "motivation-letter" },
        assumed = Array.Empty<string>(),
    };

    /// <summary>Somebody of an institution, in a unit of their own.</summary>
    public Task<Guid> RegisterAsync(string name, Guid institution, string careerStage = "postdoc") => Staff.CreateAsync("/api/people", new
    {
        givenName = name,
        familyName = "Of the walk",
        email = $"{Programme.Key(name.ToLowerInvariant())}@example.org",
        languages = new[] { "en" },
        institutionId = institution,
        unit = Programme.Key("unit"),
        careerStage,
        from = "2022-01-01",
    });

    /// <summary>A registered person who mentors.</summary>
    public async Task<Guid> EnrolAsync(string name, Guid institution, int capacity = 1)
    {
        var person = await RegisterAsync(name, institution, "professor");
        await Staff.CreateAsync("/api/mentors",
            new { personId = person, capacity, isExternal = false, institutionId = institution, topics = new[] { "funding" }, languages = new[] { "en" } });
        return person;
    }

    /// <summary>Somebody writes a letter and applies with it, by their own hand.</summary>
    public async Task<Applied> ApplyAsync(Guid cohort, Guid person, params Guid[] wishes)
    {
        var self = Mentee(person);
        var letter = await self.CreateAsync($"/api/people/{person}/texts", new { kind = "motivation-letter", text = "I would like to learn." });
        var id = await self.CreateAsync("/api/applications",
            new { cohortId = cohort, personId = person, mentorWishes = wishes, topics = new[] { "funding" }, motivationLetterId = letter });
        return new(id, person);
    }

    public Task OfferAsync(Applied to) => Staff.DoAsync($"/api/applications/{to.ApplicationId}/offer", new { expiresAt = Now.AddDays(14) });

    public Task AcceptAsync(Applied by) => Mentee(by.PersonId).DoAsync($"/api/applications/{by.ApplicationId}/accept-offer", new { charterVersion = "1.0" });

    /// <summary>A command that answers.</summary>
    public static async Task<JsonElement> AskAsync(HttpClient client, string address, object? body = null)
    {
        using var response = await client.PostAsync(address, body is null ? null : JsonContent.Create(body));
        var text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.Should().BeTrue($"{address} answered {(int)response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>All items of a list, page by page.</summary>
    public static async Task<IReadOnlyList<JsonElement>> AllAsync(HttpClient client, string address)
    {
        List<JsonElement> items = [];
        for (string? after = ""; after is not null;)
        {
            var page = await client.ReadAsync($"{address}?limit=200{(after == "" ? "" : $"&after={after}")}");
            items.AddRange(page.GetProperty("items").EnumerateArray());
            after = page.GetProperty("next").GetString();
        }

        return items;
    }
}
