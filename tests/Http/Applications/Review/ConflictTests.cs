using Advance.Contracts;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Advance.Tests.Http.Applications;

/// <summary>Conflicts of interest, known before and becoming known late (rules A5, A6), and the recusal register (U7).</summary>
public class ConflictTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    [Fact]
    public async Task Who_has_a_conflict_is_not_assigned()
    {
        var cast = await ReviewCast.WithAsync(Host, applications: 2, reviewers: 2);
        var (ada, grace) = (cast.Applied[0], cast.Applied[1]);
        await RelateAsync(cast.Reviewers[0], ada.PersonId, "Kinship");
        var colleague = await cast.Programme.APersonAsync(Host); // the same unit of the same institution

        await RefusedAsync(ada, cast.Reviewers[0], "reviewer-conflicted");
        await RefusedAsync(ada, ada.PersonId, "reviewer-conflicted");
        await RefusedAsync(ada, grace.PersonId, "reviewer-conflicted");
        await RefusedAsync(ada, colleague, "reviewer-conflicted");
        await RefusedAsync(ada, Ids.New(), "reviewer-unknown");
        await cast.AssignAsync(ada, cast.Reviewers[1]);
        await RefusedAsync(ada, cast.Reviewers[1], "reviewer-already-assigned");
        await cast.AssignAsync(grace, cast.Reviewers[0]);
        using var response = await Host.Staff.PostAsync(cast.At("assign-reviewers"), System.Net.Http.Json.JsonContent.Create(new { perApplication = 2, maxLoad = 9 }));
        var plan = System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        plan.GetProperty("unfilled").EnumerateArray().Select(u => $"{u.GetProperty("applicationId").GetGuid()} {u.GetProperty("reason").GetString()}")
            .Should().Equal($"{ada.ApplicationId} too-few-without-conflict");
    }

    [Fact]
    public async Task A_relationship_that_becomes_known_late_ends_the_review_and_hides_the_case()
    {
        var cast = await ReviewCast.WithAsync(Host, applications: 2, reviewers: 2);
        var (ada, emmy) = (cast.Applied[0], cast.Reviewers[0]);
        foreach (var applied in cast.Applied)
            foreach (var reviewer in cast.Reviewers) await cast.AssignAsync(applied, reviewer);
        await cast.BeginAsync("assessing");
        await cast.AssessAsync(emmy, ada.ApplicationId, 5, 5);
        await cast.AssessAsync(cast.Reviewers[1], ada.ApplicationId, 1, 1);
        (await MeanAsync(ada)).Should().Be(3000);

        await RelateAsync(emmy, ada.PersonId, "Supervision");
        (await cast.CaseIdsOfAsync(emmy)).Should().Equal([cast.Applied[1].ApplicationId], "from the moment at which it is known");
        await cast.As(emmy).RefusedAsync(ReviewCast.Of(ada, "assess"), ReviewCast.Scored(5, 5), 404, "not-found");
        (await ReviewCast.GetAsync(cast.As(emmy), $"/api/reviews/{ada.ApplicationId}")).Status.Should().Be(404);
        (await ReviewCast.GetAsync(cast.As(emmy), $"/api/applications/{ada.ApplicationId}")).Status.Should().Be(404);
        await Eventually.Get(async () => await MeanAsync(ada) == 1000, "what a conflicted reviewer said no longer counts");
        (await Host.Staff.ReadAsync($"/api/reviews/{ada.ApplicationId}")).GetProperty("reviewers").EnumerateArray().Select(r => r.GetGuid())
            .Should().Equal(cast.Reviewers[1]);
        (await IsRecusedAsync(emmy, ada.PersonId)).Should().BeTrue();
        (await IsRecusedAsync(cast.Reviewers[1], ada.PersonId)).Should().BeFalse();
    }

    [Fact]
    public async Task Conflicts_follow_the_person_when_identities_are_merged()
    {
        var cast = await ReviewCast.WithAsync(Host, applications: 1, reviewers: 3);
        var (ada, emmy) = (cast.Applied[0], cast.Reviewers[0]);
        var formerly = await Programme.APersonAsync(Host, institutionId: null);
        await RelateAsync(formerly, ada.PersonId, "Competition");
        foreach (var reviewer in cast.Reviewers) await cast.AssignAsync(ada, reviewer);
        await AppendAsync(emmy, new PersonMerged(emmy, formerly));
        await Eventually.Get(async () => await AssignedAsync(cast) == 2, "the rival turned out to be the reviewer");

        await AppendAsync(cast.Reviewers[1], new PersonMerged(cast.Reviewers[1], cast.Reviewers[2]));
        await Eventually.Get(async () => await AssignedAsync(cast) == 1, "one person reviews once");
        (await cast.CaseIdsOfAsync(cast.Reviewers[1])).Should().ContainSingle("the one person keeps the case");
    }

    [Fact]
    public async Task A_reviewer_who_applies_is_a_rival_and_a_move_into_the_unit_makes_a_colleague()
    {
        var cast = await ReviewCast.WithAsync(Host, applications: 1, reviewers: 2);
        foreach (var reviewer in cast.Reviewers) await cast.AssignAsync(cast.Applied[0], reviewer);
        await AppendAsync(cast.Reviewers[0], new AffiliationRecorded(cast.Reviewers[0], cast.Programme.OwnerId, "another", "postdoc", new(2021, 1, 1)));
        await Host.Staff.CreateAsync("/api/applications", new { cohortId = cast.Cohort, personId = cast.Reviewers[0] });
        await Eventually.Get(async () => await AssignedAsync(cast) == 1, "a rival does not review");
        await AppendAsync(cast.Reviewers[1], new AffiliationRecorded(cast.Reviewers[1], cast.Programme.OwnerId, "unit", "professor", new(2021, 1, 1)));
        await Eventually.Get(async () => await AssignedAsync(cast) == 0, "nor does a colleague");
    }

    [Fact]
    public async Task The_case_of_an_erased_person_is_shown_to_no_reviewer_and_what_was_said_goes_on_counting()
    {
        var cast = await ReviewCast.WithAsync(Host, applications: 1, reviewers: 1);
        var ada = cast.Applied[0];
        await cast.AssignAsync(ada, cast.Reviewers[0]);
        await cast.BeginAsync("assessing");
        await cast.AssessAsync(cast.Reviewers[0], ada.ApplicationId, 5, 5);
        await AppendAsync(ada.PersonId, new PersonErased(ada.PersonId, new Dictionary<string, int>()));
        (await cast.CaseIdsOfAsync(cast.Reviewers[0])).Should().BeEmpty();
        await cast.BeginAsync("discussing");
        (await MeanAsync(ada)).Should().Be(5000);
    }

    [Fact]
    public async Task A_recusal_is_registered_without_its_reason_and_holds_in_the_next_cohort()
    {
        var cast = await ReviewCast.WithAsync(Host, applications: 2, reviewers: 2);
        var (ada, grace) = (cast.Applied[0], cast.Applied[1]);
        var (emmy, rosalind) = (cast.Reviewers[0], cast.Reviewers[1]);
        await cast.AssignAsync(ada, emmy);
        await cast.AssignAsync(grace, rosalind);
        await cast.As(emmy).RefusedAsync(ReviewCast.Of(ada, "recuse"), new { personId = rosalind }, 403, "forbidden");
        await cast.As(rosalind).RefusedAsync(ReviewCast.Of(ada, "recuse"), new { }, 404, "not-found");
        await cast.As(emmy).DoAsync(ReviewCast.Of(ada, "recuse"), new { reasonTextId = Ids.New() });
        await cast.As(emmy).RefusedAsync(ReviewCast.Of(ada, "recuse"), new { }, 404, "not-found");
        await Host.Staff.RefusedAsync(ReviewCast.Of(ada, "recuse"), new { personId = emmy }, 409, "already-recused");
        await RefusedAsync(ada, emmy, "reviewer-conflicted");

        await cast.As(rosalind).CreateAsync("/api/recusals", new { reviewerId = rosalind, applicantId = grace.PersonId });
        await Host.Staff.RefusedAsync("/api/recusals", new { reviewerId = rosalind, applicantId = grace.PersonId }, 409, "already-recused");
        await cast.As(rosalind).RefusedAsync("/api/recusals", new { reviewerId = emmy, applicantId = grace.PersonId }, 403, "forbidden");
        await Eventually.Get(async () => (await Host.Staff.ReadAsync(cast.At("review-progress"))).GetProperty("assignments").GetInt32() == 0, "the register ends what is assigned");

        var answer = await Host.Staff.ReadAsync($"/api/recusals?reviewer={emmy}&applicant={ada.PersonId}");
        answer.EnumerateObject().Select(p => p.Name).Should().BeEquivalentTo(["reviewer", "applicant", "isRecused", "since"]);
        answer.GetProperty("since").GetDateTimeOffset().Should().BeCloseTo(Host.Clock.GetUtcNow(), TimeSpan.FromMinutes(5));
        (await IsRecusedAsync(ada.PersonId, emmy)).Should().BeFalse("it has a direction");
        (await ReviewCast.GetAsync(Host.Staff, $"/api/recusals?reviewer={emmy}")).Status.Should().Be(400);
        (await ReviewCast.GetAsync(cast.As(emmy), $"/api/recusals?reviewer={emmy}&applicant={ada.PersonId}")).Status.Should().Be(403);

        var next = await cast.Programme.CohortWithAnOpenCallAsync(Host);
        var again = await Host.Staff.CreateAsync("/api/applications", new { cohortId = next, personId = ada.PersonId });
        await RefusedAsync(new(again, ada.PersonId), emmy, "reviewer-conflicted");
    }

    private Task RefusedAsync(Applied applied, Guid reviewer, string code) =>
        Host.Staff.RefusedAsync(ReviewCast.Of(applied, "assign-reviewer"), new { personId = reviewer }, 409, code);

    private async Task<bool> IsRecusedAsync(Guid reviewer, Guid applicant) =>
        (await Host.Staff.ReadAsync($"/api/recusals?reviewer={reviewer}&applicant={applicant}")).GetProperty("isRecused").GetBoolean();

    private async Task<int?> MeanAsync(Applied applied) => (await Host.Staff.ReadAsync($"/api/reviews/{applied.ApplicationId}"))
        .GetProperty("figures").GetProperty("meanMilli") is { ValueKind: System.Text.Json.JsonValueKind.Number } mean ? mean.GetInt32() : null;

    private async Task<int> AssignedAsync(ReviewCast cast) =>
        (await Host.Staff.ReadAsync($"/api/reviews/{cast.Applied[0].ApplicationId}")).GetProperty("reviewers").GetArrayLength();

    private async Task RelateAsync(Guid person, Guid other, string kind)
    {
        var id = Ids.New();
        await using var session = Host.App.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        session.Events.StartStream<Advance.Applications.Recusal>(id, new RelationshipDisclosed(id, person, other, Enum.Parse<RelationshipKind>(kind), new(2020, 1, 1), null));
        await session.SaveChangesAsync();
    }

    private async Task AppendAsync(Guid stream, object e)
    {
        await using var session = Host.App.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        session.Events.Append(stream, e);
        await session.SaveChangesAsync();
    }
}
