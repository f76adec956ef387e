using System.Security.Cryptography;
using Advance.Contracts;
using Advance.People;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Advance.Host.Identity;

/// <summary>
/// Tokens that this installation signs itself: the Host's own, with a key that lives only in this process (seed, demo, import talk
/// to the API like anybody else), and, in the Development environment alone, those of <c>token</c>, with a key in the data folder.
/// </summary>
public sealed class LocalTokens
{
    public const string HostIssuer = "advance-host";
    public const string DevelopmentIssuer = "advance-development";
    public const string Audience = "advance";
    public const string InstitutionKeyClaim = "institution_key";

    private readonly SymmetricSecurityKey _host = new(RandomNumberGenerator.GetBytes(64)) { KeyId = HostIssuer };
    private readonly SymmetricSecurityKey? _development;

    private LocalTokens(SymmetricSecurityKey? development) => _development = development;

    public IEnumerable<string> Issuers => _development is null ? [HostIssuer] : [HostIssuer, DevelopmentIssuer];

    public IEnumerable<SecurityKey> Keys => _development is null ? [_host] : [_host, _development];

    /// <summary>Without a key for development: what a production Host believes.</summary>
    public static LocalTokens OfHostOnly() => new(null);

    /// <summary>With the development key of this installation, made on first use.</summary>
    public static LocalTokens WithDevelopment(string keyFolder)
    {
        var file = Path.Combine(keyFolder, "development.key");
        if (!File.Exists(file)) Make(file);
        return new(new SymmetricSecurityKey(File.ReadAllBytes(file)) { KeyId = DevelopmentIssuer });
    }

    /// <summary>A token of the Host itself, for an hour.</summary>
    public string OfHost(string role, DateTimeOffset now, Guid? personId = null, string? institutionKey = null) =>
        Issue(_host, HostIssuer, role, personId?.ToString(), institutionKey, now, TimeSpan.FromHours(1));

    /// <summary>A development token, for thirty days.</summary>
    public string ForDevelopment(string role, string? personId, string? institutionKey, DateTimeOffset now, LimitedRole? limited = null) =>
        Issue(_development!, DevelopmentIssuer, role, personId, institutionKey, now, TimeSpan.FromDays(30), limited);

    private static void Make(string file)
    {
        var made = $"{file}.{Guid.NewGuid():N}";
        FileStreamOptions options =
            new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
        using (var stream = new FileStream(made, options)) stream.Write(RandomNumberGenerator.GetBytes(64));
        try
        {
            File.Move(made, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(made); // another process made it at the same moment
        }
    }

    private static string Issue(SymmetricSecurityKey key, string issuer, string role, string? personId, string? institutionKey,
        DateTimeOffset now, TimeSpan lifetime, LimitedRole? limited = null)
    {
        Dictionary<string, object> claims = new() { ["sub"] = personId ?? role };
        if (limited is null) claims[Caller.RoleClaim] = role;
        else claims[LimitedRoles.Claim] = LimitedRoles.Of(limited).Value;
        if (personId is not null) claims[Caller.PersonClaim] = personId;
        if (institutionKey is not null) claims[InstitutionKeyClaim] = institutionKey;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = Audience,
            Claims = claims,
            NotBefore = now.AddMinutes(-5).UtcDateTime,
            IssuedAt = now.UtcDateTime,
            Expires = now.Add(lifetime).UtcDateTime,
            SigningCredentials = new(key, SecurityAlgorithms.HmacSha256),
        });
    }
}
