using Microsoft.Extensions.DependencyInjection;
using Wolverine;

namespace Advance.Tests.Http.Matching;

/// <summary>A mentorship that runs, and scheduled messages that come when a test says so.</summary>
internal static class Care
{
    /// <summary>A scheduled message, delivered now.</summary>
    public static async Task WakeAsync(TestHost host, object message)
    {
        await using var scope = host.App.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMessageBus>().InvokeAsync(message);
    }

    public static async Task<(Cast Cast, Guid Ada, Guid Grace, Guid Mentorship)> RunningAsync(TestHost host, Func<Guid, Task>? beforeAccepting = null)
    {
        var cast = await Cast.WithACohortAsync(host);
        var topic = Programme.Key("topic");
        var (_, grace) = await cast.MentorAsync(topics: [topic]);
        var ada = await cast.MenteeAsync([topic], [grace]);
        var id = (await cast.MatchAsync()).Single();
        if (beforeAccepting is not null) await beforeAccepting(id);
        await cast.FormAsync(ada, grace, id);
        return (cast, ada, grace, id);
    }
}
