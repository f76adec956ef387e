namespace Advance.Verifier;

/// <summary>The input is not what it claims to be: exit 1. Says which part, and what is wrong with it.</summary>
public sealed class Refusal(string part, string what) : Exception($"{part}: {what}")
{
    public string Part { get; } = part;
}

/// <summary>The input cannot be read at all, or the command is not understood: exit 2.</summary>
public sealed class Unusable(string what) : Exception(what);
