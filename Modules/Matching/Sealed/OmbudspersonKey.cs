using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Configuration;
using Wolverine.Http;

namespace Advance.Matching.Sealed;

/// <summary>The public key of the ombudsperson (<c>Ombudsperson:PublicKey</c>, 32 bytes in base64). The private one is never here.</summary>
public sealed class OmbudspersonKey(IConfiguration configuration)
{
    /// <summary>Null when none is configured, or what is configured is no such key.</summary>
    public byte[]? PublicKey => Read(configuration["Ombudsperson:PublicKey"]);

    private static byte[]? Read(string? text)
    {
        var key = new byte[SealedBox.KeyLength];
        return text is not null && Convert.TryFromBase64String(text.Trim(), key, out var length) && length == key.Length ? key : null;
    }
}

/// <summary>To whom a reason is sealed: the public key in base64, its id, and the form of the box.</summary>
public record OmbudspersonKeyView(string PublicKey, string KeyId, string Form);

public static class KeyOfOmbudspersonEndpoint
{
    /// <summary>The ombudsperson's public key, for those who seal on their own device; 404 when there is none.</summary>
    [WolverineGet("/api/ombudsperson-key"), Authorize(Policies.Anyone)]
    public static OmbudspersonKeyView Get(OmbudspersonKey ombudsperson)
    {
        var key = Missing.Unless(ombudsperson.PublicKey, "ombudsperson's key");
        return new(Convert.ToBase64String(key), SealedBox.IdOf(key), SealedBox.Form);
    }
}
