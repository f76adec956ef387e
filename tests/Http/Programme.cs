namespace Advance.Tests.Http;

/// <summary>Programme states that many tests begin from, made through the API.</summary>
public sealed record Programme(Guid StrandId, Guid OwnerId, string OwnerKey)
{
    private static int _keys;
    private int _cohorts;

    /// <summary>A key that no other test of this run has.</summary>
    public static string Key(string prefix) => $"{prefix}-{Environment.ProcessId}-{Interlocked.Increment(ref _keys)}";

    public static string NextYear => YearFromNow(1);

    private static string YearFromNow(int years) => $"{DateTimeOffset.UtcNow.Year + years}-09-01"; // clock: a date far enough ahead for every test

    /// <summary>The rules of a Fellows-like strand.</summary>
    public static object Policy(int hardCap = 20, string[]? careerStages = null, string cadence = "TwiceAYear") => new
    {
        hardCap, targetFrom = 1, targetTo = hardCap, cadence, durationMonths = 6, envisionedMeetings = 5, mentorsFrom = 1,
        mentorsTo = 1, maxMentorWishes = 3, lookBackYears = 3, externalMentorsOnly = false, partnerRepresentativeRequired = false,
        careerStages = careerStages ?? ["postdoc"], requiredDocuments = Array.Empty<string>(), assumed = Array.Empty<string>(),
    };

    /// <summary>An owner institution, a charter in force and a strand with a policy in force.</summary>
    public static async Task<Programme> WithAStrandAsync(TestHost host, string format = "OneOnOne", int hardCap = 20)
    {
        var ownerKey = Key("uni");
        var owner = await host.Staff.CreateAsync("/api/institutions", new { key = ownerKey, name = "University", isOwner = true });
        using (await host.Staff.PostAsync("/api/charter/publish-version", System.Net.Http.Json.JsonContent.Create(new { version = "1.0", effectiveFrom = "2020-01-01" })))
        {
            // The charter is one for all tests of a Host; the first one publishes it.
        }

        var strand = await host.Staff.CreateAsync("/api/strands", new { key = Key("strand"), name = "Fellows", format });
        await host.Staff.DoAsync($"/api/strands/{strand}/adopt-policy", new { effectiveFrom = "2020-01-01", policy = Policy(hardCap) });
        return new(strand, owner, ownerKey);
    }

    /// <summary>A cohort of the strand whose call is open for thirty days; each starts a year later, as the cadence asks.</summary>
    public async Task<Guid> CohortWithAnOpenCallAsync(TestHost host, int? places = null)
    {
        var cohort = await host.Staff.CreateAsync("/api/cohorts", new { StrandId, key = Key("cohort"), startsOn = YearFromNow(1 + _cohorts++) });
        await host.Staff.DoAsync($"/api/cohorts/{cohort}/publish-call", new { deadline = host.Clock.GetUtcNow().AddDays(30), places });
        return cohort;
    }
}
