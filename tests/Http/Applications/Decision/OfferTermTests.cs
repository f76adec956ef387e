using Advance.Applications;
using Advance.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Wolverine;

namespace Advance.Tests.Http.Applications;

public class OfferTermTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    [Fact]
    public async Task An_offer_is_called_to_mind_once_and_stands_longer_when_it_is_extended()
    {
        var (_, cohort, a) = await Decided.CohortAsync(Host, places: 1, applicants: 1);
        await Decided.ReleaseAsync(Host, cohort, a, places: 1);
        var (first, second) = (Host.Clock.GetUtcNow().AddDays(2), Host.Clock.GetUtcNow().AddDays(9));
        await Host.Staff.RefusedAsync(Decided.Of(a[0], "extend-offer"), new { expiresAt = second }, 409, "no-open-offer");
        await Host.Staff.DoAsync(Decided.Of(a[0], "offer"), new { expiresAt = first });
        for (var i = 0; i < 2; i++) await HandleAsync(new RemindOfOffer(a[0].ApplicationId, first));
        await Host.Staff.RefusedAsync(Decided.Of(a[0], "extend-offer"), new { expiresAt = first }, 409, "expiry-not-later");
        await Host.Staff.DoAsync(Decided.Of(a[0], "extend-offer"), new { expiresAt = second });
        await HandleAsync(new ExpireOffer(a[0].ApplicationId, first));
        (await Decided.StatusAsync(Host, a[0])).Should().Be("Offered", "the first instant no longer counts");
        await HandleAsync(new RemindOfOffer(a[0].ApplicationId, first));
        await HandleAsync(new RemindOfOffer(a[0].ApplicationId, second));
        (await Clerk.HistoryAsync(Host, cohort)).OfType<OfferReminded>().Should().HaveCount(2, "once for each instant");
        await Host.As(Roles.Mentee, a[0].PersonId).DoAsync(Decided.Of(a[0], "accept-offer"), new { charterVersion = "1.0" });
    }

    private async Task HandleAsync(object message)
    {
        await using var scope = Host.App.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMessageBus>().InvokeAsync(message);
    }
}
