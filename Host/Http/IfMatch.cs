using Advance.Contracts;
using Marten;

namespace Advance.Host.Http;

/// <summary>
/// <c>If-Match</c> on a command: 412 when the thing has another version by now. Every command honours it; those that replace what
/// the caller has read (marked <see cref="RequiresIfMatchAttribute"/>) insist on it with 428. The version is looked at before the
/// command runs and once more when it commits (<see cref="EventMetadata"/>), so that there is no window between.
/// </summary>
public sealed class IfMatch(RequestDelegate next)
{
    private const string Item = "advance.if-match";

    public async Task InvokeAsync(HttpContext context, IQuerySession session)
    {
        if (context.Request.Method != HttpMethods.Post || context.GetEndpoint() is not { } endpoint || StreamOf(context) is not { } streamId)
        {
            await next(context);
            return;
        }

        if (context.Request.Headers.IfMatch.FirstOrDefault() is { } expected && expected != "*")
        {
            if (!long.TryParse(expected.Trim('"'), out var version) || IsHidden(context)) throw new StalePrecondition();
            var state = await session.Events.FetchStreamStateAsync(streamId, context.RequestAborted);
            if (state is not null && state.Version != version) throw new StalePrecondition();
            context.Items[Item] = (streamId, version);
        }
        else if (endpoint.Metadata.GetMetadata<RequiresIfMatchAttribute>() is not null) throw new MissingPrecondition();

        await next(context);
    }

    /// <summary>The stream and version that the caller insists on, if any.</summary>
    public static (Guid StreamId, long Version)? Of(HttpContext? context) => context?.Items[Item] as (Guid, long)?;

    /// <summary>Whether the version of what is commanded is not for this caller.</summary>
    public static bool IsHidden(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<HidesVersionAttribute>() is not null && !Caller.Of(context.User).IsStaff;

    /// <summary>The thing that the address names first: each address of a command holds one id before its verb.</summary>
    public static Guid? StreamOf(HttpContext context) => context.Request.RouteValues.Values
        .Select(v => Guid.TryParse(v as string, out var id) ? id : (Guid?)null).FirstOrDefault(id => id is not null);
}

/// <summary>The caller's If-Match names another version than the one there is: 412.</summary>
public sealed class StalePrecondition() : Exception("Stale.");

/// <summary>The command replaces what the caller has read and has no If-Match: 428.</summary>
public sealed class MissingPrecondition() : Exception("If-Match is missing.");
