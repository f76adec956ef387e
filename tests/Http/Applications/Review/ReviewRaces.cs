using Advance.Contracts;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Advance.Tests.Http.Applications;

/// <summary>What happens to a review at the same moment, over HTTP.</summary>
public class ReviewRaces(SharedHost shared)
{
    private const int Pairs = 8;

    private TestHost Host => shared.Host;

    [Fact]
    public async Task An_assignment_and_a_relationship_disclosed_at_once_never_leave_a_conflicted_reviewer()
    {
        var cast = await ReviewCast.WithAsync(Host, Pairs, Pairs);
        var answers = await Task.WhenAll(Enumerable.Range(0, Pairs).Select(async i =>
        {
            var disclosing = RelateAsync(cast.Reviewers[i], cast.Applied[i].PersonId);
            var answer = await Host.Staff.TryAsync(ReviewCast.Of(cast.Applied[i], "assign-reviewer"), new { personId = cast.Reviewers[i] });
            await disclosing;
            return answer;
        }));
        answers.Should().OnlyContain(a => a == "200" || a == "409 reviewer-conflicted");
        await Eventually.Get(async () => (await ProgressAsync(cast, "assignments")) == 0, "each of these reviewers has a conflict");
    }

    [Fact]
    public async Task Nothing_slips_in_behind_the_closing_of_a_review()
    {
        var cast = await ReviewCast.WithAsync(Host, applications: 3, reviewers: 3);
        foreach (var applied in cast.Applied)
            foreach (var reviewer in cast.Reviewers) await cast.AssignAsync(applied, reviewer);
        await cast.BeginAsync("assessing");
        var assessing = cast.Applied.SelectMany(a => cast.Reviewers.Select(r => cast.As(r).TryAsync(ReviewCast.Of(a, "assess"), ReviewCast.Scored(3, 3)))).ToList();
        var closing = Host.Staff.TryAsync(cast.At("review-phase"), new { phase = "closed" });
        var answers = await Task.WhenAll(assessing);

        (await closing).Should().Be("200");
        answers.Should().OnlyContain(a => a == "200" || a == "409 review-closed");
        (await ProgressAsync(cast, "assessments")).Should().Be(answers.Count(a => a == "200"), "what was answered with yes counts, and nothing else");
    }

    [Fact]
    public async Task One_reviewer_assigned_to_one_application_many_times_at_once_is_assigned_once()
    {
        var cast = await ReviewCast.WithAsync(Host, applications: 1, reviewers: 1);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ =>
            Host.Staff.TryAsync(ReviewCast.Of(cast.Applied[0], "assign-reviewer"), new { personId = cast.Reviewers[0] })));
        answers.Order(StringComparer.Ordinal).Should().Equal(["200", .. Enumerable.Repeat("409 reviewer-already-assigned", 5)]);
    }

    private async Task<int> ProgressAsync(ReviewCast cast, string name) => (await Host.Staff.ReadAsync(cast.At("review-progress"))).GetProperty(name).GetInt32();

    private async Task RelateAsync(Guid person, Guid other)
    {
        var id = Ids.New();
        await using var session = Host.App.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        session.Events.StartStream<Advance.Applications.Recusal>(id, new RelationshipDisclosed(id, person, other, RelationshipKind.Kinship, new(2020, 1, 1), null));
        await session.SaveChangesAsync();
    }
}
