using System.Text.RegularExpressions;
using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace Advance.Tests.House;

/// <summary>The routes and who may call them: a change is read before it is approved.</summary>
public partial class RouteTests(HouseHost host)
{
    [Fact]
    public void Every_endpoint_has_an_explicit_policy() => Endpoints.Where(e => Policy(e) is null).Select(e => e.RoutePattern.RawText).Should().BeEmpty();

    [Fact]
    public void Routes_and_policies_change_on_purpose_only() => Approved.Verify("tests/House/approved/routes.approved.txt",
        string.Join('\n', Endpoints.Select(e => $"{Methods(e),-7} {e.RoutePattern.RawText,-70} {Policy(e)}").Order(StringComparer.Ordinal)));

    [Fact]
    public void A_command_ends_in_its_verb() => Endpoints.Where(e => Methods(e) == "POST" && e.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
        .Where(e => e.RoutePattern.RawText!.EndsWith('}')).Should().BeEmpty();

    [Fact]
    public void An_applicants_command_hides_the_version_that_would_tell_of_a_prepared_decision() => Endpoints
        .Where(e => Methods(e) == "POST" && e.RoutePattern.RawText!.StartsWith("/api/applications/{", StringComparison.Ordinal)
            && Policy(e) is Policies.Participant or Policies.Anyone).ToList()
        .Where(e => e.Metadata.GetMetadata<HidesVersionAttribute>() is null).Select(e => e.RoutePattern.RawText).Should().BeEmpty();

    [Fact]
    public void Every_refusal_code_has_a_spec()
    {
        var specs = string.Join('\n', Source.Files("tests/Specs").Select(f => f.Text));
        var codes = Source.Files("Modules").SelectMany(f => Code().Matches(f.Text).Select(m => m.Groups[1].Value)).Distinct().ToList();
        codes.Should().HaveCountGreaterThan(10);
        codes.Where(c => !specs.Contains($"\"{c}\"", StringComparison.Ordinal)).Should().BeEmpty("each rule that says no is specified");
    }

    [Fact]
    public void Every_refusal_code_stands_in_the_description_of_its_endpoint()
    {
        // A rule that several commands share stands in one place; then its code stands in the docs of those commands.
        foreach (var module in Source.Modules)
        {
            var text = string.Join('\n', Source.Files(Path.Combine("Modules", module)).Select(f => f.Text));
            Code().Matches(text).Select(m => m.Groups[1].Value).Distinct().Where(c => !text.Contains($"<c>{c}</c>", StringComparison.Ordinal))
                .Should().BeEmpty($"{module} documents each of its refusals");
        }
    }

    private IEnumerable<RouteEndpoint> Endpoints => host.Endpoints;

    private static string Methods(RouteEndpoint e) => string.Join(',', e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"]);

    private static string? Policy(RouteEndpoint e) => e.Metadata.GetMetadata<IAllowAnonymous>() is not null ? "(everybody)"
        : e.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(a => a.Policy).FirstOrDefault(p => p is not null);

    [GeneratedRegex(@"Refused(?:\.When\([^""]*|\()""([a-z0-9-]+)""", RegexOptions.Singleline)]
    private static partial Regex Code();
}
