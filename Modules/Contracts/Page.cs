namespace Advance.Contracts;

/// <summary>One page of a list, in a stable order. <c>Next</c> is the value for <c>?after=</c>; null at the end.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Limits of a page: 1 to 200, 50 unless told.</summary>
public static class Paging
{
    public const int Most = 200;

    public static int Limit(int? asked)
    {
        Shape.Of((asked is < 1 or > Most, "limit", $"A page has 1 to {Most} items."));
        return asked ?? 50;
    }

    /// <summary>The cursor as an id; the page begins behind it.</summary>
    public static Guid After(string? cursor)
    {
        var id = Guid.Empty;
        Shape.Of((cursor is not null && !Guid.TryParse(cursor, out id), "after", "This is not a cursor of this list."));
        return id;
    }

    /// <summary>Makes a page of one item more than the limit: whether there was one more tells whether there is a next page.</summary>
    public static Page<T> Of<T>(IReadOnlyList<T> oneMore, int limit, Func<T, object> cursor) =>
        oneMore.Count <= limit ? new(oneMore, null) : new([.. oneMore.Take(limit)], cursor(oneMore[limit - 1]).ToString());
}
