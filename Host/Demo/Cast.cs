using Advance.Contracts;

namespace Advance.Host.Demo;

/// <summary>Somebody of the play.</summary>
public sealed record Player(Guid Id, string Institution, string Unit, string CareerStage);

/// <summary>The people of the play: invented, with the names of scientists, the same in each run with the same seed.</summary>
public sealed class Cast(ApiClient api, Draw draw, IReadOnlyDictionary<string, Guid> institutions)
{
    private static readonly string[] Given =
        ["Ada", "Grace", "Emmy", "Lise", "Marie", "Rosalind", "Chien-Shiung", "Katherine", "Dorothy", "Barbara", "Rita", "Mary", "Sofia",
            "Hypatia", "Cecilia", "Vera", "Jocelyn", "Tu", "Maryam", "Ingrid", "Annie", "Henrietta", "Inge", "Hedy", "Mileva", "Laura",
            "Caroline", "Sophie", "Beatrix", "Nettie", "Wangari", "Gerty"];
    private static readonly string[] Family =
        ["Lovelace", "Hopper", "Noether", "Meitner", "Curie", "Franklin", "Wu", "Johnson", "Hodgkin", "McClintock", "Levi", "Somerville",
            "Kovalevskaya", "Payne", "Rubin", "Bell", "Mirzakhani", "Daubechies", "Cannon", "Leavitt", "Lehmann", "Lamarr", "Bassi",
            "Herschel", "Germain", "Potter", "Stevens", "Maathai", "Cori", "Ball", "Anning", "Agnesi"];
    private static readonly string[] Units = ["computer-science", "law", "history", "physics", "psychology", "economics", "education",
        "medicine", "engineering", "mathematics", "finance", "linguistics"];

    public static readonly string[] Topics =
        ["career-planning", "funding", "leadership", "publishing", "teaching", "work-life-balance", "networking", "mobility", "industry"];

    private int _people;

    /// <summary>A person of an institution of the programme.</summary>
    public async Task<Player> PersonAsync(string institution, string careerStage)
    {
        var unit = $"{institution.Replace(".", "-", StringComparison.Ordinal)}-{draw.One(Units)}";
        var id = await RegisterAsync(new { institutionId = institutions[institution], unit, careerStage, from = "2022-01-01" });
        return new(id, institution, unit, careerStage);
    }

    /// <summary>A mentor from outside, who has no affiliation here.</summary>
    public async Task<Player> ExternalAsync() => new(await RegisterAsync(new { externalOrganisation = "A university abroad" }), "", "", "professor");

    /// <summary>Enrols a person in the mentor pool.</summary>
    public async Task EnrolAsync(Player player, int capacity) => await api.CreateAsync("/api/mentors", new
    {
        personId = player.Id,
        capacity,
        isExternal = player.Institution.Length == 0,
        institutionId = player.Institution.Length == 0 ? (Guid?)null : institutions[player.Institution],
        topics = draw.Some(Topics, 3),
        languages = new[] { "en" },
    });

    /// <summary>Lets a person apply to a cohort, with letters.</summary>
    public async Task<Guid> ApplyAsync(Player player, Guid cohort, IReadOnlyList<string> documents, IReadOnlyList<Guid> wishes)
    {
        var asked = (await api.ReadAsync($"/api/cohorts/{cohort}/declarations")).GetProperty("items").EnumerateArray();
        var declarations = asked.Select(d => new { key = d.GetProperty("key").GetString(), date = d.GetProperty("notBefore").GetString() }).ToList();
        var self = api.As(Roles.Mentee, player.Id);
        List<object> attached = [];
        foreach (var kind in documents)
            attached.Add(new { kind, textId = await self.CreateAsync($"/api/people/{player.Id}/texts", new { kind, text = "A letter of the play." }) });
        return await self.CreateAsync("/api/applications",
            new { cohortId = cohort, personId = player.Id, mentorWishes = wishes, topics = draw.Some(Topics, 2), documents = attached, declarations });
    }

    private Task<Guid> RegisterAsync(object affiliation)
    {
        var number = ++_people;
        var (given, family) = (Given[number % Given.Length], Family[(number * 7 + number / Given.Length) % Family.Length]);
        Dictionary<string, object?> body = new()
        {
            ["givenName"] = given,
            ["familyName"] = family,
            ["email"] = $"person{number}@demo.example",
            ["languages"] = new[] { "en" },
        };
        foreach (var property in affiliation.GetType().GetProperties()) body[property.Name] = property.GetValue(affiliation);
        return api.CreateAsync("/api/people", body);
    }
}
