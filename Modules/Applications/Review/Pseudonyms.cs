using System.Security.Cryptography;
using System.Text;
using Advance.Contracts;

namespace Advance.Applications;

/// <summary>The secret of a cohort's blind review: 32 random bytes in hex. It never leaves this module and stands in no event.</summary>
public record BlindSalt
{
    /// <summary>The cohort.</summary>
    public Guid Id { get; init; }
    public string Salt { get; init; } = "";

    public static BlindSalt New(Guid cohortId) => new() { Id = cohortId, Salt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)) };
}

/// <summary>
/// The names under which a blind review speaks of its cases: HMAC-SHA256 over the application's id with the cohort's salt. They are
/// stable within the cohort, tell nothing about when somebody applied, and cannot be computed from an application's id.
/// </summary>
public sealed class Pseudonyms(BlindSalt salt)
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private readonly byte[] _key = Convert.FromHexString(salt.Salt);

    /// <summary>The id by which a reviewer addresses a case; also the order in which cases are listed.</summary>
    public Guid CaseOf(Guid applicationId)
    {
        var bytes = Mac("case", applicationId);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new(bytes.AsSpan(0, 16), bigEndian: true);
    }

    /// <summary>Twelve characters to speak of a case by, such as <c>7K2M-Q0XD-93VA</c>.</summary>
    public string NameOf(Guid applicationId)
    {
        var bytes = Mac("name", applicationId);
        var letters = string.Concat(bytes.Take(12).Select(b => Alphabet[b & 31]));
        return $"{letters[..4]}-{letters[4..8]}-{letters[8..]}";
    }

    /// <summary>What orders the reviewers of one case: another order in each case, so that a place tells nobody apart.</summary>
    public string OrderOf(Guid applicationId, Guid reviewerId) => Convert.ToHexStringLower(Mac($"reviewer:{reviewerId:N}", applicationId));

    private byte[] Mac(string role, Guid id) => HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{role}:{id:N}"));
}
