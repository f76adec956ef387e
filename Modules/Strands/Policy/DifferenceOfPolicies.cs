using System.Globalization;
using System.Text.Json;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Strands;

/// <summary>A version that was compared.</summary>
public record PolicyStep(int Number, DateOnly EffectiveFrom, string? ResolutionNumber);

/// <summary>A field of the policy, as it is called in JSON, and what it says in the two versions.</summary>
public record PolicyChange(string Field, string Old, string New);

/// <summary>What changed from one version of a strand's policy to another; nothing when <c>Changes</c> is empty.</summary>
public record DifferenceOfPolicies(Guid StrandId, PolicyStep From, PolicyStep To, IReadOnlyList<PolicyChange> Changes)
{
    private static readonly System.Reflection.PropertyInfo[] Fields = typeof(StrandPolicy).GetProperties();

    public static DifferenceOfPolicies Of(Guid strandId, PolicyVersion from, PolicyVersion to)
    {
        var (old, now) = (from.Policy.Stated(), to.Policy.Stated()); // a default that is now stated is no change
        var changes = Fields.Select(f => new PolicyChange(JsonNamingPolicy.CamelCase.ConvertName(f.Name), Text(f.GetValue(old)), Text(f.GetValue(now))));
        return new(strandId, Step(from), Step(to), [.. changes.Where(c => c.Old != c.New)]);
    }

    private static PolicyStep Step(PolicyVersion v) => new(v.Number, v.EffectiveFrom, v.ResolutionNumber);

    private static string Text(object? value) => value switch
    {
        IEnumerable<string> keys => string.Join(", ", keys.Order(StringComparer.Ordinal)),
        IEnumerable<DatedDeclaration> dated => string.Join(", ", dated.OrderBy(d => d.Key, StringComparer.Ordinal)
            .Select(d => $"{d.Key} {d.Month:00}-{d.Day:00} +{d.YearsAfterDeadline}")),
        bool yes => yes ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}

public static class DifferenceOfPoliciesEndpoint
{
    /// <summary>
    /// What changed between two versions of a strand's policy, by their numbers and in either direction: each field with what it said
    /// and what it says.
    /// </summary>
    [WolverineGet("/api/strands/{strandId}/policies/difference"), Authorize(Policies.Anyone)]
    public static async Task<DifferenceOfPolicies> Get(Guid strandId, [FromQuery] int? from, [FromQuery] int? to, IQuerySession session,
        CancellationToken cancel)
    {
        Shape.Of((from is null or < 1, "from", "The number of a version, from 1."), (to is null or < 1, "to", "The number of a version, from 1."));
        var strand = Missing.Unless(await session.LoadAsync<Strand>(strandId, cancel), "strand");
        return DifferenceOfPolicies.Of(strandId, Version(from), Version(to));

        PolicyVersion Version(int? number) => Missing.Unless(strand.Policies.FirstOrDefault(p => p.Number == number), "version of the policy");
    }
}
