using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Security.Cryptography;
using Advance.Contracts;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace Advance.People;

/// <summary>
/// That an event of the log names an id which may be a person's: only where it stands, never what it says. <c>ActiveAt</c> is when it was
/// recorded, but null for readings and for what retention destroyed: these are no activity.
/// </summary>
public record EventOfPerson(Guid Id, Guid PersonId, long Position, DateTimeOffset? ActiveAt);

/// <summary>
/// Keeps <see cref="EventOfPerson"/> for each published event and each of People's own, so that a page of a person's history costs the
/// same however long the log is. Every id in an event is kept that is not known to be a thing's: an event of tomorrow that names a
/// person in a new way is found too.
/// </summary>
public sealed partial class EventsOfPeople : EventProjection
{
    /// <summary>Members that name things, never people.</summary>
    public static readonly IReadOnlySet<string> Things = new HashSet<string>(StringComparer.Ordinal)
    {
        "ApplicationId", "CohortId", "StrandId", "OriginalId", "InstitutionId", "Institutions", "CommitteeId", "CharterId", "CircleId", "SessionId", "GatheringId",
        "SeriesId", "MatchingRoundId", "MentorshipId", "MentorId", "ConflictId", "RelationshipId", "AffiliationId", "ReadingId", "ReportId",
        "Supersedes", "MeetingId", "OpinionId", "TextId", "SearchId", "CaseId", "CauseId", "QuestionnaireId", "FileId", "LetterId",
        "AnswersId", "RequestId", "ApplicationIds", "WithPriority", "Order", "ReasonTextId", "AssessmentTextId",
    };

    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();

    public EventsOfPeople()
    {
        Name = "EventsOfPeople";
        foreach (var type in Types) IncludeType(type);
        RegisterPublishedType(typeof(EventOfPerson));
        Options.DeleteViewTypeOnTeardown<EventOfPerson>();
    }

    private static readonly IReadOnlyList<Type> Records =
        [.. typeof(PersonRegistered).Assembly.GetExportedTypes().Where(t => t.GetMethod("<Clone>$") is not null && !t.IsGenericType)];

    /// <summary>The kinds of events that may name a person, in a stable order: Contracts' and this module's own.</summary>
    public static IReadOnlyList<Type> Types { get; } =
    [
        .. Records.Where(t => !IsNoEvent(t) && IdsIn(t).Any())
            .Concat([typeof(AccessGranted), typeof(AccessRevoked), typeof(ConsentGiven), typeof(ConsentWithdrawn)])
            .OrderBy(t => t.FullName, StringComparer.Ordinal),
    ];

    public override ValueTask ApplyAsync(IDocumentOperations operations, IEvent e, CancellationToken cancellation)
    {
        DateTimeOffset? active = e.Data is PersonRead or RetentionApplied ? null : e.Timestamp.ToUniversalTime();
        foreach (var id in PeopleIn(e.Data).Distinct()) operations.Store(new EventOfPerson(IdOf(e.Id, id), id, e.Sequence, active));
        return ValueTask.CompletedTask;
    }

    /// <summary>The ids in an event that are not known to be a thing's.</summary>
    public static IEnumerable<Guid> PeopleIn(object part)
    {
        foreach (var property in Properties.GetOrAdd(part.GetType(), t => [.. IdsIn(t)]))
        {
            var value = property.GetValue(part);
            if (value is Guid id) yield return id;
            else if (value is IEnumerable many)
                foreach (var item in many) foreach (var found in item is Guid one ? [one] : PeopleIn(item)) yield return found;
        }
    }

    // Ids, lists of ids, and lists of parts that hold ids.
    private static IEnumerable<PropertyInfo> IdsIn(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(p => !Things.Contains(p.Name) && p.GetIndexParameters().Length == 0 && (IsId(p.PropertyType) || ItemOf(p.PropertyType) is { } item
            && (IsId(item) || (item.Assembly == typeof(PersonRegistered).Assembly && !item.IsEnum && IdsIn(item).Any()))));

    // Answers, callers, and what is only a part of an event.
    private static bool IsNoEvent(Type type) => type == typeof(Created) || type == typeof(Done) || type == typeof(Caller)
        || Records.Any(other => other.GetProperties().Any(p => p.PropertyType == type || ItemOf(p.PropertyType) == type));

    private static bool IsId(Type type) => (Nullable.GetUnderlyingType(type) ?? type) == typeof(Guid);

    private static Type? ItemOf(Type type) => type.IsGenericType && type != typeof(string) && type.GetGenericArguments() is [var item]
        && typeof(IEnumerable).IsAssignableFrom(type) ? item : null;

    private static Guid IdOf(Guid eventId, Guid personId)
    {
        Span<byte> both = stackalloc byte[32];
        eventId.TryWriteBytes(both[..16]);
        personId.TryWriteBytes(both[16..]);
        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(both, digest);
        return new(digest[..16]);
    }
}
