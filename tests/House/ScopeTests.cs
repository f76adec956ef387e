using Advance.Host.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace Advance.Tests.House;

/// <summary>What each address is about, for roles that are limited to a strand or cohort: a change is read before it is approved.</summary>
public class ScopeTests(HouseHost host)
{
    [Fact]
    public void What_a_limited_role_reaches_changes_on_purpose_only() => Approved.Verify("tests/House/approved/scopes.approved.txt",
        string.Join('\n', Addresses().Select(a => $"{a.Method,-7} {a.Template,-70} {ScopeOfRoutes.KindOf(a.Method, a.Template)}").Order(StringComparer.Ordinal)));

    [Fact]
    public void Nothing_that_spans_strands_is_reached_by_a_limited_role() => Addresses()
        .Where(a => new[] { "/api/log/", "/api/feed", "/api/committees", "/api/meetings", "/api/retention", "/api/sealed-reasons", "/api/conflict-searches", "/api/recusals" }
            .Any(a.Template.StartsWith) || a.Template.EndsWith("-access", StringComparison.Ordinal))
        .Should().HaveCountGreaterThan(15).And.OnlyContain(a => ScopeOfRoutes.KindOf(a.Method, a.Template) == "never");

    private IEnumerable<(string Method, string Template)> Addresses() => host.Endpoints
        .Where(e => e.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal) && e.Metadata.GetMetadata<IAllowAnonymous>() is null)
        .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(m => (m, e.RoutePattern.RawText!)));
}
