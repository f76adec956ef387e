using Advance.Contracts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace Advance.Host.Identity;

/// <summary>Who may call: bearer tokens of the university's identity provider, or development tokens; and what each policy means.</summary>
public static class IdentitySetup
{
    private static readonly Dictionary<string, string[]> RolesOfPolicy = new()
    {
        [Policies.Staff] = [Roles.Staff],
        [Policies.Committee] = [Roles.Staff, Roles.Committee],
        [Policies.Reviewer] = [Roles.Staff, Roles.Committee, Roles.Reviewer],
        [Policies.Programme] = [Roles.Staff, Roles.Committee, Roles.Reviewer, Roles.Partner],
        [Policies.Participant] = [Roles.Staff, Roles.Mentee, Roles.Mentor],
        [Policies.Integrator] = [Roles.Staff, Roles.Integrator, Roles.Auditor],
        [Policies.Auditor] = [Roles.Staff, Roles.Auditor, Roles.Committee],
        [Policies.Anyone] = [.. Roles.All],
    };

    public static void AddIdentity(this WebApplicationBuilder builder, Installation installation)
    {
        var authority = builder.Configuration["Authentication:Authority"];
        var development = builder.Environment.IsDevelopment() && authority is null;
        var bearer = builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.MapInboundClaims = false;
            options.TokenValidationParameters = new()
            {
                NameClaimType = "sub", RoleClaimType = Caller.RoleClaim, ClockSkew = TimeSpan.FromMinutes(1),
                ValidateIssuer = true, ValidateAudience = true, ValidateLifetime = true, RequireExpirationTime = true, RequireSignedTokens = true,
                ValidAudience = builder.Configuration["Authentication:Audience"] ?? DevelopmentTokens.Audience,
            };
            options.Authority = authority;
        });
        builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<TimeProvider>((options, clock) =>
        {
            var parameters = options.TokenValidationParameters;
            parameters.LifetimeValidator = (from, until, _, p) =>
                until is not null && until.Value + p.ClockSkew >= clock.GetUtcNow() && (from is null || from.Value - p.ClockSkew <= clock.GetUtcNow());
            if (!development) return;
            parameters.ValidIssuer = DevelopmentTokens.Issuer;
            parameters.IssuerSigningKey = DevelopmentTokens.In(installation.KeyFolder).Key;
            parameters.ValidAlgorithms = [SecurityAlgorithms.HmacSha256];
        });
        builder.Services.AddTransient<IClaimsTransformation, InstitutionOfCaller>();
        builder.Services.AddAuthorization(options =>
        {
            foreach (var (policy, roles) in RolesOfPolicy) options.AddPolicy(policy, p => p.RequireAuthenticatedUser().RequireRole(roles));
        });
    }
}
