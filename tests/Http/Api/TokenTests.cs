using System.Security.Cryptography;
using System.Text;
using Advance.Contracts;
using Advance.Host.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Advance.Tests.Http.Api;

/// <summary>Every kind of token that must not be believed.</summary>
public class TokenTests(SharedHost shared)
{
    private const string Development = LocalTokens.DevelopmentIssuer;

    private TestHost Host => shared.Host;

    private SecurityKey Key => Host.App.Services.GetRequiredService<LocalTokens>().Keys.Single(k => k.KeyId == Development);

    private DateTime Now => Host.Clock.GetUtcNow().UtcDateTime;

    [Fact]
    public async Task The_token_that_the_others_are_bent_from_is_believed() => (await StatusAsync($"Bearer {Token()}")).Should().Be(200);

    [Fact]
    public async Task No_bad_token_is_believed_and_each_gets_a_problem()
    {
        foreach (var (kind, header) in Bad())
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/strands");
            if (header is not null) request.Headers.TryAddWithoutValidation("Authorization", header);
            using var client = Host.Anonymous();
            using var response = await client.SendAsync(request);
            ((int)response.StatusCode).Should().Be(401, kind);
            (await Answer.OfAsync(response)).Code.Should().Be("unauthenticated", kind);
        }
    }

    [Fact]
    public void What_is_no_token_is_not_taken_for_one_of_ours()
    {
        var tokens = Host.App.Services.GetRequiredService<LocalTokens>();
        IdentitySetup.IsLocal($"Bearer {Token()}", tokens).Should().BeTrue();
        Bad().Where(b => b.Kind.StartsWith("no token", StringComparison.Ordinal))
            .Should().OnlyContain(b => !IdentitySetup.IsLocal(b.Header ?? "", tokens)).And.HaveCountGreaterThan(5);
    }

    private List<(string Kind, string? Header)> Bad()
    {
        var good = Token();
        var parts = good.Split('.');
        var staff = Encode("""{"sub":"x","role":"staff","iss":"advance-development","aud":"advance","exp":4102444800}""");
        return
        [
            ("no token: no header", null), ("no token: empty", ""), ("no token: scheme alone", "Bearer"), ("no token: scheme and blank", "Bearer "),
            ("no token: words", "Bearer let me in"), ("no token: one part", $"Bearer {parts[1]}"), ("no token: dots", "Bearer .."),
            ("no token: not base64", "Bearer !!.!!.!!"), ("no token: basic", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("staff:staff"))}"),
            ("no token: without scheme", good), ("another scheme", $"Token {good}"),
            ("expired", Bearer(Token(until: Now.AddMinutes(-2)))), ("not yet valid", Bearer(Token(from: Now.AddMinutes(2)))),
            ("never expires", Bearer(Signed(new() { ["sub"] = "x", ["role"] = "staff", ["iss"] = Development, ["aud"] = LocalTokens.Audience }))),
            ("wrong audience", Bearer(Token(audience: "another"))), ("no audience", Bearer(Token(audience: null))),
            ("wrong issuer", Bearer(Token(issuer: "https://idp.example"))), ("no issuer", Bearer(Token(issuer: null))),
            ("issuer in another case", Bearer(Token(issuer: "Advance-Development"))),
            ("algorithm none", $"Bearer {Encode("""{"alg":"none","typ":"JWT"}""")}.{staff}."),
            ("algorithm NONE with a signature", $"Bearer {Encode("""{"alg":"NONE","typ":"JWT"}""")}.{staff}.{parts[2]}"),
            ("another key", Bearer(Token(key: new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(64))))),
            ("another key under our key's name", Bearer(Token(key: new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(64)) { KeyId = Development }))),
            ("our key, another algorithm", Bearer(Token(algorithm: SecurityAlgorithms.HmacSha512))),
            ("an asymmetric key", Bearer(Token(key: new RsaSecurityKey(RSA.Create(2048)) { KeyId = Development }, algorithm: SecurityAlgorithms.RsaSha256))),
            ("no signature", $"Bearer {parts[0]}.{parts[1]}."), ("truncated", $"Bearer {good[..^4]}"), ("another payload", $"Bearer {parts[0]}.{staff}.{parts[2]}"),
            ("another header", $"Bearer {Encode("""{"alg":"HS256","typ":"JWT","kid":"x"}""")}.{parts[1]}.{parts[2]}"),
            ("two tokens", $"Bearer {good} {good}"), ("two tokens with a comma", $"Bearer {good}, Bearer {good}"), ("four parts", $"Bearer {good}.x"),
        ];
    }

    private string Token(string? issuer = Development, string? audience = LocalTokens.Audience, DateTime? from = null, DateTime? until = null,
        SecurityKey? key = null, string algorithm = SecurityAlgorithms.HmacSha256) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            NotBefore = from ?? Now.AddMinutes(-30),
            Expires = until ?? Now.AddMinutes(30),
            Claims = new Dictionary<string, object> { ["sub"] = "staff", [Caller.RoleClaim] = Roles.Staff },
            SigningCredentials = new(key ?? Key, algorithm),
        });

    private string Signed(Dictionary<string, object> claims) => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }
        .CreateToken(new SecurityTokenDescriptor { Claims = claims, SigningCredentials = new(Key, SecurityAlgorithms.HmacSha256) });

    private static string Bearer(string token) => $"Bearer {token}";

    private static string Encode(string json) => Base64UrlEncoder.Encode(json);

    private async Task<int> StatusAsync(string header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/strands");
        request.Headers.TryAddWithoutValidation("Authorization", header);
        using var client = Host.Anonymous();
        using var response = await client.SendAsync(request);
        return (int)response.StatusCode;
    }
}
