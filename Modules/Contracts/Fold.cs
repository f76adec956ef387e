namespace Advance.Contracts;

/// <summary>
/// State as a fold over domain events. The one method serves the store's snapshots and the specs alike; it knows no clock,
/// never mutates, and leaves an event that it does not know aside.
/// </summary>
public interface IFold<out T> where T : IFold<T>
{
    T Evolve(object e);
}

/// <summary>
/// An event whose actor is not recorded: who ended a mentorship, or refused a proposal, is nobody's business (rules M8 and R3).
/// The Host leaves user, causation and correlation of such an event empty when it is appended.
/// </summary>
public interface IWithoutActor;

/// <summary>A view of one stream: its version becomes the ETag of the answer.</summary>
public interface IVersioned
{
    int Version { get; }
}

/// <summary>A command that replaces what its caller has read: it insists on <c>If-Match</c> (428 without, 412 when stale).</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresIfMatchAttribute : Attribute;

/// <summary>
/// A command on a thing whose version tells what is not released yet: only staff get its ETag, and only staff can use <c>If-Match</c>
/// (412 for everybody else, whatever it says), so that nobody finds the version out by guessing.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class HidesVersionAttribute : Attribute;
