using System.Text.Json;
using System.Text.Json.Nodes;
using Advance.Contracts;
using Advance.Tests.Http.People;

namespace Advance.Tests.Http.Strands;

/// <summary>
/// A committee of five with mandates from 2020: three of the owner, one of LISER, one of LIH who represents the partners; and a cohort of
/// a strand in which LISER and LIH take part. It is an executive committee unless told: a steering committee is there for all tests of a Host.
/// </summary>
internal sealed record TheCommittee(TestHost Host, Guid Id, Guid StrandId, Guid CohortId, Guid[] OfOwner, Guid OfLiser, Guid OfLih)
{
    public const string Day = "2025-11-03"; // past at any time: nothing is resolved on a day that is yet to come

    public HttpClient Staff => Host.Staff;

    public static async Task<TheCommittee> OfFiveAsync(TestHost host, string composition = "None", string kind = "Executive")
    {
        var programme = await Programme.WithAStrandAsync(host);
        var (liser, lih) = (await PartnerAsync(host, programme.StrandId), await PartnerAsync(host, programme.StrandId));
        await host.Staff.DoAsync($"/api/strands/{programme.StrandId}/adopt-policy", new { effectiveFrom = "2020-02-01", policy = Policy(composition) });
        var cohort = await programme.CohortWithAnOpenCallAsync(host);
        var committee = await host.Staff.CreateAsync("/api/committees", new { key = Programme.Key("c"), name = "Committee of five", kind });
        Guid[] owners = [await SeatAsync(programme.OwnerId), await SeatAsync(programme.OwnerId), await SeatAsync(programme.OwnerId)];
        return new(host, committee, programme.StrandId, cohort, owners, await SeatAsync(liser), await SeatAsync(lih, representsPartners: true));

        async Task<Guid> SeatAsync(Guid institutionId, bool representsPartners = false)
        {
            var personId = await Somebody.RegisterAsync(host);
            await host.Staff.DoAsync($"/api/committees/{committee}/seat-member", new { personId, institutionId, from = "2020-01-01", representsPartners });
            return personId;
        }
    }

    public static JsonObject Policy(string composition, int hardCap = 20)
    {
        var policy = JsonSerializer.SerializeToNode(Programme.Policy(hardCap))!.AsObject();
        policy["composition"] = composition;
        return policy;
    }

    public static async Task<Guid> PartnerAsync(TestHost host, Guid strandId, string from = "2020-01-01")
    {
        var institutionId = await host.Staff.CreateAsync("/api/institutions", new { key = Programme.Key("partner"), name = "Partner" });
        await host.Staff.DoAsync($"/api/strands/{strandId}/admit-partner", new { institutionId, from });
        return institutionId;
    }

    /// <summary>A meeting at which these are present.</summary>
    public async Task<Guid> MeetAsync(params Guid[] present)
    {
        var meeting = await Staff.CreateAsync($"/api/committees/{Id}/meetings", new { on = Day });
        if (present.Length > 0) await Staff.DoAsync($"/api/meetings/{meeting}/record-presence", new { present });
        return meeting;
    }

    public string ResolveAddress => $"/api/committees/{Id}/resolve";

    public object OnCohort(string number, Guid? meetingId = null, object? votes = null) =>
        new { number, on = Day, subject = "Selection", cohortId = CohortId, meetingId, votes };

    public Task RefusedAsync(string code, Guid? meetingId = null, object? votes = null) =>
        Staff.RefusedAsync(ResolveAddress, OnCohort(Programme.Key("n"), meetingId, votes), 409, code);

    public Task RecuseAsync(Guid meeting, Guid personId) => Staff.DoAsync($"/api/meetings/{meeting}/recuse", new { personId, cohortId = CohortId });
}
