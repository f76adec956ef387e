using System.Net.Http.Json;
using System.Text.Json;
using Advance.Contracts;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Advance.Tests.Http.Circles;

public class CircleTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    [Fact]
    public async Task A_cohort_of_twenty_three_is_composed_into_three_circles()
    {
        var programme = await CircleProgramme.WithAsync(Host, mentees: 23, mentors: 10);
        await programme.PublishAsync(new RelationshipDisclosed(Ids.New(), programme.Mentees[0], programme.Mentees[1], RelationshipKind.Kinship, new(2020, 1, 1), null));
        await Host.Staff.DoAsync($"/api/cohorts/{programme.CohortId}/compose-circles");

        var circles = (await Host.Staff.ReadAsync($"/api/cohorts/{programme.CohortId}/circles")).GetProperty("items").EnumerateArray().ToList();
        circles.Select(c => c.GetProperty("mentees").GetInt32()).Should().BeEquivalentTo([8, 8, 7]);
        circles.Select(c => c.GetProperty("mentors").GetInt32()).Should().Equal(3, 3, 3);
        var members = circles.Select(c => c.GetProperty("seats").EnumerateArray().Select(s => s.GetProperty("personId").GetGuid()).ToHashSet()).ToList();
        members.SelectMany(m => m).Should().OnlyHaveUniqueItems().And.Contain(programme.Mentees);
        members.Should().NotContain(m => m.IsSupersetOf(programme.Mentees.Take(2)));
        await Host.Staff.RefusedAsync($"/api/cohorts/{programme.CohortId}/compose-circles", null, 409, "no-mentee-without-seat");
        await Host.Staff.RefusedAsync($"/api/cohorts/{Ids.New()}/compose-circles", null, 404, "not-found");
    }

    [Fact]
    public async Task Twelve_at_once_give_a_mentee_one_seat_and_eleven_honest_refusals()
    {
        var programme = await CircleProgramme.WithAsync(Host, mentees: 3, mentors: 3);
        var staff = Host.Staff;
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => staff.PostAsJsonAsync("/api/circles", programme.Command())));
        answers.Count(a => (int)a.StatusCode == 201).Should().Be(1);
        foreach (var refused in answers.Where(a => (int)a.StatusCode != 201))
        {
            (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString().Should().EndWith("/mentee-already-seated");
        }
    }

    [Fact]
    public async Task Composing_is_refused_with_the_rule_that_says_no()
    {
        var programme = await CircleProgramme.WithAsync(Host, mentees: 12, mentors: 8); // enough for two circles, whatever other tests leave in the pool
        var (mentees, mentors, kin) = (programme.Mentees, programme.Mentors, new[] { programme.Mentees[0], programme.Mentees[1] });
        await programme.PublishAsync(new RelationshipDisclosed(Ids.New(), kin[0], kin[1], RelationshipKind.Kinship, new(2020, 1, 1), null),
            new MentorPaused(Ids.New(), mentors[4]));
        Task Refused(object mentees, object mentors, string code) =>
            Host.Staff.RefusedAsync("/api/circles", new { programme.CohortId, mentees, mentors }, 409, code);
        await Refused(mentees.Take(11), mentors.Take(3), "circle-too-large");
        await Refused(mentees.Take(1), mentors.Take(2), "too-few-mentors");
        await Refused(mentees.Take(1), mentors.Take(5), "too-many-mentors");
        await Refused(new[] { Ids.New() }, mentors.Take(3), "mentee-not-accepted");
        await Refused(mentees.Take(1), mentors.Skip(2).Take(3), "mentor-unknown");
        await Refused(kin, mentors.Take(3), "members-in-relation");
        await Host.Staff.RefusedAsync("/api/circles", new { programme.CohortId, mentees }, 400, "malformed");
        await Host.As(Roles.Mentee).RefusedAsync("/api/circles", programme.Command(), 403, "forbidden");
        var pairs = await (await Programme.WithAStrandAsync(Host)).CohortWithAnOpenCallAsync(Host);
        await Host.Staff.RefusedAsync("/api/circles", new { cohortId = pairs, mentees = mentees.Take(1), mentors = mentors.Take(3) }, 409, "not-a-circle-cohort");
        await Host.Staff.RefusedAsync("/api/circles", new { cohortId = Ids.New() }, 409, "cohort-unknown");
        await Host.Staff.CreateAsync("/api/circles", new { programme.CohortId });
    }

    [Fact]
    public async Task Mentors_of_a_partner_that_is_not_in_the_call_sit_in_no_circle_of_the_cohort()
    {
        var programme = await CircleProgramme.WithAsync(Host, mentees: 4, mentors: 3);
        var (list, ofList, external) = (await Host.Staff.CreateAsync("/api/institutions", new { key = Programme.Key("list"), name = "LIST" }), Ids.New(), Ids.New());
        await programme.PublishAsync(new MentorEnrolled(Ids.New(), ofList, list, false, 1, [], []), new MentorEnrolled(Ids.New(), external, list, true, 1, [], []));
        Guid[] With(Guid mentor) => [.. programme.Mentors.Take(2), mentor];
        await Host.Staff.RefusedAsync("/api/circles", new { programme.CohortId, mentees = programme.Mentees.Take(3), mentors = With(ofList) }, 409, "partner-not-in-call");
        var circle = await programme.RunningAsync();
        var from = DateOnly.FromDateTime(Host.Clock.GetUtcNow().UtcDateTime);
        object By(Guid byPersonId) => new { personId = programme.Mentors[0], byPersonId, from };
        await Host.Staff.RefusedAsync($"/api/circles/{circle}/replace-mentor", By(ofList), 409, "partner-not-in-call");
        await Host.Staff.DoAsync($"/api/circles/{circle}/replace-mentor", By(external));
        var rest = await Host.Staff.CreateAsync("/api/circles", new { programme.CohortId, mentees = programme.Mentees.Skip(3), mentors = With(external) });
        (await Host.Staff.ReadAsync($"/api/circles/{rest}")).GetProperty("seats").EnumerateArray().Select(s => s.GetProperty("personId").GetGuid()).Should().Contain(external);
    }

    [Fact]
    public async Task Who_leaves_is_not_named_as_the_actor_and_a_seat_below_the_minimum_opens_a_case()
    {
        var programme = await CircleProgramme.WithAsync(Host, mentees: 3, mentors: 4);
        var circle = await programme.RunningAsync();
        var (address, leaving) = ($"/api/circles/{circle}", programme.Mentors[0]);
        var from = DateOnly.FromDateTime(Host.Clock.GetUtcNow().UtcDateTime);
        await Host.As(Roles.Mentor, programme.Mentors[1]).RefusedAsync($"{address}/vacate-seat", new { personId = leaving, from }, 403, "forbidden");
        await Host.As(Roles.Mentor, leaving).DoAsync($"{address}/vacate-seat", new { personId = leaving, from });
        (await Host.Staff.ReadAsync(address)).GetProperty("belowMinimum").GetBoolean().Should().BeTrue();
        await using (var session = Host.App.Services.GetRequiredService<IDocumentStore>().QuerySession())
        {
            var events = await session.Events.FetchStreamAsync(circle);
            events.Where(e => e.Data is SeatVacated or CircleBelowMinimum).Should().HaveCount(2).And.OnlyContain(e => e.UserName == null);
        }

        await Host.Staff.DoAsync($"{address}/replace-mentor", new { personId = leaving, byPersonId = programme.Mentors[3], from });
        (await Host.Staff.ReadAsync(address)).GetProperty("belowMinimum").GetBoolean().Should().BeFalse();
    }

    [Fact]
    public async Task A_mentee_who_left_a_circle_gets_a_seat_in_another()
    {
        var programme = await CircleProgramme.WithAsync(Host, mentees: 4, mentors: 3);
        var circle = await programme.RunningAsync(mentees: 3);
        var from = DateOnly.FromDateTime(Host.Clock.GetUtcNow().UtcDateTime);
        await Host.Staff.RefusedAsync("/api/circles", programme.Command(from: 2, mentees: 2), 409, "mentee-already-seated");
        await Host.Staff.DoAsync($"/api/circles/{circle}/vacate-seat", new { personId = programme.Mentees[2], from });
        await Host.Staff.CreateAsync("/api/circles", programme.Command(from: 2, mentees: 2));
    }

    [Fact]
    public async Task Members_see_their_circle_and_its_ground_rules_and_others_do_not()
    {
        var programme = await CircleProgramme.WithAsync(Host, mentees: 4, mentors: 3);
        var circle = await programme.RunningAsync(mentees: 3);
        var member = Host.As(Roles.Mentee, programme.Mentees[0]);
        (await member.ReadAsync($"/api/circles/{circle}")).GetProperty("groundRules").GetProperty("text").GetString().Should().Be("What is said here\nstays here.");
        (await member.ReadAsync($"/api/cohorts/{programme.CohortId}/circles")).GetProperty("items").GetArrayLength().Should().Be(1);
        var other = Host.As(Roles.Mentee, programme.Mentees[3]);
        (await other.ReadAsync($"/api/cohorts/{programme.CohortId}/circles")).GetProperty("items").GetArrayLength().Should().Be(0);
        using var refused = await other.GetAsync($"/api/circles/{circle}");
        ((int)refused.StatusCode).Should().Be(403);
        (await Host.As(Roles.Committee).ReadAsync($"/api/circles/{circle}")).GetProperty("groundRules").ValueKind.Should().Be(JsonValueKind.Null);
    }
}
