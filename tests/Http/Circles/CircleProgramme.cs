using Advance.Circles;
using Advance.Contracts;
using Advance.Tests.Http.Strands;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Advance.Tests.Http.Circles;

/// <summary>
/// A cohort of a circle strand (at most ten mentees with three to four mentors) and its people, as the other modules publish them.
/// </summary>
internal sealed record CircleProgramme(TestHost Host, Guid CohortId, IReadOnlyList<Guid> Mentees, IReadOnlyList<Guid> Mentors)
{
    public static async Task<CircleProgramme> WithAsync(TestHost host, int mentees, int mentors)
    {
        var programme = await Programme.WithAStrandAsync(host, "Circle");
        var policy = new
        {
            hardCap = 10,
            targetFrom = 5,
            targetTo = 10,
            cadence = "TwiceAYear",
            durationMonths = 4,
            envisionedMeetings = 4,
            mentorsFrom = 3,
            mentorsTo = 4,
            maxMentorWishes = 0,
            lookBackYears = 3,
            externalMentorsOnly = false,
            partnerRepresentativeRequired = true,
            careerStages = new[] { "postdoc" },
            requiredDocuments = Array.Empty<string>(),
            assumed = Array.Empty<string>(),
        };
        Guid[] institutions = [programme.OwnerId, await TheCommittee.PartnerAsync(host, programme.StrandId), await TheCommittee.PartnerAsync(host, programme.StrandId)];
        await host.Staff.DoAsync($"/api/strands/{programme.StrandId}/adopt-policy", new { effectiveFrom = "2020-02-01", policy });
        var cohort = await programme.CohortWithAnOpenCallAsync(host);
        CircleProgramme circles = new(host, cohort, [.. Enumerable.Range(0, mentees).Select(_ => Ids.New())], [.. Enumerable.Range(0, mentors).Select(_ => Ids.New())]);
        await circles.PublishAsync([
            .. circles.Mentees.Select((m, i) => (object)new OfferAccepted(Ids.New(), cohort, m, institutions[i % 3], "1.0")),
            .. circles.Mentors.Select((m, i) => (object)new MentorEnrolled(Ids.New(), m, institutions[i % 3], false, 2, [], []))]);
        return circles;
    }

    /// <summary>Appends what another module would have published, each event to a stream of its own.</summary>
    public async Task PublishAsync(params IReadOnlyList<object> events)
    {
        await using var session = Host.App.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        foreach (var e in events) session.Events.StartStream<Seating>(Ids.New(), e);
        await session.SaveChangesAsync();
    }

    public object Command(int from = 0, int mentees = 3, int mentors = 3) =>
        new { CohortId, mentees = Mentees.Skip(from).Take(mentees), mentors = Mentors.Take(mentors) };

    /// <summary>A running circle of the first mentees and three mentors.</summary>
    public async Task<Guid> RunningAsync(int mentees = 3)
    {
        var circle = await Host.Staff.CreateAsync("/api/circles", Command(mentees: mentees));
        await Host.Staff.DoAsync($"/api/circles/{circle}/approve");
        await Host.Staff.DoAsync($"/api/circles/{circle}/adopt-ground-rules", new { text = "What is said here\nstays here." });
        await Host.Staff.DoAsync($"/api/circles/{circle}/start");
        return circle;
    }
}
