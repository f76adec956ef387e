using Advance.Contracts;

namespace Advance.Tests.Http;

/// <summary>A person and their application.</summary>
public sealed record Applied(Guid ApplicationId, Guid PersonId);

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
    public static object Policy(int hardCap = 20, string[]? careerStages = null, string[]? requiredDocuments = null, string cadence = "TwiceAYear") => new
    {
        hardCap,
        targetFrom = 1,
        targetTo = hardCap,
        cadence,
        durationMonths = 6,
        envisionedMeetings = 5,
        mentorsFrom = 1,
        mentorsTo = 1,
        maxMentorWishes = 3,
        lookBackYears = 3,
        externalMentorsOnly = false,
        partnerRepresentativeRequired = false,
        careerStages = careerStages ?? ["postdoc"],
        requiredDocuments = requiredDocuments ?? [],
        assumed = Array.Empty<string>(),
    };

    /// <summary>An owner institution, a charter in force and a strand with a policy in force.</summary>
    public static async Task<Programme> WithAStrandAsync(TestHost host, string format = "OneOnOne", int hardCap = 20, string[]? requiredDocuments = null)
    {
        var ownerKey = Key("uni");
        var owner = await host.Staff.CreateAsync("/api/institutions", new { key = ownerKey, name = "University", isOwner = true });
        using (await host.Staff.PostAsync("/api/charter/publish-version", System.Net.Http.Json.JsonContent.Create(new { version = "1.0", effectiveFrom = "2020-01-01" })))
        {
            // The charter is one for all tests of a Host; the first one publishes it.
        }

        var strand = await host.Staff.CreateAsync("/api/strands", new { key = Key("strand"), name = "Fellows", format });
        await host.Staff.DoAsync($"/api/strands/{strand}/adopt-policy", new { effectiveFrom = "2020-01-01", policy = Policy(hardCap, requiredDocuments: requiredDocuments) });
        return new(strand, owner, ownerKey);
    }

    /// <summary>A cohort of the strand whose call is open for thirty days; each starts a year later, as the cadence asks.</summary>
    public async Task<Guid> CohortWithAnOpenCallAsync(TestHost host, int? places = null)
    {
        var cohort = await host.Staff.CreateAsync("/api/cohorts", new { StrandId, key = Key("cohort"), startsOn = YearFromNow(1 + _cohorts++) });
        await host.Staff.DoAsync($"/api/cohorts/{cohort}/publish-call", new { deadline = host.Clock.GetUtcNow().AddDays(30), places });
        return cohort;
    }

    /// <summary>A person who works at an institution (or, when null, nowhere) since 2020.</summary>
    public static async Task<Guid> APersonAsync(TestHost host, Guid? institutionId, string careerStage = "postdoc")
    {
        using var staff = host.As(Roles.Staff); // a token of this hour: the clock of this Host may have been moved
        return await staff.CreateAsync("/api/people", new
        {
            givenName = "Ada",
            familyName = "Lovelace",
            email = $"{Key("ada")}@example.org",
            institutionId,
            unit = institutionId is null ? null : "unit",
            careerStage = institutionId is null ? null : careerStage,
            from = institutionId is null ? null : "2020-01-01",
        });
    }

    /// <summary>A person of the owner institution, as a mentee.</summary>
    public Task<Guid> APersonAsync(TestHost host) => APersonAsync(host, OwnerId);

    /// <summary>Somebody new applied, by their own hand.</summary>
    public async Task<Applied> AnApplicationAsync(TestHost host, Guid cohort, string careerStage = "postdoc")
    {
        var person = await APersonAsync(host, OwnerId, careerStage);
        using var mentee = host.As(Roles.Mentee, person);
        return new(await mentee.CreateAsync("/api/applications", new { cohortId = cohort, personId = person }), person);
    }

    /// <summary>Somebody new applied and is eligible.</summary>
    public async Task<Applied> AnEligibleApplicationAsync(TestHost host, Guid cohort)
    {
        var applied = await AnApplicationAsync(host, cohort);
        await host.Staff.DoAsync($"/api/applications/{applied.ApplicationId}/confirm-eligibility", new { });
        return applied;
    }

    /// <summary>
    /// So many mentees of the cohort, from their application to the accepted offer. The call is closed and the decisions are released
    /// on the way, so this can be done once for a cohort.
    /// </summary>
    public async Task<IReadOnlyList<Applied>> AcceptedMenteesAsync(TestHost host, Guid cohort, int count)
    {
        List<Applied> mentees = [];
        for (var i = 0; i < count; i++) mentees.Add(await AnEligibleApplicationAsync(host, cohort));
        foreach (var mentee in mentees) await host.Staff.DoAsync($"/api/applications/{mentee.ApplicationId}/select");
        await host.Staff.DoAsync($"/api/cohorts/{cohort}/close-call");
        await host.Staff.DoAsync($"/api/cohorts/{cohort}/release-decisions");
        var charterVersion = (await host.Staff.ReadAsync($"/api/cohorts/{cohort}")).GetProperty("charterVersion").GetString();
        foreach (var mentee in mentees)
        {
            await host.Staff.DoAsync($"/api/applications/{mentee.ApplicationId}/offer", new { expiresAt = host.Clock.GetUtcNow().AddDays(14) });
            using var client = host.As(Roles.Mentee, mentee.PersonId);
            await client.DoAsync($"/api/applications/{mentee.ApplicationId}/accept-offer", new { charterVersion });
        }

        return mentees;
    }

    /// <summary>The one mentee of a cohort, who accepted.</summary>
    public async Task<Applied> AnAcceptedMenteeAsync(TestHost host, Guid cohort) => (await AcceptedMenteesAsync(host, cohort, 1))[0];
}
