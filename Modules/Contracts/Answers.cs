using System.Text.Json.Serialization;

namespace Advance.Contracts;

/// <summary>The answer to a command that made a thing: 201, its id, and as Location the address of the request with the id behind it.</summary>
public sealed record Created(Guid Id)
{
    /// <summary>The list that the thing is found in, where that is not the address of the request.</summary>
    [JsonIgnore]
    public string? In { get; init; }
}

/// <summary>The answer to a command on a thing: 200 and the thing's id; its new version is the ETag.</summary>
public sealed record Done(Guid Id);
