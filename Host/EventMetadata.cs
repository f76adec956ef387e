using Advance.Contracts;
using Advance.Host.Http;
using Marten;
using Marten.Services;

namespace Advance.Host;

/// <summary>
/// What the log knows of an event beside its data: who (an opaque person id) in which role. An event whose actor is nobody's
/// business (<see cref="IWithoutActor"/>) is recorded without.
/// </summary>
public sealed class EventMetadata(IHttpContextAccessor http) : DocumentSessionListenerBase
{
    public const string RoleHeader = "role";

    public override Task BeforeSaveChangesAsync(IDocumentSession session, CancellationToken token)
    {
        if (IfMatch.Of(http.HttpContext) is var (streamId, version) && session.PendingChanges.Streams()
                .Any(s => s.Id == streamId && s.ExpectedVersionOnServer is { } expected && expected != version)) throw new StalePrecondition();
        var user = http.HttpContext?.User;
        var role = user is null ? null : string.Join('+', user.FindAll(Caller.RoleClaim).Select(c => c.Value).Order(StringComparer.Ordinal));
        foreach (var e in session.PendingChanges.Streams().SelectMany(s => s.Events))
        {
            if (e.Data is IWithoutActor)
            {
                (e.UserName, e.CausationId, e.CorrelationId) = (null, null, null);
            }
            else
            {
                e.UserName = user?.Identity?.Name ?? e.UserName ?? "system";
                e.SetHeader(RoleHeader, string.IsNullOrEmpty(role) ? "system" : role);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>The new version of the thing that the request named is the answer's ETag, unless it is not for the caller.</summary>
    public override Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token)
    {
        if (http.HttpContext is { Response.HasStarted: false } context && !IfMatch.IsHidden(context) && IfMatch.StreamOf(context) is { } streamId
            && commit.GetStreams().FirstOrDefault(s => s.Id == streamId) is { Version: > 0 } stream)
        {
            context.Response.Headers.ETag = $"\"{stream.Version}\"";
        }

        return Task.CompletedTask;
    }
}
