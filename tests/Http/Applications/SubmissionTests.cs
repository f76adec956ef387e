using Advance.Contracts;

namespace Advance.Tests.Http.Applications;

public class SubmissionTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    [Fact]
    public async Task A_submission_is_refused_with_the_rule_that_says_no()
    {
        var programme = await Programme.WithAStrandAsync(Host);
        var cohort = await programme.CohortWithAnOpenCallAsync(Host);
        var person = await programme.APersonAsync(Host);
        var stranger = await Host.Staff.CreateAsync("/api/institutions", new { key = Programme.Key("other"), name = "Elsewhere" });
        Task Refused(object body, int status, string code) => Host.Staff.RefusedAsync("/api/applications", body, status, code);

        await Refused(new { cohortId = Ids.New(), personId = person }, 404, "not-found");
        await Refused(new { cohortId = person, personId = person }, 404, "not-found");
        await Refused(new { cohortId = cohort, personId = Guid.Empty }, 400, "malformed");
        await Refused(new { cohortId = cohort, personId = Ids.New() }, 409, "person-unknown");
        await Refused(new { cohortId = cohort, personId = cohort }, 409, "person-unknown");
        await Refused(new { cohortId = cohort, personId = await Programme.APersonAsync(Host, null) }, 409, "no-affiliation");
        await Refused(new { cohortId = cohort, personId = await Programme.APersonAsync(Host, stranger) }, 409, "institution-not-in-call");
        var four = new[] { Ids.New(), Ids.New(), Ids.New(), Ids.New() };
        await Refused(new { cohortId = cohort, personId = person, mentorWishes = four }, 409, "too-many-wishes");
        await Refused(new { cohortId = cohort, personId = person, mentorWishes = new[] { stranger, stranger } }, 409, "wish-repeated");
        await Refused(new { cohortId = cohort, personId = person, mentorWishes = new[] { person } }, 409, "wish-for-oneself");
        await Host.As(Roles.Mentee, Ids.New()).RefusedAsync("/api/applications", new { cohortId = cohort, personId = person }, 403, "forbidden");

        var application = await Host.Staff.CreateAsync("/api/applications", new { cohortId = cohort, personId = person });
        await Refused(new { cohortId = cohort, personId = person }, 409, "already-applied");
        await Host.Staff.DoAsync($"/api/applications/{application}/withdraw");
        await Host.Staff.CreateAsync("/api/applications", new { cohortId = cohort, personId = person });
        await Host.Staff.DoAsync($"/api/cohorts/{cohort}/close-call");
        await Refused(new { cohortId = cohort, personId = await programme.APersonAsync(Host) }, 409, "call-not-open");
    }

    [Fact]
    public async Task A_missing_document_is_refused_at_submission()
    {
        var programme = await Programme.WithAStrandAsync(Host, requiredDocuments: ["support-letter"]);
        var (cohort, person) = (await programme.CohortWithAnOpenCallAsync(Host), await programme.APersonAsync(Host));
        var without = new { cohortId = cohort, personId = person, motivationLetterId = Ids.New() };
        await Host.Staff.RefusedAsync("/api/applications", without, 409, "required-document-missing");
        var letter = new { kind = "support-letter", textId = Ids.New() };
        await Host.Staff.CreateAsync("/api/applications", new { cohortId = cohort, personId = person, documents = new[] { letter } });
    }

    [Fact]
    public async Task A_stale_reading_is_refused_and_a_repeated_request_gets_its_first_answer()
    {
        var programme = await Programme.WithAStrandAsync(Host);
        var cohort = await programme.CohortWithAnOpenCallAsync(Host);
        var ada = await programme.AnEligibleApplicationAsync(Host, cohort);
        var select = $"/api/applications/{ada.ApplicationId}/select";
        using var staff = Host.As(Roles.Staff);
        staff.DefaultRequestHeaders.IfMatch.Add(new("\"1\""));
        await staff.RefusedAsync(select, null, 412, "stale");
        staff.DefaultRequestHeaders.IfMatch.Clear();
        staff.DefaultRequestHeaders.IfMatch.Add(new("\"2\""));
        await staff.DoAsync(select);

        var person = await programme.APersonAsync(Host);
        using var mentee = Host.As(Roles.Mentee, person);
        mentee.DefaultRequestHeaders.Add("Idempotency-Key", Ids.New().ToString());
        var first = await mentee.CreateAsync("/api/applications", new { cohortId = cohort, personId = person });
        (await mentee.CreateAsync("/api/applications", new { cohortId = cohort, personId = person })).Should().Be(first);
    }
}
