using System.Security.Cryptography;
using Advance.Contracts;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Advance.Host.Identity;

/// <summary>Tokens for development: signed with a key that lies in the data folder and is believed in the Development environment only.</summary>
public sealed class DevelopmentTokens(SymmetricSecurityKey key)
{
    public const string Issuer = "advance-development";
    public const string Audience = "advance";
    public const string InstitutionKeyClaim = "institution_key";

    public SymmetricSecurityKey Key { get; } = key;

    /// <summary>The key of this installation, made on first use.</summary>
    public static DevelopmentTokens In(string folder)
    {
        var file = Path.Combine(folder, "development.key");
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var made = $"{file}.{Guid.NewGuid():N}";
            using (var stream = new FileStream(made, new FileStreamOptions
            {
                Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }))
            {
                stream.Write(RandomNumberGenerator.GetBytes(64));
            }

            File.Move(made, file, overwrite: false);
        }

        return new(new SymmetricSecurityKey(File.ReadAllBytes(file)) { KeyId = "development" });
    }

    public string Issue(string role, string? personId, string? institutionKey, DateTimeOffset now)
    {
        Dictionary<string, object> claims = new() { ["sub"] = personId ?? role, [Caller.RoleClaim] = role };
        if (personId is not null) claims[Caller.PersonClaim] = personId;
        if (institutionKey is not null) claims[InstitutionKeyClaim] = institutionKey;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer, Audience = Audience, Claims = claims,
            NotBefore = now.AddMinutes(-5).UtcDateTime, IssuedAt = now.UtcDateTime, Expires = now.AddDays(30).UtcDateTime,
            SigningCredentials = new(Key, SecurityAlgorithms.HmacSha256),
        });
    }
}
