using Advance.Contracts;

namespace Advance.Tests.Http.Applications;

public class ApplicationTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    private static string Of(Applied applied, string verb = "") => $"/api/applications/{applied.ApplicationId}{(verb.Length > 0 ? "/" : "")}{verb}";

    private object OfferBody => new { expiresAt = Host.Clock.GetUtcNow().AddDays(14) };

    [Fact]
    public async Task An_application_goes_from_submission_to_an_accepted_offer()
    {
        var programme = await Programme.WithAStrandAsync(Host, requiredDocuments: ["motivation-letter"]);
        var cohort = await programme.CohortWithAnOpenCallAsync(Host, places: 1);
        var person = await programme.APersonAsync(Host);
        using var ada = Host.As(Roles.Mentee, person);
        var (letter, wish) = (Ids.New(), Ids.New());
        var id = await ada.CreateAsync("/api/applications",
            new { cohortId = cohort, personId = person, mentorWishes = new[] { wish }, topics = new[] { "writing" }, motivationLetterId = letter });
        (await OwnStatusAsync(ada, id)).Should().Be("Submitted");

        await Host.Staff.DoAsync($"/api/applications/{id}/return", new { kinds = new[] { "cv" } });
        (await OwnStatusAsync(ada, id)).Should().Be("Returned");
        await ada.DoAsync($"/api/applications/{id}/attach", new { kind = "cv", textId = Ids.New() });
        (await OwnStatusAsync(ada, id)).Should().Be("Submitted");

        await Host.Staff.DoAsync($"/api/applications/{id}/confirm-eligibility", new { });
        await Host.Staff.DoAsync($"/api/applications/{id}/select");
        (await OwnStatusAsync(ada, id)).Should().Be("UnderReview", "decisions are released together");
        await Host.Staff.DoAsync($"/api/cohorts/{cohort}/close-call");
        await Host.Staff.DoAsync($"/api/cohorts/{cohort}/release-decisions");
        (await OwnStatusAsync(ada, id)).Should().Be("Selected");
        await Host.Staff.DoAsync($"/api/applications/{id}/offer", OfferBody);
        await ada.DoAsync($"/api/applications/{id}/accept-offer", new { charterVersion = "1.0" });

        var view = await Host.Staff.ReadAsync($"/api/applications/{id}");
        view.GetProperty("status").GetString().Should().Be("Accepted");
        view.GetProperty("documents").GetArrayLength().Should().Be(2);
        view.GetProperty("mentorWishes")[0].GetGuid().Should().Be(wish);
        (await PlacesAsync(cohort)).Should().Be("cap 1, taken 1, free 0, waiting 0, undecided 0, released True");
    }

    [Fact]
    public async Task The_last_place_given_back_reaches_the_first_who_waits_and_needs_an_offer_of_its_own()
    {
        var (programme, cohort) = await CohortAsync(places: 1);
        var (ada, grace, mary) = (await EligibleAsync(programme, cohort), await EligibleAsync(programme, cohort), await EligibleAsync(programme, cohort));
        await Host.Staff.DoAsync(Of(ada, "select"));
        await Host.Staff.DoAsync(Of(grace, "waitlist"));
        await Host.Staff.DoAsync(Of(mary, "waitlist"));
        await Host.Staff.DoAsync($"/api/cohorts/{cohort}/close-call");
        await Host.Staff.DoAsync($"/api/cohorts/{cohort}/release-decisions");
        await Host.Staff.DoAsync(Of(ada, "offer"), OfferBody);
        await Host.As(Roles.Mentee, ada.PersonId).DoAsync(Of(ada, "decline-offer"));

        (await OwnStatusAsync(Host.As(Roles.Mentee, grace.PersonId), grace.ApplicationId)).Should().Be("Selected");
        (await Host.Staff.ReadAsync(Of(mary))).GetProperty("waitingPosition").GetInt32().Should().Be(1);
        await Host.Staff.RefusedAsync(Of(mary, "offer"), OfferBody, 409, "not-selected");
        await Host.Staff.DoAsync(Of(grace, "offer"), OfferBody);
        await Host.As(Roles.Mentee, grace.PersonId).DoAsync(Of(grace, "accept-offer"), new { charterVersion = "1.0" });
        await Host.As(Roles.Mentee, grace.PersonId).DoAsync(Of(grace, "withdraw"));
        (await OwnStatusAsync(Host.As(Roles.Mentee, mary.PersonId), mary.ApplicationId)).Should().Be("Selected");
        (await PlacesAsync(cohort)).Should().Be("cap 1, taken 1, free 0, waiting 0, undecided 0, released True");
    }

    [Fact]
    public async Task Decisions_are_refused_out_of_turn_with_their_codes()
    {
        var (programme, cohort) = await CohortAsync(places: 1);
        var junior = await programme.AnApplicationAsync(Host, cohort, careerStage: "student");
        var (ada, grace) = (await EligibleAsync(programme, cohort), await EligibleAsync(programme, cohort));
        var staff = Host.Staff;

        await staff.RefusedAsync(Of(junior, "confirm-eligibility"), new { }, 409, "career-stage-not-admitted");
        await staff.RefusedAsync(Of(junior, "select"), null, 409, "not-eligible");
        await staff.DoAsync(Of(junior, "refuse-eligibility"), new { rule = "career-stage-not-admitted" });
        await staff.RefusedAsync(Of(junior, "confirm-eligibility"), new { @override = true }, 409, "eligibility-decided");
        await staff.RefusedAsync(Of(ada, "waitlist"), null, 409, "places-left");
        await staff.DoAsync(Of(ada, "select"));
        await staff.RefusedAsync(Of(ada, "select"), null, 409, "already-decided");
        await staff.RefusedAsync(Of(grace, "select"), null, 409, "cohort-full");
        await staff.RefusedAsync(Of(ada, "offer"), OfferBody, 409, "decisions-not-released");
        await staff.RefusedAsync($"/api/cohorts/{cohort}/release-decisions", null, 409, "call-still-open");
        await staff.DoAsync($"/api/cohorts/{cohort}/close-call");
        await staff.RefusedAsync($"/api/cohorts/{cohort}/release-decisions", null, 409, "undecided-applications");
        await staff.DoAsync(Of(grace, "decline"), new { ground = "Capacity" });
        await staff.DoAsync($"/api/cohorts/{cohort}/release-decisions");
        await staff.RefusedAsync($"/api/cohorts/{cohort}/release-decisions", null, 409, "already-released");
        await staff.RefusedAsync(Of(grace, "withdraw"), null, 409, "application-over");
        await staff.RefusedAsync(Of(ada, "offer"), new { expiresAt = Host.Clock.GetUtcNow().AddDays(-1) }, 409, "expiry-passed");
        await staff.RefusedAsync(Of(ada, "offer"), new { expiresAt = Host.Clock.GetUtcNow().AddYears(2) }, 409, "expiry-too-far");
        await staff.DoAsync(Of(ada, "offer"), OfferBody);
        await staff.RefusedAsync(Of(ada, "expire-offer"), null, 409, "offer-still-open");
        using var own = Host.As(Roles.Mentee, ada.PersonId);
        await own.RefusedAsync(Of(ada, "accept-offer"), new { charterVersion = "0.1" }, 409, "charter-version-differs");
        await staff.RefusedAsync(Of(ada, "accept-offer"), new { charterVersion = "1.0" }, 403, "forbidden");
        await own.RefusedAsync(Of(ada, "select"), null, 403, "forbidden");
        await own.RefusedAsync(Of(grace, "withdraw"), null, 403, "forbidden");
        await staff.RefusedAsync($"/api/applications/{Ids.New()}/select", null, 404, "not-found");
        await staff.DoAsync(Of(ada, "withdraw"));
        await staff.RefusedAsync(Of(ada, "withdraw"), null, 409, "application-withdrawn");
        await staff.DoAsync($"/api/cohorts/{cohort}/cancel");
        await staff.RefusedAsync(Of(grace, "decline"), new { ground = "Merit" }, 409, "cohort-over");
    }

    private async Task<(Programme, Guid)> CohortAsync(int places)
    {
        var programme = await Programme.WithAStrandAsync(Host);
        return (programme, await programme.CohortWithAnOpenCallAsync(Host, places));
    }

    private Task<Applied> EligibleAsync(Programme programme, Guid cohort) => programme.AnEligibleApplicationAsync(Host, cohort);

    private static async Task<string?> OwnStatusAsync(HttpClient client, Guid application) =>
        (await client.ReadAsync($"/api/applications/{application}")).GetProperty("status").GetString();

    private async Task<string> PlacesAsync(Guid cohort)
    {
        var p = await Host.Staff.ReadAsync($"/api/cohorts/{cohort}/places");
        int Of(string name) => p.GetProperty(name).GetInt32();
        return $"cap {Of("cap")}, taken {Of("taken")}, free {Of("free")}, waiting {Of("waiting")}, undecided {Of("undecided")}, released {p.GetProperty("isReleased").GetBoolean()}";
    }
}
