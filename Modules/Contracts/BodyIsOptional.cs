namespace Advance.Contracts;

/// <summary>A command that may come without a body: none means the same as <c>{}</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BodyIsOptionalAttribute : Attribute;
