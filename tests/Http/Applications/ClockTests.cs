using Advance.Applications;
using Advance.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Wolverine;

namespace Advance.Tests.Http.Applications;

/// <summary>What the clock decides, on a Host whose clock is moved.</summary>
public class ClockTests(SharedHost shared)
{
    [Fact]
    public async Task Nothing_is_submitted_after_the_deadline_unless_it_was_extended()
    {
        await using var host = await shared.OwnAsync();
        var programme = await Programme.WithAStrandAsync(host);
        var cohort = await programme.CohortWithAnOpenCallAsync(host);
        var ada = await programme.AnApplicationAsync(host, cohort);
        await host.Staff.DoAsync($"/api/applications/{ada.ApplicationId}/return", new { kinds = new[] { "cv" } });
        host.Clock.Advance(TimeSpan.FromDays(31));

        var person = await programme.APersonAsync(host);
        using var late = host.As(Roles.Mentee, person);
        await late.RefusedAsync("/api/applications", new { cohortId = cohort, personId = person }, 409, "deadline-passed");
        using var own = host.As(Roles.Mentee, ada.PersonId);
        var attach = $"/api/applications/{ada.ApplicationId}/attach";
        await own.RefusedAsync(attach, new { kind = "photo", textId = Ids.New() }, 409, "document-not-asked-for");
        await own.DoAsync(attach, new { kind = "cv", textId = Ids.New() });
        await own.RefusedAsync(attach, new { kind = "cv", textId = Ids.New() }, 409, "deadline-passed");
        using var staff = host.As(Roles.Staff);
        await staff.DoAsync($"/api/cohorts/{cohort}/extend-call", new { deadline = host.Clock.GetUtcNow().AddDays(1) });
        await late.CreateAsync("/api/applications", new { cohortId = cohort, personId = person });
    }

    [Fact]
    public async Task An_offer_lapses_when_its_instant_has_come_and_the_place_goes_on()
    {
        await using var host = await shared.OwnAsync();
        var (programme, cohort, ada, grace) = await OneOfTwoSelectedAsync(host);
        var expiresAt = host.Clock.GetUtcNow().AddDays(14);
        await host.Staff.DoAsync($"/api/applications/{ada.ApplicationId}/offer", new { expiresAt });
        ExpireOffer message = new(ada.ApplicationId, expiresAt);
        await HandleAsync(host, message);
        (await StatusAsync(host, ada)).Should().Be("Offered", "a message that comes early changes nothing");

        host.Clock.Advance(TimeSpan.FromDays(15));
        using var own = host.As(Roles.Mentee, ada.PersonId);
        await own.RefusedAsync($"/api/applications/{ada.ApplicationId}/accept-offer", new { charterVersion = "1.0" }, 409, "offer-expired");
        await HandleAsync(host, message);
        await HandleAsync(host, message);
        (await StatusAsync(host, ada)).Should().Be("OfferExpired");
        (await StatusAsync(host, grace)).Should().Be("Selected");

        await host.Staff.DoAsync($"/api/applications/{grace.ApplicationId}/offer", new { expiresAt = host.Clock.GetUtcNow().AddDays(7) });
        host.Clock.Advance(TimeSpan.FromDays(8));
        await host.Staff.DoAsync($"/api/applications/{grace.ApplicationId}/expire-offer");
        (await host.Staff.ReadAsync($"/api/cohorts/{cohort}/places")).GetProperty("free").GetInt32().Should().Be(1);
        programme.OwnerId.Should().NotBeEmpty();
    }

    [Fact]
    public async Task An_offer_lapses_by_itself()
    {
        var host = shared.Host;
        var (_, _, ada, grace) = await OneOfTwoSelectedAsync(host);
        await host.Staff.DoAsync($"/api/applications/{ada.ApplicationId}/offer", new { expiresAt = host.Clock.GetUtcNow().AddSeconds(1) });
        await Eventually.Get(async () => await StatusAsync(host, grace) == "Selected", "the offer lapsed and the place went on");
        (await StatusAsync(host, ada)).Should().Be("OfferExpired");
    }

    private static async Task<(Programme, Guid, Applied, Applied)> OneOfTwoSelectedAsync(TestHost host)
    {
        var programme = await Programme.WithAStrandAsync(host);
        var cohort = await programme.CohortWithAnOpenCallAsync(host, places: 1);
        var (ada, grace) = (await programme.AnEligibleApplicationAsync(host, cohort), await programme.AnEligibleApplicationAsync(host, cohort));
        await host.Staff.DoAsync($"/api/applications/{ada.ApplicationId}/select");
        await host.Staff.DoAsync($"/api/applications/{grace.ApplicationId}/waitlist");
        await host.Staff.DoAsync($"/api/cohorts/{cohort}/close-call");
        await host.Staff.DoAsync($"/api/cohorts/{cohort}/release-decisions");
        return (programme, cohort, ada, grace);
    }

    private static async Task HandleAsync(TestHost host, ExpireOffer message)
    {
        await using var scope = host.App.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMessageBus>().InvokeAsync(message);
    }

    private static async Task<string?> StatusAsync(TestHost host, Applied applied) =>
        (await host.Staff.ReadAsync($"/api/applications/{applied.ApplicationId}")).GetProperty("status").GetString();
}
