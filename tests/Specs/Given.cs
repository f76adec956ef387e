using Advance.Contracts;

namespace Advance.Tests.Specs;

/// <summary>The beginning of a spec: what has happened. <c>When</c> and <c>then</c> are a call of Decide and an assertion.</summary>
public static class Given
{
    /// <summary>The state that these events make.</summary>
    public static T The<T>(params IReadOnlyList<object> events) where T : IFold<T>, new() =>
        events.Aggregate(new T(), (state, e) => state.Evolve(e));

}

/// <summary>The end of a spec where a rule says no.</summary>
public static class Then
{
    /// <summary>The decision is refused with this code.</summary>
    public static void Refused(string code, Action decision) => decision.Should().Throw<Refused>().Which.Code.Should().Be(code);
}
