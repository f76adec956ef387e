using Advance.Contracts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Advance.Host.Identity;

/// <summary>Who may call: bearer tokens of the university's identity provider (OIDC) or of this installation; and what each policy means.</summary>
public static class IdentitySetup
{
    private const string Bearer = "bearer";
    private const string Local = "local";
    private const string Oidc = "oidc";

    private static readonly Dictionary<string, string[]> RolesOfPolicy = new()
    {
        [Policies.Staff] = [Roles.Staff],
        [Policies.Committee] = [Roles.Staff, Roles.Committee],
        [Policies.Reviewer] = [Roles.Staff, Roles.Committee, Roles.Reviewer],
        [Policies.Programme] = [Roles.Staff, Roles.Committee, Roles.Reviewer, Roles.Partner],
        [Policies.Participant] = [Roles.Staff, Roles.Mentee, Roles.Mentor],
        [Policies.Integrator] = [Roles.Staff, Roles.Integrator, Roles.Auditor],
        [Policies.Auditor] = [Roles.Staff, Roles.Auditor, Roles.Committee],
        [Policies.WholeLog] = [Roles.Staff, Roles.Auditor],
        [Policies.Anyone] = [.. Roles.All],
    };

    public static void AddIdentity(this WebApplicationBuilder builder, LocalTokens tokens)
    {
        var authority = builder.Configuration["Authentication:Authority"];
        var authentication = builder.Services.AddAuthentication(Bearer)
            .AddPolicyScheme(Bearer, null, options => options.ForwardDefaultSelector = context =>
                authority is null || IsLocal(context.Request.Headers.Authorization.ToString(), tokens) ? Local : Oidc)
            .AddJwtBearer(Local, options =>
            {
                options.MapInboundClaims = false;
                options.TokenValidationParameters = Parameters(LocalTokens.Audience);
                options.TokenValidationParameters.ValidIssuers = tokens.Issuers;
                options.TokenValidationParameters.IssuerSigningKeys = tokens.Keys;
                options.TokenValidationParameters.ValidAlgorithms = [SecurityAlgorithms.HmacSha256];
            });
        if (authority is not null)
        {
            authentication.AddJwtBearer(Oidc, options =>
            {
                options.Authority = authority;
                options.MapInboundClaims = false;
                options.TokenValidationParameters = Parameters(builder.Configuration["Authentication:Audience"] ?? LocalTokens.Audience);
            });
        }

        foreach (var scheme in new[] { Local, Oidc })
            builder.Services.AddOptions<JwtBearerOptions>(scheme)
                .PostConfigure<TimeProvider>((options, clock) => Follow(clock, options.TokenValidationParameters));
        builder.Services.AddSingleton(tokens);
        builder.Services.AddMemoryCache();
        builder.Services.AddTransient<IClaimsTransformation, ClaimsOfCaller>();
        builder.Services.AddAuthorization(options =>
        {
            foreach (var (policy, roles) in RolesOfPolicy) options.AddPolicy(policy, p => p.RequireAuthenticatedUser().RequireRole(roles));
        });
    }

    private static TokenValidationParameters Parameters(string audience) => new()
    {
        NameClaimType = "sub",
        RoleClaimType = Caller.RoleClaim,
        ClockSkew = TimeSpan.FromMinutes(1),
        ValidAudience = audience,
        ValidateIssuer = true,
        ValidateAudience = true,
        ValidateLifetime = true,
        RequireExpirationTime = true,
        RequireSignedTokens = true,
    };

    /// <summary>Lifetimes are judged by the one clock of the system, as every deadline is.</summary>
    private static void Follow(TimeProvider clock, TokenValidationParameters parameters) =>
        parameters.LifetimeValidator = (from, until, _, p) => until is not null
            && until.Value.ToUniversalTime() + p.ClockSkew >= clock.GetUtcNow().UtcDateTime
            && (from is null || from.Value.ToUniversalTime() - p.ClockSkew <= clock.GetUtcNow().UtcDateTime);

    /// <summary>Whether a token says that this installation issued it; which scheme judges it, no more. What is no token is nobody's.</summary>
    public static bool IsLocal(string authorization, LocalTokens tokens)
    {
        if (!authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return false;
        try
        {
            return tokens.Issuers.Contains(new JsonWebTokenHandler().ReadJsonWebToken(authorization[7..].Trim()).Issuer);
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException)
        {
            return false;
        }
    }
}
