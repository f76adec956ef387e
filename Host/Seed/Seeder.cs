using Advance.Strands;
using Marten;

namespace Advance.Host;

/// <summary>
/// Brings a programme definition into the system through its own commands. What is there already is left as it is, so seeding
/// twice changes nothing and a correction of the office is never undone.
/// </summary>
public sealed class Seeder(ApiClient api, ProgrammeDefinition programme)
{
    /// <summary>The definition that is shipped: ADVANCE itself.</summary>
    public static ProgrammeDefinition Shipped => ProgrammeDefinition.Read(Path.Combine(AppContext.BaseDirectory, "Seed", "advance.json"));

    /// <summary>Seeds ADVANCE when the system knows no strand at all; a system with strands is its office's own.</summary>
    public static async Task SeedShippedAsync(WebApplication app)
    {
        // Asked of the store: the first request of a start compiles its endpoint, which a Host that is seeded already need not wait for.
        await using var session = app.Services.GetRequiredService<IDocumentStore>().QuerySession();
        if (!await session.Query<Strand>().AnyAsync()) await new Seeder(ApiClient.Of(app), Shipped).SeedAsync();
    }

    /// <summary>How many things were new.</summary>
    public async Task<int> SeedAsync()
    {
        var made = await CharterAsync();
        var institutions = await KeysAsync(api, "/api/institutions");
        foreach (var seed in programme.Institutions.Where(s => !institutions.ContainsKey(s.Key)))
        {
            institutions[seed.Key] = await api.CreateAsync("/api/institutions", seed);
            made++;
        }

        var committees = await KeysAsync(api, "/api/committees");
        foreach (var seed in programme.Committees.Where(s => !committees.ContainsKey(s.Key)))
        {
            await api.CreateAsync("/api/committees", seed);
            made++;
        }

        foreach (var seed in programme.Strands) made += await StrandAsync(seed, institutions);
        return made;
    }

    private async Task<int> CharterAsync()
    {
        var made = 0;
        foreach (var seed in programme.Charter)
        {
            try
            {
                await api.DoAsync("/api/charter/publish-version", seed);
                made++;
            }
            catch (ApiRefused refused) when (refused.Code is "charter-version-taken" or "charter-date-not-later")
            {
                // there already
            }
        }

        return made;
    }

    private async Task<int> StrandAsync(StrandSeed seed, Dictionary<string, Guid> institutions)
    {
        var made = 0;
        var strands = await KeysAsync(api, "/api/strands");
        if (!strands.TryGetValue(seed.Key, out var id))
        {
            id = await api.CreateAsync("/api/strands", new { seed.Key, seed.Name, seed.Format });
            made++;
        }

        foreach (var policy in seed.Policies)
            made += await UnlessThereAsync($"/api/strands/{id}/adopt-policy",
                new { policy.EffectiveFrom, policy.Policy, seed.Notes, seed.DeclarationWords }, "policy-date-taken");
        foreach (var questionnaire in seed.Questionnaires ?? [])
            made += await UnlessThereAsync($"/api/strands/{id}/adopt-questionnaire", questionnaire, "questionnaire-date-taken");
        foreach (var partner in seed.Partners)
        {
            made += await UnlessThereAsync($"/api/strands/{id}/admit-partner", new { institutionId = institutions[partner.Institution], partner.From },
                "partner-already-admitted");
        }

        return made;
    }

    private async Task<int> UnlessThereAsync(string address, object command, string code)
    {
        try
        {
            await api.DoAsync(address, command);
            return 1;
        }
        catch (ApiRefused refused) when (refused.Code == code)
        {
            return 0;
        }
    }

    private static async Task<Dictionary<string, Guid>> KeysAsync(ApiClient api, string address)
    {
        Dictionary<string, Guid> keys = [];
        await foreach (var item in api.ListAsync(address)) keys[item.GetProperty("key").GetString()!] = item.GetProperty("id").GetGuid();
        return keys;
    }
}
