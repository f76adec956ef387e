using Advance.Contracts;

namespace Advance.People;

/// <summary>An address in the body, because an address is logged wherever it stands in a URL.</summary>
public record EmailCommand(string Email)
{
    public void CheckShape() => Shape.Of((!Addresses.IsAddress(Email), "email", "This is not an e-mail address of at most 254 characters."));
}

/// <summary>The addresses of a person: one to write to, and others under which they are known too. Each belongs to one person only.</summary>
public static class Emails
{
    /// <summary>The most addresses of one person beside the first.</summary>
    public const int Most = 20;

    public static bool Has(this PersonalData data, string address) => data.IsPrimary(address) || data.OtherEmails.Any(e => Addresses.Normalised(e) == address);

    public static bool IsPrimary(this PersonalData data, string address) => Addresses.Normalised(data.Email) == address;

    public static IReadOnlyList<string> OthersWithout(this PersonalData data, string address) =>
        [.. data.OtherEmails.Where(e => Addresses.Normalised(e) != address)];
}
