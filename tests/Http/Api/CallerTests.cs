using System.Security.Claims;
using Advance.Contracts;
using Advance.Host.Identity;
using Advance.Tests.Http.People;
using Marten;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Advance.Tests.Http.Api;

/// <summary>What a subject of the identity provider is here: what was granted to it, nothing that its token claims.</summary>
public class CallerTests(SharedHost shared)
{
    private const string Issuer = "https://idp";

    private TestHost Host => shared.Host;

    [Fact]
    public async Task A_known_subject_is_its_person_with_the_roles_granted_here_whatever_the_token_claims()
    {
        var university = await Host.Staff.CreateAsync("/api/institutions", new { key = Programme.Key("uni"), name = "University" });
        var (person, subject) = (await Somebody.RegisterAsync(Host), Programme.Key("subject"));
        await Host.Staff.DoAsync($"/api/people/{person}/grant-access", new { issuer = Issuer, subject, role = "partner", institutionId = university });
        await Host.Staff.DoAsync($"/api/people/{person}/grant-access", new { issuer = Issuer, subject, role = "mentor" });
        var user = await TransformAsync(Token(subject, (Caller.RoleClaim, Roles.Staff), (Caller.PersonClaim, Ids.New().ToString()),
            (Caller.InstitutionClaim, Ids.New().ToString()), ("email", "ada@example.org"), ("name", "Ada")));
        var caller = Caller.Of(user);
        caller.PersonId.Should().Be(person);
        caller.InstitutionId.Should().Be(university);
        caller.InRoles.Should().BeEquivalentTo([Roles.Partner, Roles.Mentor]);
        user.Identity!.Name.Should().Be(person.ToString());
        user.Claims.Select(c => c.Value).Should().NotContain([subject, "ada@example.org", "Ada"]);
    }

    [Fact]
    public async Task An_account_that_a_merge_handed_over_acts_for_every_id_of_the_person_and_for_none_that_its_token_claims()
    {
        var (kept, middle, oldest, subject) = (await Somebody.RegisterAsync(Host), await Somebody.RegisterAsync(Host), await Somebody.RegisterAsync(Host), Programme.Key("subject"));
        await Host.Staff.DoAsync($"/api/people/{oldest}/grant-access", new { issuer = Issuer, subject, role = "mentor" });
        await Host.Staff.DoAsync($"/api/people/{middle}/merge", new { mergedPersonId = oldest });
        await Host.Staff.DoAsync($"/api/people/{kept}/merge", new { mergedPersonId = middle });
        var caller = Caller.Of(await TransformAsync(Token(subject, (Caller.FormerPersonClaim, Ids.New().ToString()))));
        caller.PersonId.Should().Be(kept);
        caller.Ids.Should().Equal(kept, middle, oldest);
    }

    [Fact]
    public async Task An_unknown_subject_has_neither_role_nor_name()
    {
        var user = await TransformAsync(Token(Programme.Key("stranger"), (Caller.RoleClaim, Roles.Staff)));
        user.Identity!.Name.Should().BeNull();
        Caller.Of(user).InRoles.Should().BeEmpty();
        Caller.Of(user).PersonId.Should().BeNull();
    }

    [Fact]
    public async Task The_same_subject_of_another_issuer_is_somebody_else()
    {
        var (person, subject) = (await Somebody.RegisterAsync(Host), Programme.Key("subject"));
        await Host.Staff.DoAsync($"/api/people/{person}/grant-access", new { issuer = Issuer, subject, role = "mentor" });
        Caller.Of(await TransformAsync(Token(subject, "https://other"))).InRoles.Should().BeEmpty();
    }

    [Fact]
    public async Task A_grant_that_is_revoked_ends_within_seconds()
    {
        var (person, subject) = (await Somebody.RegisterAsync(Host), Programme.Key("subject"));
        var grant = new { issuer = Issuer, subject, role = "mentor" };
        await Host.Staff.DoAsync($"/api/people/{person}/grant-access", grant);
        Caller.Of(await TransformAsync(Token(subject))).InRoles.Should().Contain(Roles.Mentor);
        await Host.Staff.DoAsync($"/api/people/{person}/revoke-access", grant);
        await Eventually.Get(async () => Caller.Of(await TransformAsync(Token(subject))).InRoles.Count == 0, "nobody remembers for long", TimeSpan.FromSeconds(8));
    }

    [Fact]
    public async Task A_subject_named_in_the_settings_is_staff_without_a_grant()
    {
        var (person, subject, plain) = (await Somebody.RegisterAsync(Host), Programme.Key("subject"), Programme.Key("subject"));
        await Host.Staff.DoAsync($"/api/people/{person}/grant-access", new { issuer = Issuer, subject, role = "mentor" });
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Authentication:Administrators:0"] = plain,
            ["Authentication:Administrators:1"] = subject,
        }).Build();
        await using var session = Host.App.Services.GetRequiredService<IDocumentStore>().QuerySession();
        var claims = new ClaimsOfCaller(session, new MemoryCache(new MemoryCacheOptions()), settings);
        var (unknown, known) = (await claims.TransformAsync(Token(plain)), await claims.TransformAsync(Token(subject)));
        Caller.Of(unknown).InRoles.Should().Equal(Roles.Staff);
        unknown.Identity!.Name.Should().Be(ClaimsOfCaller.Administrator);
        Caller.Of(known).InRoles.Should().BeEquivalentTo([Roles.Mentor, Roles.Staff]);
        known.Identity!.Name.Should().Be(person.ToString());
        Caller.Of(await claims.TransformAsync(Token(Programme.Key("subject")))).InRoles.Should().BeEmpty();
    }

    [Fact]
    public async Task To_ask_twice_changes_nothing()
    {
        var (person, subject) = (await Somebody.RegisterAsync(Host), Programme.Key("subject"));
        await Host.Staff.DoAsync($"/api/people/{person}/grant-access", new { issuer = Issuer, subject, role = "mentor" });
        var once = await TransformAsync(Token(subject));
        (await TransformAsync(once)).Claims.Select(c => c.ToString()).Should().Equal(once.Claims.Select(c => c.ToString()));
    }

    private async Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal token)
    {
        await using var scope = Host.App.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IClaimsTransformation>().TransformAsync(token);
    }

    private static ClaimsPrincipal Token(string subject, params (string Type, string Value)[] claims) => Token(subject, Issuer, claims);

    private static ClaimsPrincipal Token(string subject, string issuer, params (string Type, string Value)[] claims) =>
        new(new ClaimsIdentity([new("iss", issuer), new("sub", subject), .. claims.Select(c => new Claim(c.Type, c.Value))], "AuthenticationTypes.Federation", "sub", Caller.RoleClaim));
}
