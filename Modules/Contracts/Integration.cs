namespace Advance.Contracts;

/// <summary>The form in which every domain event leaves the system.</summary>
public static class CloudEventNames
{
    /// <summary>What stands before a stored name to make the type of a CloudEvent.</summary>
    public const string Prefix = "lu.uni.advance.";
}
