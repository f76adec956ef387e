using Advance.Contracts;
using Advance.Matching.Mentors;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Advance.Tests.Http.Matching;

/// <summary>
/// People of a cohort. What Applications and People would publish is appended as their events: these tests are about what Matching
/// makes of it.
/// </summary>
internal sealed class Cast(TestHost host, Programme programme, Guid cohort)
{
    public Guid Cohort => cohort;
    public Guid Institution => programme.OwnerId;
    public Guid Strand => programme.StrandId;

    public static async Task<Cast> WithACohortAsync(TestHost host, string format = "OneOnOne")
    {
        var programme = await Programme.WithAStrandAsync(host, format);
        return new(host, programme, await programme.CohortWithAnOpenCallAsync(host));
    }

    /// <summary>The same programme, another cohort.</summary>
    public async Task<Cast> AnotherCohortAsync() => new(host, programme, await programme.CohortWithAnOpenCallAsync(host));

    public async Task<Guid> PersonAsync(string? unit = null)
    {
        var person = Ids.New();
        List<object> events = [new PersonRegistered(person)];
        if (unit is not null) events.Add(new AffiliationRecorded(person, programme.OwnerId, unit, "postdoc", new(2020, 1, 1)));
        await AppendAsync(person, [.. events]);
        return person;
    }

    /// <summary>Somebody with a name and an address, as the office registers people.</summary>
    public Task<Guid> NamedAsync(string givenName) => host.Staff.CreateAsync("/api/people",
        new { givenName, familyName = "Lovelace", email = $"{givenName.ToLowerInvariant()}.{Programme.Key("x")}@example.org" });

    /// <summary>A pair that both said yes to.</summary>
    public async Task FormAsync(Guid mentee, Guid mentor, Guid mentorship)
    {
        await AsMentee(mentee).DoAsync($"/api/mentorships/{mentorship}/accept");
        await AsMentor(mentor).DoAsync($"/api/mentorships/{mentorship}/accept");
    }

    /// <summary>So many mentees and mentors, made in one go.</summary>
    public async Task CrowdAsync(int mentees, int mentors)
    {
        await using var session = host.App.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        for (var i = 0; i < mentees; i++)
        {
            var (application, person) = (Ids.New(), Ids.New());
            session.Events.StartStream<Mentor>(application, new OfferAccepted(application, cohort, person, programme.OwnerId, "1.0"));
        }

        for (var j = 0; j < mentors; j++)
        {
            var person = Ids.New();
            session.Events.StartStream<Mentor>(Mentor.IdOf(person), new MentorEnrolled(Mentor.IdOf(person), person, null, true, 1, [], []));
        }

        await session.SaveChangesAsync();
    }

    /// <summary>Somebody who applied with these topics and wishes, and accepted the offer.</summary>
    public async Task<Guid> MenteeAsync(string[]? topics = null, Guid[]? wishes = null, Guid? person = null, string? unit = null)
    {
        var (mentee, application) = (person ?? await PersonAsync(unit), Ids.New());
        await AppendAsync(application, new ApplicationSubmitted(application, cohort, mentee, programme.OwnerId, "postdoc", wishes ?? [], topics ?? []),
            new OfferAccepted(application, cohort, mentee, programme.OwnerId, "1.0"));
        return mentee;
    }

    public Task WithdrawAsync(Guid mentee)
    {
        var stream = Ids.New();
        return AppendAsync(stream, new ApplicationWithdrawn(stream, cohort, mentee));
    }

    public async Task<(Guid Id, Guid Person)> MentorAsync(int capacity = 1, string[]? topics = null, string? unit = null, bool isExternal = false,
        Guid? known = null)
    {
        var person = known ?? await PersonAsync(unit);
        return (await host.Staff.CreateAsync("/api/mentors", new { personId = person, capacity, isExternal, topics, languages = new[] { "en" } }), person);
    }

    public async Task<Guid> RelateAsync(Guid one, Guid other, RelationshipKind kind)
    {
        var id = Ids.New();
        await AppendAsync(id, new RelationshipDisclosed(id, one, other, kind, new(2024, 1, 1), null));
        return id;
    }

    /// <summary>Something more becomes known of a thing that there is.</summary>
    public async Task LearnAsync(Guid stream, object e)
    {
        await using var session = host.App.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        session.Events.Append(stream, e);
        await session.SaveChangesAsync();
    }

    /// <summary>A person works in another unit from now on.</summary>
    public async Task<Guid> MoveAsync(Guid person, string unit)
    {
        var id = Ids.New();
        await LearnAsync(person, new AffiliationRecorded(person, programme.OwnerId, unit, "postdoc", new(2026, 1, 1), AffiliationId: id));
        return id;
    }

    public Task ResolveAsync(Guid committee, string number) =>
        AppendAsync(committee, new ResolutionPassed(committee, number, new(2027, 1, 1), "Mentorships go on", cohort, null));

    public Task<Guid> RoundAsync() => host.Staff.CreateAsync("/api/matching-rounds", new { cohortId = cohort });

    /// <summary>A round whose plan is approved as read, not published.</summary>
    public async Task<Guid> ApprovedRoundAsync()
    {
        var round = await RoundAsync();
        await host.Staff.DoAsync($"/api/matching-rounds/{round}/compute");
        await ApproveAsync(round);
        return round;
    }

    /// <summary>A round computed, approved as read, and published; the mentorships proposed by it.</summary>
    public async Task<IReadOnlyList<Guid>> MatchAsync()
    {
        var round = await ApprovedRoundAsync();
        await host.Staff.DoAsync($"/api/matching-rounds/{round}/publish");
        var page = await host.Staff.ReadAsync($"/api/cohorts/{cohort}/mentorships?limit=200");
        return [.. page.GetProperty("items").EnumerateArray().Select(m => m.GetProperty("id").GetGuid())];
    }

    public async Task ApproveAsync(Guid round)
    {
        var hash = (await host.Staff.ReadAsync($"/api/matching-rounds/{round}/proposal")).GetProperty("proposalHash").GetString();
        await host.Staff.DoAsync($"/api/matching-rounds/{round}/approve", new { proposalHash = hash });
    }

    public HttpClient AsMentee(Guid person) => host.As(Roles.Mentee, person);

    public HttpClient AsMentor(Guid person) => host.As(Roles.Mentor, person);

    private async Task AppendAsync(Guid stream, params object[] events)
    {
        await using var session = host.App.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        session.Events.StartStream<Mentor>(stream, events);
        await session.SaveChangesAsync();
    }
}
